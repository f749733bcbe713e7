import { backoffMs } from './backoff.js';

describe('the next attempt', () => {
  it.each([
    [1, null, 0, 500],
    [1, null, 1, 1_000],
    [3, null, 1, 4_000],
    [9, null, 1, 256_000],
    [10, null, 1, 300_000],
    [25, null, 0, 150_000],
    [1, 7_000, 0, 7_000],
    [9, 1_000, 1, 256_000],
  ])(
    'after %i, with Retry-After %p and chance %d, comes in %i ms',
    (attempts, retryAfter, chance, expected) => {
      expect(backoffMs(attempts, retryAfter, chance)).toBe(expected);
    },
  );
});
