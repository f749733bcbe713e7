import { type TokenIdentity } from '@latchkey/contracts';
import { Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import { Counters } from './counters.js';
import { monotonicUs } from './guard-clocks.js';
import { type LimitOutcome, NOT_LIMITED } from './limit-outcome.js';
import { QuotaLine } from './quota-line.js';
import { TokenPermits } from './token-permits.js';
import { termsOf } from './token-terms.js';

export interface TakeOptions {
  /** False for what a token may always ask: who it is. */
  readonly countsQuota: boolean;
  /** Microseconds of the monotonic clock: when auth was asked what the token is. The month of its quota ends that much sooner. */
  readonly verifiedAt: number;
}

interface Entry {
  limits: TokenIdentity['rate_limits'];
  quota: TokenIdentity['quota'];
  readonly permits: TokenPermits;
}

const SWEEP_MS = 10_000;
/** Microseconds after its last request for which a token is remembered. */
const IDLE = 60_000_000;

/** What is left of each token's limits, for requests that may otherwise pass. */
@Injectable()
export class RequestLimits {
  private readonly entries = new Map<string, Entry>();
  private readonly sweeper: NodeJS.Timeout;

  constructor(
    private readonly counters: Counters,
    private readonly line: QuotaLine,
  ) {
    this.sweeper = setInterval(() => {
      this.sweep();
    }, SWEEP_MS).unref();
  }

  /** Spends one permit. At once, without a promise, when one is at hand. */
  take(
    identity: TokenIdentity,
    { countsQuota, verifiedAt }: TakeOptions,
  ): LimitOutcome | Promise<LimitOutcome> {
    if (identity.rate_limits.length === 0 && identity.quota === null) return NOT_LIMITED;
    const { permits } = this.entryOf(identity, verifiedAt);
    return countsQuota || identity.quota === null ? permits.take() : permits.takeWithoutQuota();
  }

  /** Gives back what is unspent, and takes nothing any more. */
  async stop(): Promise<void> {
    clearInterval(this.sweeper);
    await Promise.all([...this.entries.values()].map(({ permits }) => permits.end()));
    this.counters.close();
  }

  private entryOf(identity: TokenIdentity, verifiedAt: number): Entry {
    const { id, rate_limits: limits, quota } = identity;
    const known = this.entries.get(id);
    if (!known) {
      const permits = new TokenPermits(id, termsOf(identity, verifiedAt), this.counters, this.line);
      const entry = { limits, quota, permits };
      this.entries.set(id, entry);
      return entry;
    }
    // A record that was read again says the same in other objects, as a rule.
    if (known.limits !== limits || known.quota !== quota) {
      if (!isDeepStrictEqual(known.limits, limits) || !isSameQuota(known.quota, quota)) {
        known.permits.adopt(termsOf(identity, verifiedAt));
      }
      known.limits = limits;
      known.quota = quota;
    }
    return known;
  }

  private sweep(): void {
    const now = monotonicUs();
    for (const [id, { permits }] of this.entries) {
      if (now - permits.lastUsedAt < IDLE) continue;
      this.entries.delete(id);
      void permits.end();
    }
  }
}

/** `ends_in_ms` is less each time that it is read. */
const isSameQuota = (one: TokenIdentity['quota'], other: TokenIdentity['quota']): boolean =>
  one?.month === other?.month && one?.version === other?.version && one?.limit === other?.limit;
