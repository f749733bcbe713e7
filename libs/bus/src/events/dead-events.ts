import { type Redis } from 'ioredis';
import { promptConnection } from '../connection.js';
import { deadEntries, type DeadEntry, findDeadEntry } from '../dead-stream.js';
import { deadEventStream, eventStream } from '../keys.js';
import { type EventStreamOptions } from './event-stream.js';

export interface DeadEventsOptions extends EventStreamOptions {
  /** Whose handlers did not get them done. */
  readonly group: string;
}

/** Older than any delay, so that whoever looks next takes it over. */
const LONG_IDLE_MS = 24 * 60 * 60 * 1_000;

/** Events that one group of consumers did not get done, for people to look at, retry or drop. */
export class DeadEvents {
  private readonly redis: Redis;
  private readonly stream: string;
  private readonly group: string;
  private readonly dead: string;

  constructor({ redisUrl, service, group }: DeadEventsOptions) {
    this.group = group;
    this.stream = eventStream(service);
    this.dead = deadEventStream(service, group);
    this.redis = promptConnection(redisUrl, `${service}-dead-events`, { waitsForConnection: true });
    // Each call says what is wrong.
    this.redis.on('error', () => undefined);
  }

  close(): void {
    this.redis.disconnect();
  }

  /** Oldest first; `json` is the event. */
  all(): AsyncGenerator<DeadEntry> {
    return deadEntries(this.redis, this.dead);
  }

  find(id: string): Promise<DeadEntry | null> {
    return findDeadEntry(this.redis, this.dead, id);
  }

  /** Resolves to false when there is none with this id. */
  async drop(id: string): Promise<boolean> {
    return (await this.redis.xdel(this.dead, id)) === 1;
  }

  /**
   * Gives the event to its group once more, and to no other, with five deliveries before it.
   * @returns False when the stream does not keep it any more: it stays among the dead.
   */
  async retry({ id, entry }: DeadEntry): Promise<boolean> {
    const given = await this.redis.xclaim(
      this.stream,
      this.group,
      'retry',
      0,
      entry,
      'IDLE',
      LONG_IDLE_MS,
      'RETRYCOUNT',
      0,
      'FORCE',
      'JUSTID',
    );
    if (given.length === 0) return false;
    await this.drop(id);
    return true;
  }
}
