import { setTimeout as delay } from 'node:timers/promises';

const PAUSE_MS = 10;

/**
 * Waits until the condition holds: until it returns something other than false, null or undefined, without
 * throwing. Returns that. Expectations may be made inside it; when time is up, the last one's error is thrown.
 */
export async function eventually<Value>(
  condition: () => Value | Promise<Value>,
  { withinMs = 5000 }: { readonly withinMs?: number } = {},
): Promise<NonNullable<Exclude<Value, false>>> {
  const deadline = performance.now() + withinMs;
  let lastError: unknown;
  for (;;) {
    try {
      const value = await condition();
      if (value !== false && value !== null && value !== undefined) {
        return value as NonNullable<Exclude<Value, false>>;
      }
      lastError = undefined;
    } catch (error) {
      lastError = error;
    }
    if (performance.now() >= deadline) {
      throw new Error(`It did not come true within ${withinMs} ms: ${reasonOf(lastError)}`, {
        cause: lastError,
      });
    }
    await delay(PAUSE_MS);
  }
}

const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : 'the condition stayed false';
