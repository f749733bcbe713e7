import { eventually, type PrivateStore, startPrivateRedis } from '@latchkey/testing';
import { Redis } from 'ioredis';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Counters, type Settled, type Taken, type Taking } from '../src/limits/counters.js';
import { monotonicUs } from '../src/limits/guard-clocks.js';
import { CountedRequestLimits } from '../src/limits/request-limits.js';
import { termsOf } from '../src/limits/token-terms.js';
import { aToken } from './guarded-app.js';

const SECOND = 1_000_000;
const silent = { log: () => undefined, warn: () => undefined, error: () => undefined };
const none = (): Promise<never> => Promise.reject(new Error('There is no quota here'));

let store: PrivateStore;
let redis: Redis;
const guards: Counters[] = [];

beforeAll(async () => {
  store = await startPrivateRedis();
  redis = new Redis(store.url);
});
afterEach(() => {
  for (const guard of guards.splice(0)) guard.close();
});
afterAll(async () => {
  redis.disconnect();
  await store.stop();
});

async function startGuard(): Promise<Counters> {
  const guard = new Counters(store.url, silent);
  guards.push(guard);
  await eventually(() => guard.isReady);
  return guard;
}

/** A token of one request a second. */
class OneASecond {
  readonly identity = aToken({ id: randomUUID(), rate_limits: [{ limit: 1, window: '1s' }] });
  private readonly terms = termsOf(this.identity);

  take(guard: Counters, terms: Partial<Pick<Taking, 'life' | 'settled' | 'peers'>> = {}): Promise<Taken> {
    const { windows, life } = this.terms;
    const question = { windows, life, quota: null, need: 1, want: 1, settled: [], poolBack: 0, peers: null };
    return guard.take({ tokenId: this.identity.id, ...question, ...terms });
  }

  async takenBy(guard: Counters, life = this.terms.life): Promise<Taken> {
    const taken = await this.take(guard, { life });
    expect(taken.granted).toBe(1);
    return taken;
  }

  /** The next one that is granted. */
  nextOf(guard: Counters): Promise<Taken> {
    return eventually(async () => {
      const taken = await this.take(guard);
      return taken.granted === 1 && taken;
    });
  }
}

const settledAs = (taken: Taken, part: { spent: number; spent_at: number; unspent: number }): Settled => ({
  guard: taken.guard,
  charged_until: { '1s': taken.windows[0]?.chargedUntil ?? 0 },
  ...part,
});

/** All guards of this file read one monotonic clock, so moments of different ones compare. */
describe('a charge', () => {
  it('lasts a window from the last moment at which the permit could be spent', async () => {
    const [one, other] = [await startGuard(), await startGuard()];
    const token = new OneASecond();
    const { sentAt } = await token.takenBy(one, SECOND / 2);
    const next = await token.nextOf(other);
    expect(next.sentAt - sentAt).toBeGreaterThanOrEqual(1.5 * SECOND);
  });

  it('lasts a window from when the permit was spent, once that is known', async () => {
    const [one, other] = [await startGuard(), await startGuard()];
    const token = new OneASecond();
    const taken = await token.takenBy(one, 2 * SECOND);
    const spent_at = taken.sentAt + SECOND / 2;
    const report = [settledAs(taken, { spent: 1, spent_at, unspent: 0 })];
    expect((await token.take(one, { settled: report })).granted).toBe(0);
    const since = (await token.nextOf(other)).sentAt - spent_at;
    expect(since).toBeGreaterThanOrEqual(SECOND);
    // Unless it is known it lasts for 2.5 s from then.
    expect(since).toBeLessThan(2 * SECOND);
  });

  it('is over when the permit was not spent', async () => {
    const [one, other] = [await startGuard(), await startGuard()];
    const token = new OneASecond();
    const taken = await token.takenBy(one, 30 * SECOND);
    const report = [settledAs(taken, { spent: 0, spent_at: taken.sentAt, unspent: 1 })];
    expect((await token.take(one, { settled: report })).granted).toBe(1);
    expect((await token.take(other)).granted).toBe(0);
  });

  it('ages by no wall clock: Redis is never asked for the time', async () => {
    const guard = await startGuard();
    const token = new OneASecond();
    await token.takenBy(guard);
    await token.nextOf(guard);
    // Once a second what is known of clocks goes round too.
    await eventually(async () => (await redis.hlen('latchkey:limits:clocks')) > 0);
    const commands = await redis.info('commandstats');
    expect(commands).toContain('cmdstat_evalsha');
    expect(commands).not.toContain('cmdstat_time');
  });

  it('of a guard that this one has not met on the token ages by what it knows of that guard', async () => {
    const [one, other] = [await startGuard(), await startGuard()];
    await eventually(() => one.clocks.known > 0 && other.clocks.known > 0);
    const token = new OneASecond();
    await token.takenBy(one);
    await delay(1_300);
    // As of a question that was answered before the first guard came.
    expect((await token.take(other, { peers: [] })).granted).toBe(1);
  });
});

describe('an answer that comes after its permits’ life', () => {
  it('grants nothing: what is admitted next is a window away, whoever admits it', async () => {
    const { identity } = new OneASecond();
    const [one, other] = (await Promise.all(
      [0, 1].map(async () => {
        const counters = await startGuard();
        return new CountedRequestLimits(counters, { fill: none, read: none });
      }),
    )) as [CountedRequestLimits, CountedRequestLimits];
    await store.pause();
    const taking = one.take(identity, { countsQuota: true });
    await delay(350);
    store.resume();
    expect(await taking).toMatchObject({ outcome: 'admitted' });
    const admittedAt = monotonicUs();
    await eventually(async () => (await other.take(identity, { countsQuota: true })).outcome === 'admitted');
    expect(monotonicUs() - admittedAt).toBeGreaterThanOrEqual(SECOND);
    await Promise.all([one.onApplicationShutdown(), other.onApplicationShutdown()]);
  });
});
