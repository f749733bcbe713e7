const FIRST_MS = 1_000;
const LONGEST_MS = 5 * 60_000;

/**
 * Milliseconds until the next attempt: twice as long each time, and for each message a little different, so that what
 * failed together does not come back together. A provider that asks for more is given more.
 * @param attempts So far, at least one.
 * @param random From 0 to 1.
 */
export function backoffMs(attempts: number, retryAfterMs: number | null, random = Math.random()): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempts - 1));
  return Math.round(Math.max(full * (0.5 + random / 2), retryAfterMs ?? 0));
}
