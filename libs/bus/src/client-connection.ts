import { type LoggerService } from '@nestjs/common';
import { type Redis } from 'ioredis';
import { promptConnection, reportOutages } from './connection.js';
import { hintChannel } from './keys.js';
import { Subscription } from './subscription.js';

export interface ClientConnectionOptions {
  readonly redisUrl: string;
  /** Who is asked: for the connections' names. */
  readonly service: string;
  readonly replyChannel: string;
  readonly onReply: (json: string) => void;
  readonly onAnnouncement: (text: string) => void;
  readonly logger: LoggerService;
}

/** How long a first call waits for the connections of a process that has just started. */
const FIRST_CONNECT_MS = 500;

/** A client's two connections: one to send on, one on which its own reply channel is heard. Both reconnect for ever. */
export class ClientConnection {
  readonly sender: Redis;
  private readonly listener: Subscription;
  /** Resolves when both are there, or after a moment: a caller must hear "cannot tell" in time. */
  readonly firstConnect: Promise<void>;

  constructor(private readonly options: ClientConnectionOptions) {
    const { redisUrl, service, replyChannel, onReply, onAnnouncement, logger } = options;
    this.sender = promptConnection(redisUrl, `${service}-client`);
    reportOutages(this.sender, 'bus', logger);
    this.listener = new Subscription({
      redisUrl,
      name: `${service}-replies`,
      channels: [replyChannel],
      onMessage: (channel, text) => {
        if (channel === replyChannel) onReply(text);
        else onAnnouncement(text);
      },
      logger,
    });
    this.firstConnect = this.connect();
  }

  get isReady(): boolean {
    return this.sender.status === 'ready' && this.listener.isListening;
  }

  /** Asked for by those who need it: not every client may, or wants to, be woken by every announcement. */
  hearAnnouncements(): void {
    this.listener.add(hintChannel(this.options.service));
  }

  close(): void {
    this.sender.disconnect();
    this.listener.close();
  }

  private connect(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, FIRST_CONNECT_MS);
      const check = (): void => {
        if (!this.isReady) return;
        clearTimeout(timer);
        resolve();
      };
      this.sender.on('ready', check);
      this.listener.onListening(check);
    });
  }
}
