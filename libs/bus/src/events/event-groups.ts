import { type Redis } from 'ioredis';
import { promptConnection } from '../connection.js';
import { deadEventStream, eventStream } from '../keys.js';
import { type EventStreamOptions } from './event-stream.js';

export interface EventGroup {
  readonly name: string;
  /** The last event that was given to it. */
  readonly position: number;
  /** Given to it and not done yet. */
  readonly pending: number;
  /** Not given to it yet; null when Redis cannot tell, as after a replay. */
  readonly waiting: number | null;
  /** Set aside after too many deliveries. */
  readonly dead: number;
}

/** The groups of consumers of a service's events, for those who operate them. */
export class EventGroups {
  private readonly redis: Redis;
  private readonly service: string;

  constructor({ redisUrl, service }: EventStreamOptions) {
    this.service = service;
    this.redis = promptConnection(redisUrl, `${service}-event-groups`, { waitsForConnection: true });
    // Each call says what is wrong.
    this.redis.on('error', () => undefined);
  }

  /** None while nothing was ever told. */
  async list(): Promise<EventGroup[]> {
    const groups = await this.tolerating('no such key', [], () =>
      this.redis.xinfo('GROUPS', eventStream(this.service)),
    );
    return Promise.all((groups as unknown[][]).map((told) => this.describe(told)));
  }

  /**
   * Gives the group everything that is kept from that position on, once more; who reads it need not stop. What is
   * pending stays so. A position that it has not reached moves nothing: it would miss what is before that.
   * @returns False when there is no such group.
   */
  async replay(group: string, fromPosition: number): Promise<boolean> {
    const present = (await this.list()).find(({ name }) => name === group);
    if (!present) return false;
    const before = Math.max(0, fromPosition - 1);
    if (before < present.position) {
      await this.redis.xgroup('SETID', eventStream(this.service), group, `${before}-0`);
    }
    return true;
  }

  close(): void {
    this.redis.disconnect();
  }

  private async describe(told: unknown[]): Promise<EventGroup> {
    const field = (name: string): unknown => told[told.indexOf(name) + 1];
    const name = String(field('name'));
    return {
      name,
      position: Number.parseInt(String(field('last-delivered-id')), 10),
      pending: Number(field('pending')),
      waiting: field('lag') === null ? null : Number(field('lag')),
      dead: await this.redis.xlen(deadEventStream(this.service, name)),
    };
  }

  private async tolerating(message: string, instead: unknown, ask: () => Promise<unknown>): Promise<unknown> {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof Error && error.message.includes(message)) return instead;
      throw error;
    }
  }
}
