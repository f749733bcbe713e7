import { type Instant } from '../lease/clock.js';

/** Values of `RateLimit-Policy` and `RateLimit`, of draft-ietf-httpapi-ratelimit-headers-10; null: no limits. */
export interface RateState {
  readonly policy: string | null;
  /** @param at Now, if somebody has just looked. */
  remaining(at?: Instant): string | null;
}

/** The closed list of what limits can say to a request that may otherwise pass. */
export type LimitOutcome =
  | { readonly outcome: 'admitted'; readonly rate: RateState }
  /** `retryAfter`: seconds, at least 1; then a request passes if nobody else has used what is free by then. */
  | { readonly outcome: 'limited' | 'quota'; readonly rate: RateState; readonly retryAfter: number }
  /** Nobody can tell: Redis or auth is out of reach (promise P6). */
  | { readonly outcome: 'unavailable' };

export const UNAVAILABLE: LimitOutcome = { outcome: 'unavailable' };

const UNLIMITED: RateState = { policy: null, remaining: () => null };
export const NOT_LIMITED: LimitOutcome = { outcome: 'admitted', rate: UNLIMITED };

/** Whole seconds, never 0: sooner would be refused. */
export const secondsUntil = (microseconds: number): number => Math.max(1, Math.ceil(microseconds / 1e6));
