import { type LoggerService } from '@nestjs/common';
import { type Redis } from 'ioredis';
import { listeningConnection } from './connection.js';

export interface SubscriptionOptions {
  readonly redisUrl: string;
  readonly name: string;
  /** To begin with. */
  readonly channels: readonly string[];
  readonly onMessage: (channel: string, text: string) => void;
  readonly logger: LoggerService;
}

/** A server that owes an answer from one beat to the next is dead, or its network is. */
const HEARTBEAT_MS = 1_000;

/** Hears its channels through any number of outages, until it is closed. Says nothing of them: its owner does. */
export class Subscription {
  private readonly connection: Redis;
  private readonly heartbeat: NodeJS.Timeout;
  private readonly channels: Set<string>;
  private isSubscribed = false;
  private isOwedAnAnswer = false;
  private isRefused = false;
  private begun: () => void = () => undefined;

  constructor(private readonly options: SubscriptionOptions) {
    const { redisUrl, name, onMessage } = options;
    this.channels = new Set(options.channels);
    const connection = listeningConnection(redisUrl, name);
    this.connection = connection;
    // An emitter without a listener would throw.
    connection.on('error', () => undefined);
    connection.on('close', () => {
      this.isSubscribed = false;
      this.isOwedAnAnswer = false;
    });
    connection.on('message', onMessage);
    connection.on('ready', () => {
      this.isOwedAnAnswer = false;
      void this.subscribe();
    });
    this.heartbeat = setInterval(() => {
      this.beat();
    }, HEARTBEAT_MS);
    this.heartbeat.unref();
  }

  get isListening(): boolean {
    return this.isSubscribed;
  }

  /** Told each time that it begins to hear. */
  onListening(listener: () => void): void {
    this.begun = listener;
  }

  /** Hears one more channel from now on. */
  add(channel: string): void {
    this.channels.add(channel);
    if (this.connection.status === 'ready') void this.subscribe();
  }

  close(): void {
    clearInterval(this.heartbeat);
    this.connection.disconnect();
  }

  /**
   * Not ioredis's `socketTimeout`, which goes off before Node reads its sockets: a process that had no turn for so long would
   * close a connection that is well, and all answers on it would be lost.
   */
  private beat(): void {
    const { connection } = this;
    if (this.isOwedAnAnswer) {
      setImmediate(() => {
        if (this.isOwedAnAnswer) connection.disconnect(true);
      });
    } else if (connection.status === 'connect') {
      // It is asked whether it is ready.
      this.isOwedAnAnswer = true;
    } else if (connection.status === 'ready') {
      this.isOwedAnAnswer = true;
      connection.ping().then(
        () => (this.isOwedAnAnswer = false),
        () => undefined,
      );
    }
  }

  private async subscribe(): Promise<void> {
    const { name, logger } = this.options;
    try {
      await this.connection.subscribe(...this.channels);
      this.isSubscribed = true;
      this.isRefused = false;
      this.begun();
    } catch (error) {
      // Redis's ACL says no: an outage would be told by the connection.
      if (this.connection.status === 'ready' && !this.isRefused) {
        logger.warn(`May not listen (${name}): ${String(error)}`);
        this.isRefused = true;
      }
      // Deaf: start afresh.
      this.connection.disconnect(true);
    }
  }
}
