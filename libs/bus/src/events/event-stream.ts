import { Logger } from '@nestjs/common';
import { type Redis } from 'ioredis';
import { promptConnection, reportOutages } from '../connection.js';
import { eventStream } from '../keys.js';

export interface EventStreamOptions {
  readonly redisUrl: string;
  /** Whose events: `auth`. */
  readonly service: string;
}

/** What travels as field `m`, and the place it has for good. */
export interface PositionedEvent {
  readonly position: number;
  readonly json: string;
}

/**
 * Adds a batch, if the stream ends where the batch goes on. Redis alone can tell: another process may have added it,
 * and a Redis that restarted may have lost its end, or all. Compared as text: Lua's numbers are not exact.
 */
const APPEND_SCRIPT = `
local last = '0'
if redis.call('EXISTS', KEYS[1]) == 1 then
  local told = redis.call('XINFO', 'STREAM', KEYS[1])
  for i = 1, #told, 2 do
    if told[i] == 'last-generated-id' then last = string.match(told[i + 1], '^%d+') end
  end
end
if last ~= ARGV[1] then return last end
for i = 2, #ARGV, 2 do
  redis.call('XADD', KEYS[1], ARGV[i] .. '-0', 'm', ARGV[i + 1])
  last = ARGV[i]
end
return last`;

const toPositioned = ([id, [, json = '']]: [id: string, fields: string[]]): PositionedEvent => ({
  position: Number.parseInt(id, 10),
  json,
});

type Appender = Redis & {
  latchkeyAppend(stream: string, after: string, ...batch: (string | number)[]): Promise<string>;
};

/** The writing end of a service's events: a stream whose entry ids are `<position>-0`. */
export class EventStream {
  private readonly redis: Appender;
  private readonly stream: string;

  /** @param options.waitsForConnection As a command line has to, which has just started. */
  constructor(
    { redisUrl, service }: EventStreamOptions,
    options: { readonly waitsForConnection?: boolean } = {},
  ) {
    this.stream = eventStream(service);
    const redis = promptConnection(redisUrl, `${service}-events`, options) as Appender;
    redis.defineCommand('latchkeyAppend', { numberOfKeys: 1, lua: APPEND_SCRIPT });
    reportOutages(redis, 'events', new Logger(EventStream.name));
    this.redis = redis;
  }

  get isConnected(): boolean {
    return this.redis.status === 'ready';
  }

  /** Each time that Redis can be reached again, and the first time. */
  onConnected(listener: () => void): void {
    this.redis.on('ready', listener);
  }

  /** The last position that the stream was given; 0 when there is none. */
  async position(): Promise<number> {
    try {
      const told = (await this.redis.xinfo('STREAM', this.stream)) as unknown[];
      return Number.parseInt(String(told[told.indexOf('last-generated-id') + 1]), 10);
    } catch (error) {
      if (error instanceof Error && error.message.includes('no such key')) return 0;
      throw error;
    }
  }

  /**
   * Adds the batch in one step, if `after` is the last position that the stream was given; otherwise nothing.
   * @returns Its last position now: the batch's own if it was added.
   */
  async append(after: number, batch: readonly PositionedEvent[]): Promise<number> {
    const pairs = batch.flatMap(({ position, json }) => [position, json]);
    return Number(await this.redis.latchkeyAppend(this.stream, String(after), ...pairs));
  }

  /** The oldest entries, oldest first. */
  async oldest(count: number): Promise<PositionedEvent[]> {
    return (await this.redis.xrange(this.stream, '-', '+', 'COUNT', count)).map(toPositioned);
  }

  /** What comes after the position, oldest first. */
  async after(position: number, count: number): Promise<PositionedEvent[]> {
    return (await this.redis.xrange(this.stream, `(${position}-0`, '+', 'COUNT', count)).map(toPositioned);
  }

  /** Takes out what is before the position. */
  async trim(before: number): Promise<void> {
    await this.redis.xtrim(this.stream, 'MINID', `${before}-0`);
  }

  close(): void {
    this.redis.disconnect();
  }
}
