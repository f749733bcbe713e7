import { eventually, type Latchkey, type PrivatePostgres, type PrivateStore } from '@latchkey/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { apiOf, OperatorDesk } from './acting.js';
import { keepAsking, type Load } from './load.js';
import { type PrivateLatchkey, startPrivateLatchkey } from './private-latchkey.js';

const OUTAGE_MS = 3_000;
/** Known tokens outlive an outage of auth for as long as the guard's lease, and a moment until the clocks are read. */
const LEASE_SECONDS = 1;
const LEASE_MS = LEASE_SECONDS * 1_000 + 100;
/** P6: an answer within a second, whatever is broken. */
const LONGEST_ANSWER_MS = 1_000;
/** P10: serving again this long after the store's return. */
const HEALED_WITHIN_MS = 2_000;

/** Promises P6 and P10, with stores that really stop, under load. */
describe('an outage', () => {
  let postgres: PrivatePostgres;
  let own: PrivateLatchkey;
  let redis: PrivateStore;
  let latchkey: Latchkey;
  let token: string;
  let load: Load;

  beforeAll(async () => {
    own = await startPrivateLatchkey({ authReplicas: 2, env: { LEASE_SECONDS: String(LEASE_SECONDS) } });
    ({ latchkey, postgres, redis } = own);
    const api = apiOf(latchkey);
    token = (await (await OperatorDesk.open(api, latchkey.operator)).create({ name: 'Under load' })).key;
  });
  beforeEach(() => {
    load = keepAsking(apiOf(latchkey), '/api/v1/acme/contacts', token, { inFlight: 8 });
  });
  afterEach(() => load.stop());
  afterAll(async () => {
    await own.stop();
  });

  const runsSmoothly = (): Promise<unknown> =>
    eventually(() => {
      const lately = load.since(performance.now() - 300);
      return lately.length > 10 && lately.every(({ status }) => status === 200);
    });

  it.each`
    name            | stop         | what
    ${'Redis'}      | ${'crash'}   | ${'dies'}
    ${'Redis'}      | ${'orderly'} | ${'is shut down'}
    ${'PostgreSQL'} | ${'crash'}   | ${'dies'}
    ${'PostgreSQL'} | ${'orderly'} | ${'is shut down'}
  `('of $name that $what answers 503 at once and heals by itself', async (row: Record<string, string>) => {
    const store = row.name === 'Redis' ? redis : postgres;
    await runsSmoothly();
    await store.stop(row.stop as 'crash' | 'orderly');
    const gone = performance.now();
    await sleep(OUTAGE_MS);
    const during = load.since(gone + LEASE_MS, gone + OUTAGE_MS);
    await store.start();
    const back = performance.now();
    await sleep(HEALED_WITHIN_MS + 1_000);
    const after = load.since(back + HEALED_WITHIN_MS);

    expect(during.length).toBeGreaterThan(10);
    expect(new Set(during.map(({ status }) => status))).toEqual(new Set([503]));
    expect(during.every(({ retryAfter }) => retryAfter === '1')).toBe(true);
    expect(new Set(load.all().map(({ status }) => status))).toEqual(new Set([200, 503]));
    expect(Math.max(...load.all().map(({ ms }) => ms))).toBeLessThan(LONGEST_ANSWER_MS);
    expect(after.length).toBeGreaterThan(10);
    expect(new Set(after.map(({ status }) => status))).toEqual(new Set([200]));
  });

  it.each(['Redis', 'PostgreSQL'])(
    'of a %s that hangs answers 503 within a second, never 401',
    async (name) => {
      const store = name === 'Redis' ? redis : postgres;
      await runsSmoothly();
      await store.pause();
      const frozen = performance.now();
      await sleep(OUTAGE_MS);
      store.resume();
      const back = performance.now();
      await sleep(HEALED_WITHIN_MS + 1_000);
      const after = load.since(back + HEALED_WITHIN_MS);

      expect(load.since(frozen, back).map(({ status }) => status)).toContain(503);
      expect(new Set(load.all().map(({ status }) => status))).toEqual(new Set([200, 503]));
      expect(Math.max(...load.all().map(({ ms }) => ms))).toBeLessThan(LONGEST_ANSWER_MS);
      expect(new Set(after.map(({ status }) => status))).toEqual(new Set([200]));
    },
  );

  it('of auth itself is no refusal either', async () => {
    await runsSmoothly();
    await Promise.all(latchkey.auths.map((auth) => auth.pause()));
    const frozen = performance.now();
    await sleep(OUTAGE_MS);
    latchkey.auths.forEach((auth) => {
      auth.resume();
    });
    await runsSmoothly();
    const during = load.since(frozen + LEASE_MS, frozen + OUTAGE_MS - LONGEST_ANSWER_MS);
    expect(new Set(during.map(({ status }) => status))).toEqual(new Set([503]));
    expect(Math.max(...load.all().map(({ ms }) => ms))).toBeLessThan(LONGEST_ANSWER_MS);
  });

  it('shows in readiness, and not in liveness', async () => {
    const api = apiOf(latchkey);
    await redis.stop();
    await eventually(async () => (await api.request('GET', '/health/ready')).status === 503);
    const answer = await api.request('GET', '/health/ready');
    expect(answer.json).toMatchObject({ status: 'error', error: { redis: { status: 'down' } } });
    expect((await api.request('GET', '/health/live')).status).toBe(200);
    await redis.start();
    await eventually(async () => (await api.request('GET', '/health/ready')).status === 200);
  });
});
