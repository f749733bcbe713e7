/** The windows that a limit may have, in seconds. */
export const WINDOWS = { '1s': 1, '10s': 10, '1m': 60, '1h': 3_600, '1d': 86_400 } as const;

export type Window = keyof typeof WINDOWS;

/** At most `limit` requests in any interval as long as `window` (promise P3). */
export interface RateLimit {
  readonly limit: number;
  readonly window: Window;
}

/** The largest numbers that a limit and a quota may have. */
export const LARGEST_LIMIT = 1_000_000_000;
export const LARGEST_QUOTA = 1_000_000_000_000;

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

/** What is wrong with a list of limits, for its author; null when it is good (D11). */
export function flawOfRateLimits(value: unknown): string | null {
  if (!Array.isArray(value)) return 'must be a list of limits';
  const windows = new Set<string>();
  for (const item of value as readonly unknown[]) {
    if (!hasOnly(item, 'limit', 'window')) return 'each must be as in {"limit": 60, "window": "1m"}';
    const { limit, window } = item;
    if (typeof window !== 'string' || !Object.hasOwn(WINDOWS, window))
      return `each window must be one of: ${Object.keys(WINDOWS).join(', ')}`;
    if (!Number.isInteger(limit) || Number(limit) < 1 || Number(limit) > LARGEST_LIMIT)
      return `each limit must be a whole number from 1 to ${LARGEST_LIMIT}`;
    if (windows.has(window)) return `must not have two limits for the window ${window}`;
    windows.add(window);
  }
  return null;
}

const hasOnly = <Field extends string>(
  item: unknown,
  ...fields: readonly Field[]
): item is Record<Field, unknown> =>
  typeof item === 'object' &&
  item !== null &&
  Object.keys(item).length === fields.length &&
  fields.every((field) => Object.hasOwn(item, field));
