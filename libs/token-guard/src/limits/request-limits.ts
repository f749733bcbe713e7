import { BusUnavailableError } from '@latchkey/bus';
import { type RateLimit, type TokenIdentity } from '@latchkey/contracts';
import { type OnApplicationShutdown } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { isDeepStrictEqual } from 'node:util';
import { type Instant } from '../lease/clock.js';
import { type Counters } from './counters.js';
import { monotonicUs } from './guard-clocks.js';
import { type LimitOutcome, NOT_LIMITED, secondsUntil } from './limit-outcome.js';
import { type QuotaLine } from './quota-line.js';
import { TokenPermits } from './token-permits.js';
import { termsOf } from './token-terms.js';

export interface TakeOptions {
  /** False for what a token may always ask: who it is. */
  readonly countsQuota: boolean;
  /** Now, if somebody has just looked. */
  readonly at?: Instant | undefined;
}

/** What is left of a token's limits, for requests that may otherwise pass. */
export abstract class RequestLimits {
  /** Spends one permit: at once, without a promise, where one is at hand. */
  abstract take(identity: TokenIdentity, options: TakeOptions): LimitOutcome | Promise<LimitOutcome>;

  /** What is left, without spending anything. Rejects when nobody can tell. */
  abstract left(identity: TokenIdentity): Promise<LimitsLeft>;

  /** Tokens of which something is remembered. */
  abstract readonly tokens: number;
}

export interface LimitsLeft {
  readonly windows: readonly (RateLimit & {
    readonly remaining: number;
    /** Seconds until one more is free; null: nothing is used. */
    readonly resets_in: number | null;
  })[];
  readonly quota: { readonly limit: number; readonly remaining: number; readonly resets_at: string } | null;
}

interface Entry {
  limits: TokenIdentity['rate_limits'];
  quota: TokenIdentity['quota'];
  readonly permits: TokenPermits;
}

const SWEEP_MS = 10_000;
/** Microseconds after its last request for which a token is remembered. */
const IDLE = 60_000_000;
/** Tokens that are remembered at once, about 1 KiB each. */
const MOST_TOKENS = 100_000;

export class CountedRequestLimits extends RequestLimits implements OnApplicationShutdown {
  /** Forgotten is who was asked for longest ago, and what it had is given back. */
  private readonly entries: LRUCache<string, Entry>;
  private readonly sweeper: NodeJS.Timeout;

  constructor(
    private readonly counters: Counters,
    private readonly line: QuotaLine,
    mostTokens = MOST_TOKENS,
  ) {
    super();
    this.entries = new LRUCache({
      max: mostTokens,
      dispose: ({ permits }) => void permits.end(),
    });
    this.sweeper = setInterval(() => {
      this.sweep();
    }, SWEEP_MS).unref();
  }

  get tokens(): number {
    return this.entries.size;
  }

  take(identity: TokenIdentity, { countsQuota, at }: TakeOptions): LimitOutcome | Promise<LimitOutcome> {
    if (identity.rate_limits.length === 0 && identity.quota === null) return NOT_LIMITED;
    const permits = this.permitsOf(identity);
    return countsQuota || identity.quota === null ? permits.take(at) : permits.takeWithoutQuota();
  }

  async left(identity: TokenIdentity): Promise<LimitsLeft> {
    const { rate_limits: limits, quota } = identity;
    if (limits.length === 0 && quota === null) return { windows: [], quota: null };
    const [{ windows, pool }, statement] = await Promise.all([
      this.permitsOf(identity)
        .look()
        .catch(() => {
          throw new BusUnavailableError('disconnected');
        }),
      quota && this.line.read(identity.id),
    ]);
    return {
      windows: limits.map((limit, nth) => {
        const { left = 0, freeIn = 0 } = windows[nth] ?? {};
        return { ...limit, remaining: left, resets_in: freeIn > 0 ? secondsUntil(freeIn) : null };
      }),
      quota: statement && {
        limit: statement.limit,
        remaining: Math.max(0, statement.limit - statement.reserved) + (pool?.left ?? 0),
        resets_at: statement.resets_at,
      },
    };
  }

  /** Gives back what is unspent, and takes nothing any more. */
  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.sweeper);
    await Promise.all([...this.entries.values()].map(({ permits }) => permits.end()));
    this.counters.close();
  }

  private permitsOf(identity: TokenIdentity): TokenPermits {
    const { id, rate_limits: limits, quota } = identity;
    const known = this.entries.get(id);
    if (!known) {
      const permits = new TokenPermits(id, termsOf(identity), this.counters, this.line);
      this.entries.set(id, { limits, quota, permits });
      return permits;
    }
    // A record that was read again says the same in other objects, as a rule.
    if (known.limits !== limits || known.quota !== quota) {
      if (!isDeepStrictEqual(known.limits, limits) || !isSameQuota(known.quota, quota)) {
        known.permits.adopt(termsOf(identity));
      }
      known.limits = limits;
      known.quota = quota;
    }
    return known.permits;
  }

  private sweep(): void {
    const now = monotonicUs();
    const idle: string[] = [];
    for (const id of this.entries.rkeys()) {
      const permits = this.entries.peek(id)?.permits;
      if (permits && now - permits.lastUsedAt < IDLE) break;
      idle.push(id);
    }
    for (const id of idle) this.entries.delete(id);
  }
}

/** `ends_in_ms` is less each time that it is read. */
const isSameQuota = (one: TokenIdentity['quota'], other: TokenIdentity['quota']): boolean =>
  one?.month === other?.month && one?.version === other?.version && one?.limit === other?.limit;
