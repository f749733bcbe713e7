import { type Instant } from '../lease/clock.js';
import { type Counters, type Taken } from './counters.js';
import { Demand } from './demand.js';
import { monotonicUs } from './guard-clocks.js';
import {
  type LimitOutcome,
  NOT_LIMITED,
  type RateState,
  secondsUntil,
  UNAVAILABLE,
} from './limit-outcome.js';
import { PermitStore } from './permit-store.js';
import { PoolFiller } from './pool-filler.js';
import { type QuotaLine } from './quota-line.js';
import { type TokenTerms } from './token-terms.js';

/** A waiting request hears within this (microseconds) that nobody can tell; promise P6 leaves it a second. */
const LONGEST_WAIT = 700_000;
/** An exhausted ledger gains nothing, but other guards give back what they did not spend. */
const EXHAUSTED_PAUSE = 1_000_000;
const MOST_AT_ONCE = 10_000;
/** A permit lives for so many times the slowest question of late, … */
const LIFE_IN_QUESTIONS = 3;
/** … but no longer than so many times what its terms say. */
const MOST_LIVES = 4;
/** With each question, of how slow earlier ones were. */
const FADING = 0.9;
const GIVE_BACK_AGAIN_MS = 250;

type Refusal = { readonly by: 'limited'; readonly freeAt: number } | { readonly by: 'quota' };

/** What one guard has and knows of one token's limits. The questions to Redis follow each other. */
export class TokenPermits implements RateState {
  lastUsedAt = monotonicUs();
  private readonly store = new PermitStore();
  private readonly demand = new Demand();
  private readonly filler: PoolFiller;
  private readonly admitted: LimitOutcome = { outcome: 'admitted', rate: this };
  private waiting: ((outcome: LimitOutcome) => void)[] = [];
  private isAsking = false;
  private refusal: Refusal | null = null;
  private askAgainAt = 0;
  private lookAheadAt = 0;
  /** Microseconds that a question took, at the most of late. An answer that comes after its permits' life is lost. */
  private slowest = 0;
  private last: { readonly taken: Taken; readonly arrivedAt: number } | null = null;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly tokenId: string,
    private terms: TokenTerms,
    private readonly counters: Counters,
    line: QuotaLine,
  ) {
    this.filler = new PoolFiller(tokenId, line);
  }

  /** The token's limits are others now: what was taken under the old ones is given back, not spent. */
  adopt(terms: TokenTerms): void {
    this.store.buryAll();
    void this.giveBack(this.terms);
    this.terms = terms;
    this.refusal = null;
    this.last = null;
  }

  /** @param at Now, if somebody has just looked: then it is the moment of the admission. */
  take(at?: Instant): LimitOutcome | Promise<LimitOutcome> {
    const now = monotonicUs(at?.mono);
    this.lastUsedAt = now;
    this.demand.add();
    if (this.waiting.length === 0 && this.store.spend(now, at?.wall)) {
      if (this.isRunningLow(now)) void this.ask();
      return this.admitted;
    }
    if (this.refusal && now < this.askAgainAt) return this.refused(this.refusal);
    if (!this.counters.isReady || now >= this.monthEndsAt) return UNAVAILABLE;
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      void this.ask();
    });
  }

  /** For what costs no quota: a permit of the windows alone. */
  async takeWithoutQuota(): Promise<LimitOutcome> {
    const { terms } = this;
    if (terms.windows.length === 0) return NOT_LIMITED;
    this.lastUsedAt = monotonicUs();
    try {
      const taken = await this.counters.take({
        ...this.question(terms),
        quota: null,
        need: 1,
        want: 1,
        settled: [],
        poolBack: 0,
      });
      this.remember(taken);
      if (taken.granted === 0) return this.refused(refusalIn(taken));
      return monotonicUs() < taken.sentAt + terms.life ? this.admitted : UNAVAILABLE;
    } catch {
      return UNAVAILABLE;
    }
  }

  /** What is left, with what this guard has taken already. Spends nothing. */
  async look(): Promise<Taken> {
    const { terms } = this;
    this.lastUsedAt = monotonicUs();
    this.store.bury(monotonicUs());
    const { settled, ofQuota: poolBack } = this.store.collect();
    const taken = await this.counters.take({ ...this.question(terms), need: 0, want: 0, settled, poolBack });
    const here = this.store.left;
    return {
      ...taken,
      windows: taken.windows.map((state, nth) => ({
        ...state,
        left: Math.min(terms.windows[nth]?.limit ?? 0, state.left + here),
      })),
      pool: taken.pool && { ...taken.pool, left: taken.pool.left + here },
    };
  }

  get policy(): string | null {
    return this.terms.policy;
  }

  remaining(at?: Instant): string | null {
    if (!this.last || this.terms.windows.length === 0) return null;
    const { taken, arrivedAt } = this.last;
    const here = this.store.left;
    const elapsed = monotonicUs(at?.mono) - arrivedAt;
    let value = '';
    for (const [nth, { name, limit }] of this.terms.windows.entries()) {
      const state = taken.windows[nth];
      const left = Math.min(limit, (state?.left ?? 0) + here);
      value += `${value === '' ? '' : ', '}"${limit}/${name}";r=${left};t=${secondsUntil((state?.freeIn ?? 0) - elapsed)}`;
    }
    return value;
  }

  /** Gives back all that is unspent. */
  async end(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.store.buryAll();
    await this.giveBack(this.terms);
  }

  private get monthEndsAt(): number {
    return this.terms.quota?.endsAt ?? Infinity;
  }

  private isRunningLow(now: number): boolean {
    if (this.isAsking || now < this.lookAheadAt || !this.counters.isReady) return false;
    return this.store.left <= (this.demand.rate * this.terms.horizon) / 2 - 1;
  }

  /** One question at a time, however many requests wait for its answer. */
  private async ask(): Promise<void> {
    if (this.isAsking) return;
    this.isAsking = true;
    const giveUpAt = monotonicUs() + LONGEST_WAIT;
    try {
      do await this.askOnce();
      while (this.waiting.length > 0 && monotonicUs() < giveUpAt);
    } catch {
      // Redis or auth is out of reach, which their connections report.
    }
    this.isAsking = false;
    this.answerAll(UNAVAILABLE);
    this.watch();
  }

  private async askOnce(): Promise<void> {
    const { terms } = this;
    // Before what is to be given back is collected: it stays here until there is somebody to take it.
    if (!this.counters.isReady) throw new Error('Redis is out of reach');
    const need = this.waiting.length;
    const ahead = Math.floor(this.demand.measure(monotonicUs()) * terms.horizon);
    this.store.bury(monotonicUs());
    const { settled, ofQuota } = this.store.collect();
    const least = ahead > 0 ? terms.life : terms.awaitedLife;
    const life = Math.min(Math.max(least, LIFE_IN_QUESTIONS * this.slowest), MOST_LIVES * terms.life);
    const taken = await this.counters.take({
      ...this.question(terms),
      life,
      need,
      want: Math.min(need + ahead, MOST_AT_ONCE),
      settled,
      poolBack: ofQuota,
    });
    if (taken.granted > 0) this.store.add(taken, terms.windows, life, this.monthEndsAt);
    if (terms !== this.terms) {
      this.store.buryAll();
      void this.giveBack(terms);
      return;
    }
    this.remember(taken);
    this.slowest = Math.max(monotonicUs() - taken.sentAt, FADING * this.slowest);
    if (taken.granted > 0) this.refusal = null;
    else this.lookAheadAt = monotonicUs() + terms.patience.least;
    this.serve();
    await this.seeTo(taken, need, terms);
  }

  /** What is to be done about those who got no permit: ask again, have the pool filled, or tell them so. */
  private async seeTo(taken: Taken, need: number, { quota, patience }: TokenTerms): Promise<void> {
    const { pool } = taken;
    const isShort = taken.granted < need;
    const isPoolEmpty = quota !== null && pool?.left === 0;
    if (isPoolEmpty && taken.granted > 0 && this.waiting.length === 0) {
      // Before somebody waits for it. What becomes of it the next question tells.
      this.filler.fill(quota, pool).catch(() => undefined);
    }
    // Came too late to be spent, or was not asked for yet: the next question is for them.
    if (this.waiting.length === 0 || !isShort || this.store.hasUnspent) return;
    const now = monotonicUs();
    if (taken.windows.some(({ left }) => left === 0)) {
      const refusal = refusalIn(taken);
      const soonest = Math.max(now + patience.least, refusal.freeAt);
      this.refuse(refusal, Math.min(soonest, now + patience.most));
    } else if (isPoolEmpty) {
      const filled = await this.filler.fill(quota, pool);
      if (filled === 'stale') this.answerAll(UNAVAILABLE);
      if (filled === 'exhausted') this.refuse({ by: 'quota' }, monotonicUs() + EXHAUSTED_PAUSE);
    }
  }

  private serve(): void {
    while (this.waiting.length > 0 && this.store.spend(monotonicUs())) this.waiting.shift()?.(this.admitted);
  }

  private refuse(refusal: Refusal, askAgainAt: number): void {
    this.refusal = refusal;
    this.askAgainAt = askAgainAt;
    this.answerAll(this.refused(refusal));
  }

  private refused(refusal: Refusal): LimitOutcome {
    const at = refusal.by === 'limited' ? refusal.freeAt : this.monthEndsAt;
    return { outcome: refusal.by, rate: this, retryAfter: secondsUntil(at - monotonicUs()) };
  }

  private answerAll(outcome: LimitOutcome): void {
    for (const answer of this.waiting.splice(0)) answer(outcome);
  }

  private remember(taken: Taken): void {
    this.last = { taken, arrivedAt: monotonicUs() };
  }

  private question(terms: TokenTerms): {
    tokenId: string;
    windows: TokenTerms['windows'];
    quota: TokenTerms['quota'];
    life: number;
    peers: readonly string[] | null;
  } {
    const { windows, quota, life } = terms;
    return { tokenId: this.tokenId, windows, quota, life, peers: this.last?.taken.peers ?? null };
  }

  /** What dies unspent is given back soon after, also if no request comes any more. */
  private watch(): void {
    if (this.timer) return;
    const next = this.store.hasUnspent ? 0 : this.store.bury(monotonicUs());
    if (next === null) return;
    const delayMs = Math.max(0, next === 0 ? 0 : (next - monotonicUs()) / 1_000);
    this.timer = setTimeout(() => void this.giveBackDead(), Math.ceil(delayMs)).unref();
  }

  private async giveBackDead(): Promise<void> {
    this.timer = null;
    // Its end comes back here.
    if (this.isAsking) return;
    this.store.bury(monotonicUs());
    await this.giveBack(this.terms);
    this.watch();
  }

  /** Never twice: what is given back without an answer may have arrived. */
  private async giveBack(terms: TokenTerms): Promise<void> {
    if (!this.store.hasUnspent) return;
    if (!this.counters.isReady) {
      this.timer ??= setTimeout(() => void this.giveBackDead(), GIVE_BACK_AGAIN_MS).unref();
      return;
    }
    const { settled, ofQuota } = this.store.collect();
    try {
      await this.counters.take({ ...this.question(terms), need: 0, want: 0, settled, poolBack: ofQuota });
    } catch {
      // Lost: the charges end by themselves, and of the quota so many are stranded.
    }
  }
}

/** In how long a request passes: all windows have room by then. */
const refusalIn = ({ windows }: Taken): Extract<Refusal, { by: 'limited' }> => ({
  by: 'limited',
  freeAt:
    monotonicUs() + Math.max(0, ...windows.filter(({ left }) => left === 0).map(({ freeIn }) => freeIn)),
});
