import { type LoggerService } from '@nestjs/common';
import { type Redis } from 'ioredis';
import { setTimeout as sleep } from 'node:timers/promises';
import { type GroupRedis, withGroupScripts } from './group-scripts.js';
import { RedisClock } from './redis-clock.js';
import { Rights } from './rights.js';

/** One delivery of an entry, and Redis's own clock at that moment. */
export interface StreamEntry {
  readonly id: string;
  readonly json: string | undefined;
  /** Milliseconds since 1970, by Redis's clock. */
  readonly deliveredAt: number;
  /** Milliseconds since it was added, by the same clock. */
  readonly ageMs: number;
  /** This one included: above 1, whoever had it before has not acknowledged it. */
  readonly deliveries: number;
}

export interface StreamReaderOptions {
  /** Its own: it is blocked most of the time. */
  readonly reader: Redis;
  /** For short commands; may be shared. */
  readonly prompt: Redis;
  readonly stream: string;
  readonly group: string;
  /** This replica's name in the group. */
  readonly consumer: string;
  /** Most entries worked on at once. No more is read than there is room for: what waits, waits in Redis. */
  readonly concurrency: number;
  /** Milliseconds after which an unacknowledged entry is taken for lost: longer than the longest legitimate work. */
  readonly reclaimAfterMs: number;
  /** Where an entry goes that was delivered so often and never acknowledged. */
  readonly deadLetters: { readonly stream: string; readonly afterDeliveries: number };
  /** Whether other groups read the stream too: then nothing is deleted from it. */
  readonly isShared: boolean;
  /** Acknowledges the entry when it is done. Must not reject. */
  readonly work: (entry: StreamEntry) => Promise<void>;
  readonly onSetAside: (entryId: string) => void;
  /** Told of each entry that was taken over from a replica that did not get it done. */
  readonly onTakenOver?: () => void;
  readonly logger: LoggerService;
}

/** How long one read waits at the server: also the longest that `stop` waits for it. */
export const BLOCK_MS = 500;
const BATCH = 64;
const PAUSE_AFTER_ERROR_MS = 50;
/** Nothing is read whose age nobody could tell. */
const PAUSE_WITHOUT_CLOCK_MS = 10;
/** A right is given by people: nobody waits for it. */
const PAUSE_WHEN_REFUSED_MS = 2_000;
/** What is taken over has room of its own, beside `concurrency`. */
const ROOM_FOR_LOST = 8;
/** An entry delivered this often may be what kills its readers: it is worked on with no other suspect beside it. */
const SUSPECT_DELIVERIES = 2;
/** Consumers of replicas that died are forgotten after this long without anything pending. */
const CONSUMER_LIFE_MS = 60 * 60 * 1_000;

type RawEntry = [id: string, fields: string[]];
type StreamReply = [stream: string, entries: RawEntry[]][] | null;
type PendingReply = [id: string, consumer: string, idleMs: number, deliveries: number][];

/**
 * One replica's part in a consumer group, through any number of outages: reads what is new, takes over what a
 * replica that died has left unacknowledged, and sets aside what nobody gets done.
 */
export class StreamReader {
  private readonly group: GroupRedis;
  private readonly clock: RedisClock;
  private readonly rights: Rights;
  private isRefused = false;
  private working = 0;
  private isStopping = false;
  private running: Promise<unknown> | null = null;
  private waitingForRoom: (() => void)[] = [];
  private readonly stopping = new AbortController();

  constructor(private readonly options: StreamReaderOptions) {
    this.group = withGroupScripts(options.prompt);
    this.rights = new Rights(options.logger);
    this.clock = new RedisClock(options.prompt, (error) => {
      if (this.rights.areLacking(error, 'ask for the time')) this.isRefused = true;
    });
  }

  /** False while Redis's ACL keeps it from reading. */
  get mayRead(): boolean {
    return !this.isRefused;
  }

  /** Entries that are worked on here. */
  get inHand(): number {
    return this.working;
  }

  /** Entries that wait or are worked on anywhere: of a stream that is not shared, from which what is answered goes. */
  depth(): Promise<number> {
    return this.options.prompt.xlen(this.options.stream);
  }

  /** Milliseconds since the oldest of them was added, by Redis's clock; 0: there is none. */
  async oldestMs(): Promise<number> {
    const { prompt, stream } = this.options;
    const [oldest] = await prompt.xrange(stream, '-', '+', 'COUNT', 1);
    return oldest ? Math.max(0, this.clock.now() - Number.parseInt(oldest[0], 10)) : 0;
  }

  start(): void {
    this.running ??= Promise.all([this.readNew(), this.takeOverLost()]);
  }

  /** Reads no more; resolves when all that was read has been worked on, or hangs. */
  async stop(): Promise<void> {
    this.isStopping = true;
    this.stopping.abort();
    await this.running;
    while (this.working > 0) await this.nextToFinish();
    await this.forgetConsumers();
    this.clock.stop();
  }

  private async readNew(): Promise<void> {
    while (!this.isStopping) {
      if (!this.clock.isKnown) {
        await sleep(PAUSE_WITHOUT_CLOCK_MS);
        continue;
      }
      const room = this.options.concurrency - this.working;
      if (room <= 0) {
        await this.nextToFinish();
        continue;
      }
      try {
        for (const entry of await this.read(Math.min(room, BATCH))) void this.begin(entry);
      } catch (error) {
        await this.recover(error);
      }
    }
  }

  private async read(count: number): Promise<StreamEntry[]> {
    const { reader, stream, group, consumer } = this.options;
    const reply = (await reader.xreadgroup(
      'GROUP',
      group,
      consumer,
      'COUNT',
      count,
      'BLOCK',
      BLOCK_MS,
      'STREAMS',
      stream,
      '>',
    )) as StreamReply;
    this.isRefused = false;
    return (reply?.[0]?.[1] ?? []).map((entry) => this.deliveryOf(entry, 1));
  }

  private async begin(entry: StreamEntry): Promise<void> {
    this.working++;
    let isOver = false;
    const end = (): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      this.working--;
      for (const wake of this.waitingForRoom.splice(0)) wake();
    };
    // All deliveries that it gets are over by then. Work that hangs must not keep its room for ever: a few such
    // messages, five times each, would take all of it, and nothing would be read or set aside any more.
    const { reclaimAfterMs, deadLetters } = this.options;
    const timer = setTimeout(end, reclaimAfterMs * deadLetters.afterDeliveries);
    timer.unref();
    try {
      await this.options.work(entry);
    } finally {
      end();
    }
  }

  private nextToFinish(): Promise<void> {
    return new Promise((resolve) => this.waitingForRoom.push(resolve));
  }

  private async recover(error: unknown): Promise<void> {
    // A Redis that lost its data has lost the group too. From 0: what was added meanwhile is still to be read.
    if (error instanceof Error && error.message.includes('NOGROUP')) await this.createGroup();
    else await this.pauseAfter(error);
  }

  private async createGroup(): Promise<void> {
    const { reader, stream, group } = this.options;
    try {
      await reader.xgroup('CREATE', stream, group, '0', 'MKSTREAM');
    } catch (error) {
      const isThere = error instanceof Error && error.message.includes('BUSYGROUP');
      if (!isThere) await this.pauseAfter(error);
    }
  }

  private async pauseAfter(error: unknown): Promise<void> {
    this.isRefused = this.rights.areLacking(error, `read ${this.options.stream}`);
    const pause = this.isRefused ? PAUSE_WHEN_REFUSED_MS : PAUSE_AFTER_ERROR_MS;
    await sleep(pause, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }

  private async takeOverLost(): Promise<void> {
    let lastSweep = performance.now();
    while (!this.isStopping) {
      await this.rest();
      // Redis away, or no group yet: the next turn will see.
      await this.takeOver().catch((error: unknown) => {
        this.rights.areLacking(error, `take over what is left in ${this.options.stream}`);
      });
      if (performance.now() - lastSweep < CONSUMER_LIFE_MS) continue;
      lastSweep = performance.now();
      await this.forgetConsumers();
    }
  }

  /** Not all replicas at the same moment. */
  private async rest(): Promise<void> {
    const pause = Math.min(this.options.reclaimAfterMs / 3, 5_000) * (0.75 + Math.random() / 2);
    await sleep(pause, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }

  private async takeOver(): Promise<void> {
    const { prompt, stream, group, reclaimAfterMs, deadLetters } = this.options;
    const lost = (await prompt.xpending(
      stream,
      group,
      'IDLE',
      reclaimAfterMs,
      '-',
      '+',
      BATCH,
    )) as PendingReply;
    for (const [id, , , deliveries] of lost) {
      if (this.isStopping || !this.clock.isKnown) return;
      if (deliveries >= deadLetters.afterDeliveries) await this.setAside(id, deliveries);
      else await this.claimWithRoom(id, deliveries);
    }
  }

  /** Not behind what is new: readers that have all they can work on would leave what was lost for ever. */
  private async claimWithRoom(id: string, deliveries: number): Promise<void> {
    while (this.working >= this.options.concurrency + ROOM_FOR_LOST) await this.nextToFinish();
    if (!this.isStopping) await this.claim(id, deliveries);
  }

  private async claim(id: string, deliveriesBefore: number): Promise<void> {
    const { prompt, stream, group, consumer, reclaimAfterMs } = this.options;
    // Its idle time says who of several replicas gets it: Redis gives it to the first and no other.
    const [entry] = (await prompt.xclaim(stream, group, consumer, reclaimAfterMs, id)) as (RawEntry | null)[];
    if (!entry) return;
    this.options.onTakenOver?.();
    const work = this.begin(this.deliveryOf(entry, deliveriesBefore + 1));
    // One that hangs holds up no other suspect for longer than it may take.
    if (deliveriesBefore >= SUSPECT_DELIVERIES) await Promise.race([work, this.patience()]);
  }

  private async patience(): Promise<void> {
    const { signal } = this.stopping;
    await sleep(this.options.reclaimAfterMs, undefined, { signal, ref: false }).catch(() => undefined);
  }

  private async setAside(id: string, deliveries: number): Promise<void> {
    const { stream, group, deadLetters, isShared, onSetAside } = this.options;
    const keep = isShared ? 1 : 0;
    const wasMoved = await this.group.latchkeyBury(stream, deadLetters.stream, group, id, deliveries, keep);
    if (wasMoved === 1) onSetAside(id);
  }

  /** This replica's own name when it leaves, and those of replicas that died; never one with anything pending. */
  private async forgetConsumers(): Promise<void> {
    const { stream, group, consumer } = this.options;
    try {
      await this.group.latchkeyForget(stream, group, this.isStopping ? consumer : '', CONSUMER_LIFE_MS);
    } catch (error) {
      // A name that stays is another replica's to forget.
      this.rights.areLacking(error, `forget consumers of ${stream}`);
    }
  }

  /** Its age is what it is when it is looked at: Redis hands entries to a replica that is paused, too. */
  private deliveryOf([id, fields]: RawEntry, deliveries: number): StreamEntry {
    const addedAt = Number.parseInt(id, 10);
    const deliveredAt = this.clock.now();
    const ageMs = Math.max(0, deliveredAt - addedAt);
    return { id, json: fields[fields.indexOf('m') + 1], deliveredAt, ageMs, deliveries };
  }
}
