import { PROMPT_MS, promptConnection, RedisRun, reportOutages } from '@latchkey/bus';
import { type QuotaMonth, quotaPoolKey } from '@latchkey/contracts';
import { type LoggerService } from '@nestjs/common';
import {
  type CountedWindow,
  type CounterRequest,
  type LimitsRedis,
  type SettledBatch,
  withLimitScripts,
} from './counter-script.js';
import { GuardClocks, monotonicUs } from './guard-clocks.js';
import { PermitMetrics } from './permit-metrics.js';

/** A settled batch, with the name of our clock that it was charged by. */
export interface Settled extends SettledBatch {
  readonly guard: string;
}

export interface Taking {
  readonly tokenId: string;
  readonly windows: readonly CountedWindow[];
  /** null: costs no quota. */
  readonly quota: QuotaMonth | null;
  /** Microseconds. */
  readonly life: number;
  readonly need: number;
  readonly want: number;
  readonly settled: readonly Settled[];
  /** What of the quota goes back into the pool. */
  readonly poolBack: number;
  /** Guards that had charges on this token when it was last asked for; null: nobody knows. */
  readonly peers: readonly string[] | null;
}

export interface WindowState {
  readonly left: number;
  /** Microseconds after the answer came at which one more is surely free; 0: nothing is charged. */
  readonly freeIn: number;
  readonly chargedUntil: number;
}

export interface Taken {
  readonly guard: string;
  /** By our clock. A permit's life begins when it is asked for. */
  readonly sentAt: number;
  readonly sentWallMs: number;
  readonly granted: number;
  readonly windows: readonly WindowState[];
  /** null: no quota was asked for. */
  readonly pool: { readonly runId: string; readonly left: number; readonly seq: number } | null;
  readonly peers: readonly string[];
}

interface Answered {
  readonly taken: Taken;
  /** Whether guards had charges whose clocks we knew better, but did not name. */
  readonly isOutdated: boolean;
}

const CLOCKS_KEY = 'latchkey:limits:clocks';
const HOUR_MS = 3_600_000;
/** Redis's wall clock may be set forward by less than this, and no charge that still counts is dropped with its key. */
const STEP_MS = 2 * HOUR_MS;
/** Nothing is charged for longer than a day and a moment; and then the counters themselves are dropped. */
const GUARD_KEPT_US = (24 * HOUR_MS + 2 * STEP_MS) * 1_000;
const POOL_KEPT_MS = 32 * 24 * HOUR_MS;
/** A token's first question brings the bounds of so many guards at most. */
const MOST_PEERS = 64;
const SHARE_EVERY_MS = 1_000;

/** The counters of limits, in Redis, and what guards know of each other's clocks. Rejects when Redis is out of reach. */
export class Counters {
  readonly clocks = new GuardClocks();
  readonly metrics = new PermitMetrics();
  private readonly redis: LimitsRedis;
  private timer: NodeJS.Timeout | null = null;
  private readonly run: RedisRun;
  private isClosed = false;

  constructor(redisUrl: string, logger: LoggerService) {
    this.redis = withLimitScripts(promptConnection(redisUrl, 'limits', { hearsLateAnswers: true }));
    reportOutages(this.redis, 'limits', logger);
    this.run = new RedisRun(this.redis, () => void this.shareClocks());
  }

  get isReady(): boolean {
    return this.run.id !== null;
  }

  async take(taking: Taking): Promise<Taken> {
    const began = performance.now();
    try {
      const taken = await this.takeOnce(taking);
      const isAsked = taking.need > 0 || taking.want > 0;
      const outcome = isAsked ? (taken.granted > 0 ? 'granted' : 'refused') : 'given_back';
      this.metrics.note(outcome, taken.granted, performance.now() - began);
      return taken;
    } catch (error) {
      this.metrics.note('failed', 0, performance.now() - began);
      throw error;
    }
  }

  close(): void {
    this.isClosed = true;
    if (this.timer) clearTimeout(this.timer);
    this.redis.disconnect();
  }

  private async takeOnce(taking: Taking): Promise<Taken> {
    const { taken, isOutdated } = await this.ask(taking);
    if (taken.granted > 0 || taking.need === 0 || !isOutdated) return taken;
    // What was to be settled and given back is so by now.
    return (await this.ask({ ...taking, settled: [], poolBack: 0, peers: taken.peers })).taken;
  }

  private async ask(taking: Taking): Promise<Answered> {
    const first = await this.askBy(taking);
    if (first) return first;
    // Our clock stood still, and others believe it to be later: what is charged now must be dated by a new one.
    this.clocks.begin();
    const second = await this.askBy(taking);
    if (!second) throw new Error('A clock that has just begun was believed to be later than it is');
    return second;
  }

  /**
   * Whoever waits hears in time that nobody can tell. An answer that comes all the same, from a Redis that was slow or to
   * a process that had no processor, may have brought permits: without a crash all of a quota can be used (P4), so they
   * are given back.
   */
  private askBy(taking: Taking): Promise<Answered | null> {
    return new Promise((resolve, reject) => {
      let isLate = false;
      const giveUp = setTimeout(() => {
        isLate = true;
        reject(new Error('Redis does not answer'));
      }, PROMPT_MS);
      const settle = (answered: Answered | null): void => {
        clearTimeout(giveUp);
        if (isLate) void this.giveBack(taking, answered);
        else resolve(answered);
      };
      this.send(taking).then(settle, (error: unknown) => {
        clearTimeout(giveUp);
        reject(error instanceof Error ? error : new Error(String(error)));
      });
    });
  }

  /** Never twice: what is given back without an answer may have arrived. */
  private async giveBack(taking: Taking, answered: Answered | null): Promise<void> {
    if (!answered || answered.taken.granted === 0) return;
    const { guard, granted, sentAt, windows, pool, peers } = answered.taken;
    const charged = taking.windows.map(({ name }, nth) => [name, windows[nth]?.chargedUntil ?? 0] as const);
    const unspent = {
      spent: 0,
      spent_at: sentAt,
      unspent: granted,
      charged_until: Object.fromEntries(charged),
    };
    const settled = [{ guard, ...unspent }];
    const back = { need: 0, want: 0, settled, poolBack: pool ? granted : 0, peers };
    await this.send({ ...taking, ...back }).catch(() => undefined);
  }

  /** Resolves when there is an answer; null: our clock is believed to be later than it is. */
  private async send(taking: Taking): Promise<Answered | null> {
    const { tokenId, windows, quota, life, need, want, settled, poolBack, peers } = taking;
    // Read when the question is written: it is never sent to another server than the one whose run this is.
    const runId = this.run.id;
    if (runId === null) throw new Error('Redis is out of reach');
    const guard = this.clocks.id;
    const sentWallMs = Date.now();
    const sentAt = monotonicUs();
    const everyone = peers === null && this.clocks.known <= MOST_PEERS;
    const request: CounterRequest = {
      guard,
      now: sentAt,
      life,
      need,
      want,
      windows,
      clocks: this.clocks.bounds(sentAt, everyone ? undefined : (peers ?? [])),
      // Charges of a clock that has ended end by themselves.
      settled: settled.filter((batch) => batch.guard === guard),
      pool_back: poolBack,
      pool_ttl_ms: POOL_KEPT_MS,
      ttl_ms: Math.max(0, ...windows.map(({ span }) => Math.ceil(span / 1_000))) + STEP_MS,
    };
    const keys = [`latchkey:limits:{${tokenId}}`];
    if (quota) keys.push(quotaPoolKey({ token_id: tokenId, run_id: runId, ...quota }));
    const reply = await this.redis.latchkeyTake(keys.length, ...keys, JSON.stringify(request));
    const arrivedAt = monotonicUs();
    const [granted, left, seq] = reply.map(Number) as [number, number, number];
    if (granted < 0) return null;
    const rest = reply.slice(3);
    const states = windows.map((_, nth) => {
      const [windowLeft, freeIn, chargedUntil] = rest.slice(3 * nth, 3 * nth + 3).map(Number) as [
        number,
        number,
        number,
      ];
      return { left: windowLeft, freeIn, chargedUntil };
    });
    const seen = pairs(rest.slice(3 * windows.length).map(String));
    const isOutdated = seen.some(
      ([peer, clock]) =>
        !(peer in request.clocks) && (this.clocks.boundOf(peer, sentAt) ?? -Infinity) > Number(clock),
    );
    for (const [peer, clock] of seen) this.clocks.learn(peer, Number(clock), arrivedAt);
    const taken = {
      guard,
      sentAt,
      sentWallMs,
      granted,
      windows: states,
      pool: quota && { runId, left, seq },
      peers: seen.map(([peer]) => peer).filter((peer) => peer !== guard),
    };
    return { taken, isOutdated };
  }

  private shareSoon(delayMs: number): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.shareClocks(), delayMs).unref();
  }

  /** At moments of no fixed distance: two guards that ask in turn would always find each other's clock as old. */
  private async shareClocks(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    try {
      const now = monotonicUs();
      const bounds = Object.entries(this.clocks.bounds(now)).flat();
      const known = await this.redis.latchkeyShareClocks(
        CLOCKS_KEY,
        this.clocks.id,
        now,
        GUARD_KEPT_US,
        ...bounds,
      );
      const arrivedAt = monotonicUs();
      const clocks = pairs(known);
      this.clocks.retain(new Set(clocks.map(([guard]) => guard)));
      for (const [guard, value] of clocks) this.clocks.learn(guard, Number.parseInt(value, 10), arrivedAt);
    } catch {
      // Away, which the connection reports: what is known stays true.
    }
    if (!this.isClosed) this.shareSoon(SHARE_EVERY_MS * (0.5 + Math.random() / 2));
  }
}

const pairs = (flat: readonly string[]): [string, string][] =>
  Array.from({ length: flat.length / 2 }, (_, nth) => [flat[2 * nth] ?? '', flat[2 * nth + 1] ?? '']);
