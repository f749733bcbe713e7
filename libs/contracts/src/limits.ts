/** The windows that a limit may have, in seconds. */
export const WINDOWS = { '1s': 1, '10s': 10, '1m': 60, '1h': 3_600, '1d': 86_400 } as const;

export type Window = keyof typeof WINDOWS;

/** At most `limit` requests in any interval as long as `window` (promise P3). */
export interface RateLimit {
  readonly limit: number;
  readonly window: Window;
}

/** What every workspace begins with: 60 requests a minute a token (D11). */
export const SHIPPED_RATE_LIMITS: readonly RateLimit[] = [{ limit: 60, window: '1m' }];

/** A monthly quota as it stands in a verdict (promise P4). */
export interface QuotaTerms {
  /** Requests in a calendar month in UTC. */
  readonly limit: number;
  /** By PostgreSQL's clock: `2026-11`. */
  readonly month: string;
  /** Milliseconds until the month ends: a permit of this month is none in the next. */
  readonly ends_in_ms: number;
  /** Changes with `limit`: permits of another version are dead. */
  readonly version: number;
}
