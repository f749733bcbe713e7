const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Between an attempt that failed and the next, as Standard Webhooks advises: ten attempts within a little over three days. */
const DELAYS_MS = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];
/** So that what failed together does not come back together. */
const JITTER = 0.2;

/**
 * @param failed How many attempts have failed so far, this one included.
 * @param askedForMs What the receiver asked for: no sooner than that, but within a day.
 * @returns Milliseconds until the next; null when that was the last.
 */
export function delayAfter(failed: number, askedForMs: number, random = Math.random): number | null {
  const delay = DELAYS_MS[failed - 1];
  if (delay === undefined) return null;
  return Math.round(Math.max(delay * (1 + JITTER * random()), Math.min(askedForMs, 24 * HOUR)));
}
