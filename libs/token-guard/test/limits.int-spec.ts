import { type RateLimit, type TokenIdentity } from '@latchkey/contracts';
import { eventually, type PrivateStore, startPrivateRedis } from '@latchkey/testing';
import { Redis } from 'ioredis';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Counters } from '../src/limits/counters.js';
import { type LimitOutcome } from '../src/limits/limit-outcome.js';
import { CountedRequestLimits } from '../src/limits/request-limits.js';
import { aToken } from './guarded-app.js';

const silent = { log: () => undefined, warn: () => undefined, error: () => undefined };
const none = (): Promise<never> => Promise.reject(new Error('There is no quota here'));

let store: PrivateStore;
let redis: Redis;
const guards: CountedRequestLimits[] = [];

beforeAll(async () => {
  store = await startPrivateRedis();
  redis = new Redis(store.url);
});
afterEach(async () => {
  await Promise.all(guards.splice(0).map((guard) => guard.onApplicationShutdown()));
});
afterAll(async () => {
  redis.disconnect();
  await store.stop();
});

async function startGuard(mostTokens?: number): Promise<CountedRequestLimits> {
  const counters = new Counters(store.url, silent);
  const guard = new CountedRequestLimits(counters, { fill: none, read: none }, mostTokens);
  guards.push(guard);
  await eventually(() => counters.isReady);
  return guard;
}

const limited = (...rate_limits: RateLimit[]): TokenIdentity => aToken({ id: randomUUID(), rate_limits });
const take = async (guard: CountedRequestLimits, token: TokenIdentity): Promise<LimitOutcome> =>
  guard.take(token, { countsQuota: true });
const admittedOf = async (outcomes: Promise<LimitOutcome>[]): Promise<number> =>
  (await Promise.all(outcomes)).filter(({ outcome }) => outcome === 'admitted').length;
const times = <Made>(count: number, make: (nth: number) => Made): Made[] =>
  Array.from({ length: count }, (_, nth) => make(nth));

describe('the limits of a token', () => {
  it('are one for all guards, however many requests come at once', async () => {
    const three = await Promise.all(times(3, () => startGuard()));
    const token = limited({ limit: 100, window: '1m' });
    const outcomes = times(300, (nth) => take(three[nth % 3] as CountedRequestLimits, token));
    expect(await admittedOf(outcomes)).toBe(100);
  });

  it('hold all at once: a request that one window refuses is counted in none', async () => {
    const guard = await startGuard();
    const token = limited({ limit: 3, window: '1s' }, { limit: 5, window: '1m' });
    const inOneSecond = (): Promise<number> => admittedOf(times(6, () => take(guard, token)));
    expect(await inOneSecond()).toBe(3);
    await delay(1_150);
    expect(await inOneSecond()).toBe(2);
    await delay(1_150);
    expect(await inOneSecond()).toBe(0);
  });

  it('are told: what is left, never less than nothing, and in how many seconds there is more', async () => {
    const guard = await startGuard();
    const token = limited({ limit: 2, window: '10s' }, { limit: 60, window: '1m' });
    const said = async (): Promise<(string | null | undefined)[]> => {
      const outcome = await take(guard, token);
      return 'rate' in outcome ? [outcome.outcome, outcome.rate.remaining()] : [];
    };
    // In how long the first of them is free again, which is ten seconds from then and a moment.
    const told = (left: string, leftOfMinute: string): RegExp =>
      new RegExp(`^"2/10s";r=${left};t=1[01], "60/1m";r=${leftOfMinute};t=6[01]$`);
    expect(await said()).toEqual(['admitted', expect.stringMatching(told('1', '59'))]);
    expect(await said()).toEqual(['admitted', expect.stringMatching(told('0', '58'))]);
    expect(await said()).toEqual(['limited', expect.stringMatching(told('0', '58'))]);
  });

  it('let a request pass at the second that Retry-After names, and none a second earlier', async () => {
    const guard = await startGuard();
    const token = limited({ limit: 1, window: '1s' });
    expect(await take(guard, token)).toMatchObject({ outcome: 'admitted' });
    await delay(200);
    const refused = await take(guard, token);
    expect(refused).toMatchObject({ outcome: 'limited', retryAfter: 1 });
    await delay(1_000);
    expect(await take(guard, token)).toMatchObject({ outcome: 'admitted' });
  });

  it('are said to be unknown, and not to be met, while Redis is out of reach (P6)', async () => {
    const guard = await startGuard();
    const token = limited({ limit: 1_000, window: '1s' });
    expect(await take(guard, token)).toMatchObject({ outcome: 'admitted' });
    await delay(150);
    await store.pause();
    const began = performance.now();
    expect(await take(guard, token)).toEqual({ outcome: 'unavailable' });
    expect(performance.now() - began).toBeLessThan(1_000);
    store.resume();
    await eventually(async () => (await take(guard, token)).outcome === 'admitted');
  });

  it('have back what was granted too late for who waited: nobody spends it otherwise (P4)', async () => {
    const guard = await startGuard();
    const token = limited({ limit: 1, window: '1m' });
    await store.pause();
    expect(await take(guard, token)).toEqual({ outcome: 'unavailable' });
    // Redis carries out what it was asked meanwhile.
    store.resume();
    await eventually(async () => (await take(guard, token)).outcome === 'admitted');
    expect(await take(guard, token)).toMatchObject({ outcome: 'limited' });
  });

  it('count what was used before they were changed', async () => {
    const guard = await startGuard();
    const token = limited({ limit: 4, window: '1m' });
    expect(await admittedOf(times(4, () => take(guard, token)))).toBe(4);
    const raised = { ...token, rate_limits: [{ limit: 6, window: '1m' as const }] };
    expect(await admittedOf(times(4, () => take(guard, raised)))).toBe(2);
    const lowered = { ...token, rate_limits: [{ limit: 5, window: '1m' as const }] };
    expect(await take(guard, lowered)).toMatchObject({ outcome: 'limited' });
  });

  it('can be looked at without spending anything', async () => {
    const guard = await startGuard();
    const token = limited({ limit: 2, window: '1m' });
    const [unused, unusedAgain] = [await guard.left(token), await guard.left(token)];
    expect(unused).toEqual({
      windows: [{ limit: 2, window: '1m', remaining: 2, resets_in: null }],
      quota: null,
    });
    expect(unusedAgain).toEqual(unused);
    await take(guard, token);
    expect((await guard.left(token)).windows).toEqual([
      { limit: 2, window: '1m', remaining: 1, resets_in: 61 },
    ]);
  });
});

describe('the clocks that charges are dated by', () => {
  it('free nothing sooner for a guard that was away and knows an older clock better', async () => {
    const [first, second] = [await startGuard(), await startGuard()];
    const token = limited({ limit: 10, window: '1s' });
    await take(first, token);
    await delay(900);
    // Charged by a guard that has just met this token, at the end of the first one's window.
    expect(await admittedOf(times(9, () => take(second, token)))).toBe(9);
    await delay(300);
    expect(await admittedOf(times(10, () => take(first, token)))).toBe(1);
  });

  it('go on in what other guards know, when a guard is gone', async () => {
    const [first, second] = [await startGuard(), await startGuard()];
    const token = limited({ limit: 5, window: '1s' });
    expect(await admittedOf(times(5, () => take(first, token)))).toBe(5);
    await first.onApplicationShutdown();
    expect(await take(second, token)).toMatchObject({ outcome: 'limited' });
    await delay(1_200);
    expect(await admittedOf(times(5, () => take(second, token)))).toBe(5);
  });
});

describe('what the counters take', () => {
  it('is given back when it was not spent, and bounded while they are busy', async () => {
    const guard = await startGuard();
    const token = limited({ limit: 100_000, window: '1s' });
    const until = performance.now() + 2_500;
    while (performance.now() < until) {
      await Promise.all(times(20, () => take(guard, token)));
      await delay(1);
    }
    const key = `latchkey:limits:{${token.id}}`;
    expect(await redis.memory('USAGE', key)).toBeLessThan(8_000);
    await delay(1_400);
    // One more question finds all of it over.
    expect((await guard.left(token)).windows[0]?.remaining).toBe(100_000);
    expect(await redis.exists(key)).toBe(0);
  });

  it('is given back too when a guard forgets a token, because it remembers so many and no more', async () => {
    const [guard, other] = [await startGuard(10), await startGuard()];
    const token = limited({ limit: 100_000, window: '1h' });
    // A guard that is asked often keeps some at hand.
    const until = performance.now() + 500;
    let admitted = 0;
    while (performance.now() < until) {
      admitted += await admittedOf(times(5, () => take(guard, token)));
      await delay(2);
    }
    // What it keeps at hand is left, too; but for a permit or two that came too late for their requests.
    const left = (await guard.left(token)).windows[0]?.remaining ?? NaN;
    expect(Math.abs(left - (100_000 - admitted))).toBeLessThanOrEqual(5);
    const remaining = async (): Promise<number | undefined> =>
      (await other.left(token)).windows[0]?.remaining;
    await admittedOf(times(20, () => take(guard, limited({ limit: 1, window: '1h' }))));
    const size = (guard as unknown as { entries: { size: number } }).entries.size;
    expect(size).toBe(10);
    await eventually(async () => (await remaining()) === 100_000 - admitted);
    expect(await take(guard, token)).toMatchObject({ outcome: 'admitted' });
  });

  it('outlives a wall clock of Redis that is set an hour forward', async () => {
    const guard = await startGuard();
    const token = limited({ limit: 5, window: '1s' });
    await take(guard, token);
    expect(await redis.pttl(`latchkey:limits:{${token.id}}`)).toBeGreaterThan(2 * 3_600_000 - 5_000);
  });
});
