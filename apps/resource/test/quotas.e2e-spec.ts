import {
  atScale,
  http,
  type Latchkey,
  type PrivatePostgres,
  type PrivateRedis,
  Scrape,
  startLatchkey,
  startPrivatePostgres,
  startPrivateRedis,
} from '@latchkey/testing';
import { cp, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { apiOf, type ApiKey, type Data, OperatorDesk } from './acting.js';

const AT_ONCE = 6;
/** What others gave back is found within a second: after longer than that there is nothing left. */
const QUIET_MS = 2_500;
const DRAIN_LIMIT_MS = 90_000;

let latchkey: Latchkey;
let postgres: PrivatePostgres;
let redis: PrivateRedis;
let desk: OperatorDesk;

beforeAll(async () => {
  // Durable: what a crash leaves comes back, as of up to a second before.
  [postgres, redis] = await Promise.all([startPrivatePostgres(), startPrivateRedis({ durable: true })]);
  latchkey = await startLatchkey({ postgres, redis, authReplicas: 2, resourceReplicas: 2 });
  desk = await OperatorDesk.open(apiOf(latchkey), latchkey.operator);
}, 60_000);
afterAll(async () => {
  await latchkey.stop();
  await Promise.all([postgres.stop(), redis.stop()]);
});

const issue = (monthly_quota: number): Promise<ApiKey> => desk.create({ name: 'Counted', monthly_quota });

/** What came of as many requests as were answered. */
interface Drained {
  readonly admitted: number;
  /** Told 503: those may have been admitted, too, and had no answer from PostgreSQL in time. */
  readonly unknown: number;
}

/**
 * Asks both replicas, a few at once, until nobody has admitted anything for a while.
 * @param pauseMs Of each who asks, after each answer.
 * @param onAdmitted Told how many were admitted.
 */
async function drain(
  key: string,
  pauseMs = 0,
  onAdmitted: (admitted: number) => void = () => undefined,
): Promise<Drained> {
  const apis = latchkey.resources.map(({ url }) => http(url));
  const began = performance.now();
  let admitted = 0;
  let unknown = 0;
  let lastAt = performance.now();
  const ask = async (nth: number): Promise<void> => {
    const api = apis[nth % apis.length];
    while (performance.now() - lastAt < QUIET_MS && performance.now() - began < DRAIN_LIMIT_MS) {
      const { status } = (await api?.request('GET', '/api/contacts?limit=1', { token: key })) ?? {
        status: 0,
      };
      if (status === 200) {
        onAdmitted(++admitted);
        lastAt = performance.now();
        await delay(pauseMs);
      } else {
        expect([429, 503]).toContain(status);
        // Nobody is quiet because nobody can tell.
        if (status === 503) {
          unknown++;
          lastAt = performance.now();
        }
        await delay(20);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, (_, nth) => ask(nth)));
  return { admitted, unknown };
}

/** How many requests the guards have let in. */
async function letIn(): Promise<number> {
  const scrapes = await Promise.all(latchkey.resources.map((resource) => Scrape.of(resource)));
  const counts = scrapes.flatMap((scrape) =>
    ['hit', 'miss', 'none'].map((cache) =>
      scrape.value('latchkey_verifications_total', { outcome: 'granted', cache }),
    ),
  );
  return counts.reduce((sum, count) => sum + count);
}

/** Neither one more nor one less, by what the guards say and by what their callers were told. */
async function expectLeft(
  left: readonly (readonly [key: string, requests: number])[],
  pauseMs = 0,
): Promise<void> {
  const before = await letIn();
  const drained = await Promise.all(left.map(([key]) => drain(key, pauseMs)));
  expect((await letIn()) - before).toBe(left.reduce((sum, [, requests]) => sum + requests, 0));
  for (const [nth, { admitted, unknown }] of drained.entries()) {
    const requests = left[nth]?.[1] ?? 0;
    expect(admitted).toBeLessThanOrEqual(requests);
    expect(admitted + unknown).toBeGreaterThanOrEqual(requests);
  }
}

async function expectExactly(quotas: readonly number[], pauseMs?: number): Promise<void> {
  const keys = await Promise.all(quotas.map(issue));
  await expectLeft(
    keys.map(({ key }, nth) => [key, quotas[nth] ?? 0]),
    pauseMs,
  );
}

/** Each process in turn has none for a while, as on a machine that does other things, and goes on as if nothing had been. */
async function standStillInTurn(until: Promise<unknown>): Promise<void> {
  const ending = new AbortController();
  const over = until.finally(() => {
    ending.abort();
  });
  const processes = [...latchkey.resources, ...latchkey.auths];
  for (let nth = 0; !ending.signal.aborted; nth++) {
    const process = processes[nth % processes.length];
    await process?.pause();
    await delay(400 + 1_200 * Math.random());
    process?.resume();
    await delay(200);
  }
  await over;
}

describe('a monthly quota', () => {
  it('is admitted to the last request when nothing crashes, and no further', async () => {
    await expectExactly([1, 7, 100, 1_000]);
  }, 120_000);

  it.each(Array.from({ length: atScale({ test: 2, verify: 20 }) }, (_, nth) => nth + 1))(
    'is so, too, when processes have no turn for longer than their connections wait: run %i',
    async () => {
      await standStillInTurn(expectExactly([7, 60, 60, 60, 60, 400], 10));
    },
    120_000,
  );

  it('says when the next month begins, and is told to whoever asks who it is, which costs nothing', async () => {
    const { key } = await issue(2);
    const api = apiOf(latchkey);
    const left = async (): Promise<number | undefined> => {
      const { json } = await api.request<Data<{ quota: { remaining: number } | null }>>(
        'GET',
        '/api/token/self',
        { token: key },
      );
      return json.data.quota?.remaining;
    };
    expect([await left(), await left(), await left()]).toEqual([2, 2, 2]);
    await expectLeft([[key, 2]]);
    const refused = await api.request('GET', '/api/contacts', { token: key });
    expect(refused.text).toBe('{"status":"error","message":"Monthly quota exceeded"}');
    const now = new Date();
    const next = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1);
    expect(
      Math.abs(Number(refused.headers.get('retry-after')) - (next - now.getTime()) / 1_000),
    ).toBeLessThan(3);
    expect(await left()).toBe(0);
  }, 60_000);

  it('counts what was used before it was changed', async () => {
    const { id, key } = await issue(100);
    await expectLeft([[key, 100]]);
    expect((await desk.manage('PATCH', `/${id}`, { monthly_quota: 130 })).status).toBe(200);
    await expectLeft([[key, 30]]);
    expect((await desk.manage('PATCH', `/${id}`, { monthly_quota: 50 })).status).toBe(200);
    await expectLeft([[key, 0]]);
  }, 120_000);

  it.each(Array.from({ length: atScale({ test: 1, verify: 20 }) }, (_, nth) => nth + 1))(
    'is never exceeded, whatever crashes, and a crash strands a chunk at most: run %i',
    async () => {
      const quota = 2_000;
      const chunk = quota / 100;
      const { key } = await issue(quota);
      let soFar = 0;
      const before = await letIn();
      const draining = drain(key, 15, (admitted) => (soFar = admitted));
      /** So that each crash is in the midst of load, however fast the machine is. */
      const reach = async (share: number): Promise<void> => {
        const limit = performance.now() + 10_000;
        while (soFar < share * quota && performance.now() < limit) await delay(5);
        expect(soFar).toBeLessThan(quota);
      };
      const aside = path.join(redis.dir, 'aside');
      await reach(0.1);
      await cp(appendOnly(), aside, { recursive: true });
      await reach(0.25);
      await restartRedisWith(aside);
      await reach(0.45);
      await restartRedisWith(null);
      await reach(0.6);
      await latchkey.auths.find(({ isRunning }) => isRunning)?.kill();
      await reach(0.7);
      await postgres.stop('crash');
      await postgres.start();
      await latchkey.addAuth();
      await draining;
      const admitted = (await letIn()) - before;
      const crashes = 4;
      process.stdout.write(
        `quota ${quota}: admitted ${admitted}, stranded ${quota - admitted} (at most ${crashes * chunk})\n`,
      );
      expect(admitted).toBeLessThanOrEqual(quota);
      expect(admitted).toBeGreaterThanOrEqual(quota - crashes * chunk);
    },
    120_000,
  );
});

const appendOnly = (): string => path.join(redis.dir, 'appendonlydir');

/** kill -9, and another copy of its data in place of its own; null: nothing. */
async function restartRedisWith(copy: string | null): Promise<void> {
  await redis.stop('crash');
  await rm(appendOnly(), { recursive: true });
  if (copy !== null) await cp(copy, appendOnly(), { recursive: true });
  await redis.start();
}
