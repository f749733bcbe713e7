import {
  type Count,
  Counter,
  type Durations,
  type Family,
  Histogram,
  type Measured,
} from '@latchkey/metrics';
import { type Denial } from '../decision.js';

/** `granted`, or why not. A new kind of denial that is not listed does not compile. */
export type VerificationOutcome = 'granted' | Denial['reason'];
const OUTCOMES = Object.keys({
  granted: 0,
  missing: 0,
  invalid: 0,
  throttled: 0,
  unavailable: 0,
  ability: 0,
  unlisted: 0,
  route: 0,
  permission: 0,
  operators_only: 0,
  exposed: 0,
  limited: 0,
  quota: 0,
} satisfies Record<VerificationOutcome, 0>) as VerificationOutcome[];

/** `hit`: what the credential is was known here. `miss`: auth was asked. `none`: nothing was looked up. */
export const CACHE_STATES = ['hit', 'miss', 'none'] as const;
export type CacheState = (typeof CACHE_STATES)[number];

/** What is known is decided in microseconds; a question ends within 0.7 s (promise P6). */
const BOUNDS = [0.00001, 0.00005, 0.00025, 0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1];

interface Noted {
  readonly counts: Readonly<Record<VerificationOutcome, Count>>;
  readonly took: Durations;
}

/** What the guard decided. A request costs two additions and a few comparisons (promise P11). */
export class VerificationMetrics implements Measured {
  readonly families: readonly Family[];
  private readonly noted: Readonly<Record<CacheState, Noted>>;

  constructor() {
    const decisions = new Counter(
      'latchkey_verifications_total',
      'Requests that the guard decided, by outcome and by whether the credential was known.',
      { outcome: OUTCOMES, cache: CACHE_STATES },
    );
    const seconds = new Histogram(
      'latchkey_verification_seconds',
      'How long the guard took, with what it asked auth and the limits.',
      { cache: CACHE_STATES },
      BOUNDS,
    );
    const notedAs = (cache: CacheState): Noted => ({
      counts: decisions.each('outcome', { cache }),
      took: seconds.of({ cache }),
    });
    this.noted = { hit: notedAs('hit'), miss: notedAs('miss'), none: notedAs('none') };
    this.families = [decisions, seconds];
  }

  /** @param beganAt By `performance.now`. */
  note(cache: CacheState, outcome: VerificationOutcome, beganAt: number): void {
    const { counts, took } = this.noted[cache];
    counts[outcome].value++;
    took.add((performance.now() - beganAt) / 1_000);
  }
}
