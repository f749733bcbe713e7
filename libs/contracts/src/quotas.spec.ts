import { quotaPoolKey } from './quotas.js';

const pool = { token_id: 'a', run_id: '1'.repeat(40), month: '2026-11', version: 3 };

describe('the key of a pool', () => {
  it.each([
    ['another token', { token_id: 'b' }],
    ['another run of Redis, which may have lost or got back what it held', { run_id: '2'.repeat(40) }],
    ['another month', { month: '2026-12' }],
    ['another version of the quota', { version: 4 }],
  ])('is another for %s (P4)', (_, part) => {
    expect(quotaPoolKey({ ...pool, ...part })).not.toBe(quotaPoolKey(pool));
  });

  it('lies in a Redis Cluster where the counters of its token lie', () => {
    expect(quotaPoolKey(pool)).toMatch(/^latchkey:quota:\{a\}:/);
  });
});
