import { Logger } from '@nestjs/common';
import { type CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices';
import { type Redis } from 'ioredis';
import { setTimeout as sleep } from 'node:timers/promises';
import { lastValueFrom } from 'rxjs';
import { promptConnection, reportOutages, waitingConnection } from '../connection.js';
import { deadEventStream, eventStream, newConsumerName } from '../keys.js';
import { Rights } from '../rights.js';
import { BLOCK_MS, type StreamEntry, StreamReader } from '../stream-reader.js';
import { beginSpan } from '../tracing/spans.js';
import { withinTrace } from '../tracing/trace-context.js';
import { type EventEnvelope, eventPattern, type EventTerms, readEvent } from './contract.js';
import { EventContext } from './event-context.js';

export interface EventServerOptions {
  readonly redisUrl: string;
  /** Whose events: `auth`. */
  readonly service: string;
  /** Who wants to know: the replicas of one service share one group, and each event goes to one of them. */
  readonly group: string;
  /** Where a group begins that is not there yet: with all that is kept (the default), or with what happens from now on. */
  readonly from?: 'start' | 'now';
  /**
   * Most new events worked on at once; with 1, and one replica, they come in order. Up to eight that failed, or that a
   * replica which died had, are worked on beside them: 1 is no mutual exclusion.
   */
  readonly concurrency?: number;
  /** Milliseconds after which an event is taken from a replica that has not got it done: longer than any handler takes. */
  readonly reclaimAfterMs?: number;
  /** How often an event is tried before it is set aside. */
  readonly maxDeliveries?: number;
}

const DEFAULTS = { from: 'start', concurrency: 16, reclaimAfterMs: 60_000, maxDeliveries: 5 } as const;
const FIRST_RETRY_MS = 500;
const RETRY_GROWTH = 4;
const PAUSE_AFTER_ERROR_MS = 50;
const PAUSE_WHEN_REFUSED_MS = 2_000;

/**
 * Makes an entry due for another delivery in a while, unless another replica has it by now. It is due when it has been
 * idle for ARGV[4] ms, so it is made out to have been so for a part of that.
 */
const POSTPONE = `
if #redis.call('XPENDING', KEYS[1], ARGV[1], ARGV[3], ARGV[3], 1, ARGV[2]) == 0 then return 0 end
redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], 0, ARGV[3], 'IDLE', ARGV[4], 'JUSTID')
return 1`;

type PostponingRedis = Redis & {
  latchkeyPostpone(
    stream: string,
    group: string,
    consumer: string,
    id: string,
    idleMs: number,
  ): Promise<number>;
};

/**
 * Nest's transport for services that are told of events. An event is acknowledged when all its handlers here have
 * resolved, so it comes at least once; one that fails comes again, later each time, and holds up no other. In the end
 * it is set aside among the group's dead letters.
 */
export class EventServer extends Server implements CustomTransportStrategy {
  /** What a handler throws is this server's to tell: it knows which delivery failed. Nest need not log it too. */
  override readonly propagatesEventHandlerErrors = true;
  /** Events that this process set aside. */
  setAside = 0;
  protected override readonly logger = new Logger(EventServer.name);
  private readonly rights = new Rights(this.logger);
  private readonly options: Required<EventServerOptions>;
  private readonly stream: string;
  private readonly prompt: PostponingRedis;
  private readonly waiting: Redis;
  private readonly reader: StreamReader;
  private readonly consumer = newConsumerName();
  private readonly reported = new Set<string>();
  private isStopping = false;
  private starting: Promise<void> = Promise.resolve();

  constructor(options: EventServerOptions) {
    super();
    this.options = { ...DEFAULTS, ...options };
    const { redisUrl, service, group, concurrency, reclaimAfterMs, maxDeliveries } = this.options;
    this.stream = eventStream(service);
    const name = `${group}-${service}-events`;
    this.prompt = promptConnection(redisUrl, name) as PostponingRedis;
    this.prompt.defineCommand('latchkeyPostpone', { numberOfKeys: 1, lua: POSTPONE });
    this.waiting = waitingConnection(redisUrl, `${name}-reader`, BLOCK_MS);
    reportOutages(this.prompt, `events of ${service}`, this.logger);
    // The other connection's outages are reported; an emitter without a listener would throw.
    this.waiting.on('error', () => undefined);
    this.reader = new StreamReader({
      reader: this.waiting,
      prompt: this.prompt,
      stream: this.stream,
      group,
      consumer: this.consumer,
      concurrency,
      reclaimAfterMs,
      deadLetters: { stream: deadEventStream(service, group), afterDeliveries: maxDeliveries },
      isShared: true,
      work: (entry) => this.handle(entry),
      onSetAside: (id) => {
        this.setAside++;
        this.logger.error(`Set aside event ${id}: nobody got it done in ${maxDeliveries} deliveries`);
      },
      logger: this.logger,
    });
  }

  listen(callback: () => void): void {
    this.starting = this.options.from === 'now' ? this.beginNow() : Promise.resolve();
    void this.starting.then(() => {
      if (!this.isStopping) this.reader.start();
    });
    callback();
  }

  /** Reads no more, finishes what it has, and takes its name off the group. */
  async close(): Promise<void> {
    this.isStopping = true;
    await this.starting;
    await this.reader.stop();
    for (const connection of [this.waiting, this.prompt]) connection.disconnect();
  }

  get isConnected(): boolean {
    return this.reader.mayRead && [this.waiting, this.prompt].every(({ status }) => status === 'ready');
  }

  /** Connections are its own; their state shows in `isConnected`. */
  on(): never {
    throw new Error('The bus emits no events; see isConnected');
  }

  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- Nest's signature
  unwrap<T>(): T {
    return this.prompt as T;
  }

  /** Only a group that is not there begins now; one that Redis loses later begins anew from all that is kept. */
  private async beginNow(): Promise<void> {
    while (!this.isStopping) {
      try {
        await this.prompt.xgroup('CREATE', this.stream, this.options.group, '$', 'MKSTREAM');
        return;
      } catch (error) {
        if (error instanceof Error && error.message.includes('BUSYGROUP')) return;
        const isRefused = this.rights.areLacking(error, `begin to read ${this.stream}`);
        await sleep(isRefused ? PAUSE_WHEN_REFUSED_MS : PAUSE_AFTER_ERROR_MS);
      }
    }
  }

  private async handle(entry: StreamEntry): Promise<void> {
    try {
      const event = readEvent(entry.json);
      if (!event) this.logger.warn(`Dropped ${entry.id}: not an event`);
      const isDone = !event || (await this.tell(event, entry));
      if (isDone) await this.prompt.xack(this.stream, this.options.group, entry.id);
      else await this.postpone(entry);
    } catch (error) {
      // Or Redis went away meanwhile: the event is still pending, and comes again.
      this.rights.areLacking(error, `acknowledge ${this.stream}`);
    }
  }

  /** Resolves to false when a handler failed. */
  private async tell(event: EventEnvelope, entry: StreamEntry): Promise<boolean> {
    const handler = this.messageHandlers.get(eventPattern(event));
    if (!handler) {
      this.reportOtherVersion(event);
      return true;
    }
    try {
      const context = new EventContext([Number.parseInt(entry.id, 10), entry.deliveries]);
      await withinTrace(event.traceparent, () => this.runTraced(handler, event, context));
      return true;
    } catch (error) {
      this.logger.warn(
        `${eventPattern(event)} ${event.id} failed (delivery ${entry.deliveries}): ${reasonOf(error)}`,
      );
      return false;
    }
  }

  private async runTraced(
    handler: MessageHandler,
    event: EventEnvelope,
    context: EventContext,
  ): Promise<void> {
    const span = beginSpan(eventPattern(event), { kind: 'hears' });
    let isError = true;
    try {
      await span.run(() => this.run(handler, event, context));
      isError = false;
    } finally {
      span.end({ isError });
    }
  }

  private run(handler: MessageHandler, event: EventEnvelope, context: EventContext): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.runWithProcessingHooks(context, async (end) => {
        try {
          const told$ = this.transformToObservable(await handler(event, context));
          resolve(await lastValueFrom(told$, { defaultValue: null }));
        } catch (error) {
          // Filters may throw plain objects.
          // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
          reject(error);
        } finally {
          end();
        }
      });
    });
  }

  private async postpone({ id, deliveries }: StreamEntry): Promise<void> {
    const { group, reclaimAfterMs, maxDeliveries } = this.options;
    const isLast = deliveries >= maxDeliveries;
    const delay = isLast ? 0 : Math.min(FIRST_RETRY_MS * RETRY_GROWTH ** (deliveries - 1), reclaimAfterMs);
    await this.prompt.latchkeyPostpone(this.stream, group, this.consumer, id, reclaimAfterMs - delay);
  }

  /** Once: what nobody here was written for may come a thousand times a second. */
  private reportOtherVersion(event: EventEnvelope): void {
    const pattern = eventPattern(event);
    const known = [...this.messageHandlers.values()].some(
      ({ extras }) => (extras as Partial<EventTerms> | undefined)?.name === event.name,
    );
    if (!known || this.reported.has(pattern)) return;
    this.reported.add(pattern);
    this.logger.warn(`Nothing here handles ${pattern}, only another version of it: ignored from now on`);
  }
}

/** A filter may throw a plain object, which says what it chose to. */
const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : JSON.stringify(error));
