import { type LoggerService } from '@nestjs/common';
import { type Redis } from 'ioredis';
import { listeningConnection, promptConnection, reportOutages } from './connection.js';

export interface ClientConnectionOptions {
  readonly redisUrl: string;
  /** Who is asked: for the connections' names. */
  readonly service: string;
  readonly replyChannel: string;
  readonly onReply: (json: string) => void;
  readonly logger: LoggerService;
}

const HEARTBEAT_MS = 1_000;
/** How long a first call waits for the connections of a process that has just started. */
const FIRST_CONNECT_MS = 500;

/** A client's two connections: one to send on, one on which its own reply channel is heard. Both reconnect for ever. */
export class ClientConnection {
  readonly sender: Redis;
  private readonly listener: Redis;
  private readonly heartbeat: NodeJS.Timeout;
  private isListening = false;
  /** Resolves when both are there, or after a moment: a caller must hear "cannot tell" in time. */
  readonly firstConnect: Promise<void>;

  constructor({ redisUrl, service, replyChannel, onReply, logger }: ClientConnectionOptions) {
    this.sender = promptConnection(redisUrl, `${service}-client`);
    this.listener = listeningConnection(redisUrl, `${service}-replies`);
    reportOutages(this.sender, 'bus', logger);
    // The sender's outages are reported; an emitter without a listener would throw.
    this.listener.on('error', () => undefined);
    this.listener.on('close', () => (this.isListening = false));
    this.listener.on('message', (_channel: string, json: string) => {
      onReply(json);
    });
    this.heartbeat = setInterval(() => {
      // Errors close the socket by `socketTimeout`, and closing is seen: nothing to do here.
      if (this.listener.status === 'ready') this.listener.ping().catch(() => undefined);
    }, HEARTBEAT_MS);
    this.heartbeat.unref();
    this.firstConnect = this.connect(replyChannel);
  }

  get isReady(): boolean {
    return this.sender.status === 'ready' && this.isListening;
  }

  close(): void {
    clearInterval(this.heartbeat);
    this.sender.disconnect();
    this.listener.disconnect();
  }

  private connect(replyChannel: string): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, FIRST_CONNECT_MS);
      const check = (): void => {
        if (!this.isReady) return;
        clearTimeout(timer);
        resolve();
      };
      this.sender.on('ready', check);
      this.listener.on('ready', () => {
        this.listener.subscribe(replyChannel).then(
          () => {
            this.isListening = true;
            check();
          },
          // Deaf: start afresh rather than send questions whose answers nobody hears.
          () => {
            this.listener.disconnect(true);
          },
        );
      });
    });
  }
}
