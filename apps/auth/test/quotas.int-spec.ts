import { type OperatorIdentity, quotaPoolKey, type QuotaReservation } from '@latchkey/contracts';
import { eventually, type PrivateStore, startPrivateRedis } from '@latchkey/testing';
import { Redis } from 'ioredis';
import { Changes } from '../src/audit/changes.js';
import { QuotaLedger } from '../src/quotas/quota-ledger.js';
import { QuotaPools } from '../src/quotas/quota-pools.js';
import { QuotaService } from '../src/quotas/quota.service.js';
import { AuthDatabase, somePeppers, type TokenCommands } from './auth-fixture.js';

let database: AuthDatabase;
let store: PrivateStore;
let redis: Redis;
let pools: QuotaPools;
let quotas: QuotaService;
let tokens: TokenCommands;
let admin: OperatorIdentity;
let month: string;
let run_id: string;

beforeAll(async () => {
  [database, store] = await Promise.all([AuthDatabase.start(), startPrivateRedis()]);
  redis = new Redis(store.url);
  pools = new QuotaPools(store.url);
  quotas = new QuotaService(new Changes(database.orm), new QuotaLedger(database.orm), pools);
  tokens = database.tokens(somePeppers());
  [, run_id = ''] = /^run_id:(\w+)/m.exec(await redis.info('server')) ?? [];
});
afterAll(async () => {
  pools.onApplicationShutdown();
  redis.disconnect();
  await Promise.all([database.stop(), store.stop()]);
});
beforeEach(async () => {
  await database.empty();
  admin = await database.addOperator(await database.addWorkspace('acme'), ['admin']);
});

/** A token with a monthly quota, and its pool as guards see it. */
class Counted {
  version = 0;

  private constructor(readonly id: string) {}

  static async of(monthly_quota: number): Promise<Counted> {
    const counted = new Counted((await tokens.issue(admin, { name: 'Counted', monthly_quota })).id);
    month = (await quotas.read(counted.id))?.month ?? '';
    // The connection knows Redis's run a moment after it is made.
    await eventually(() => pools.isEmptyAfter(counted.pool, 0));
    return counted;
  }

  get pool(): { token_id: string; month: string; version: number; run_id: string } {
    return { token_id: this.id, month, version: this.version, run_id };
  }

  async reserve(after: number, other: object = {}): Promise<QuotaReservation['outcome']> {
    return (await quotas.reserve({ ...this.pool, after, ...other })).outcome;
  }

  async inPool(version = this.version): Promise<(string | null)[]> {
    return redis.hmget(quotaPoolKey({ ...this.pool, version }), 'left', 'seq');
  }

  /** As a guard takes it, or gives it back. */
  async spend(count: number): Promise<void> {
    await redis.hincrby(quotaPoolKey(this.pool), 'left', -count);
  }

  async reserved(): Promise<number | undefined> {
    return (await quotas.read(this.id))?.reserved;
  }

  /** As if the last reservation had been made long ago. */
  async letCreditsSettle(): Promise<void> {
    await database.query(`UPDATE quota_ledger SET reserved_at = reserved_at - interval '2 seconds'`);
  }
}

const told = async (): Promise<unknown[]> => {
  const rows = await database.query<{ data: { percent: number } }>(
    `SELECT data FROM outbox WHERE name = 'quota.reached' ORDER BY inserted`,
  );
  return rows.map(({ data }) => data.percent);
};

describe('a reservation', () => {
  it('counts again what a ledger that was restored from a backup has forgotten, as far as the pool knows of it', async () => {
    const token = await Counted.of(1_000);
    const reserveAndSpend = async (after: number): Promise<QuotaReservation['outcome']> => {
      const outcome = await token.reserve(after);
      await token.spend(10);
      return outcome;
    };
    await reserveAndSpend(0);
    const backup = 'UPDATE quota_ledger SET reserved = 10, seq = 1';
    for (const after of [1, 2]) await reserveAndSpend(after);
    await database.query(backup);
    expect([await reserveAndSpend(3), await token.reserved()]).toEqual(['reserved', 40]);
    // All of it was spent since.
    await database.query(`UPDATE quota_ledger SET reserved = 980, seq = 2`);
    expect(await token.reserve(4)).toBe('exhausted');
  });

  it('moves a hundredth of the quota from the ledger into the pool, and one request at the least', async () => {
    const [large, small] = [await Counted.of(1_000), await Counted.of(7)];
    expect([await large.reserve(0), await small.reserve(0)]).toEqual(['reserved', 'reserved']);
    expect([await large.reserved(), await small.reserved()]).toEqual([10, 1]);
    expect([await large.inPool(), await small.inPool()]).toEqual([
      ['10', '1'],
      ['1', '1'],
    ]);
  });

  it('is made once, however many ask for it at once', async () => {
    const token = await Counted.of(1_000);
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => token.reserve(0)));
    expect(outcomes.filter((outcome) => outcome === 'reserved')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'wait')).toHaveLength(7);
    expect([await token.reserved(), ...(await token.inPool())]).toEqual([10, '10', '1']);
  });

  it('is not made while the pool has something in it, whoever asks and however often', async () => {
    const token = await Counted.of(1_000);
    await token.reserve(0);
    await token.spend(9);
    await token.letCreditsSettle();
    for (const after of [0, 1, 2, 100]) expect(await token.reserve(after)).toBe('wait');
    expect(await token.reserved()).toBe(10);
    await token.spend(1);
    // Nor for one who says that the pool is another than it is: its credit would never arrive.
    for (const after of [0, 2, 100]) expect(await token.reserve(after)).toBe('wait');
    expect(await token.reserved()).toBe(10);
    expect(await token.reserve(1)).toBe('reserved');
    expect(await token.reserved()).toBe(20);
  });

  it('waits for a credit that is on its way, for a second', async () => {
    const token = await Counted.of(1_000);
    await token.reserve(0);
    // As if the credit had not come yet.
    await redis.del(quotaPoolKey(token.pool));
    expect(await token.reserve(0)).toBe('wait');
    expect(await token.reserved()).toBe(10);
    await token.letCreditsSettle();
    expect(await token.reserve(0)).toBe('reserved');
    expect([await token.reserved(), ...(await token.inPool())]).toEqual([20, '10', '2']);
  });

  it('is not made for a pool of another run of Redis', async () => {
    const token = await Counted.of(1_000);
    expect(await token.reserve(0, { run_id: 'f'.repeat(40) })).toBe('wait');
    expect(await token.reserved()).toBe(0);
  });

  it.each([
    ['another version of the quota', { version: 1 }],
    ['another month', { month: '2001-01' }],
  ])('is stale for %s', async (_, other) => {
    const token = await Counted.of(1_000);
    expect(await token.reserve(0, other)).toBe('stale');
    expect(await token.reserved()).toBe(0);
  });

  it('never goes beyond the quota: the last one takes what is left, and then it is exhausted (P4)', async () => {
    // 101 times three, and two.
    const token = await Counted.of(305);
    const outcomes: string[] = [];
    for (let seq = 0; seq < 103; seq++) {
      outcomes.push(await token.reserve(seq));
      const [left] = await token.inPool();
      await token.spend(Number(left));
    }
    expect(outcomes.slice(0, 102)).toEqual(Array.from({ length: 102 }, () => 'reserved'));
    expect(outcomes[102]).toBe('exhausted');
    expect(await token.reserved()).toBe(305);
  });
});

describe('a credit', () => {
  it('is never repeated (P4)', async () => {
    const token = await Counted.of(1_000);
    await pools.credit(token.pool, 1, 10);
    await pools.credit(token.pool, 1, 10);
    expect(await token.inPool()).toEqual(['10', '1']);
    await pools.credit(token.pool, 2, 10);
    await pools.credit(token.pool, 1, 10);
    await pools.credit(token.pool, 2, 10);
    expect(await token.inPool()).toEqual(['20', '2']);
  });

  it('that later ones overtake is not lost, and not repeated either (P4)', async () => {
    const token = await Counted.of(1_000);
    for (const seq of [1, 4, 2, 2, 3, 4, 3, 1]) await pools.credit(token.pool, seq, 10);
    expect(await token.inPool()).toEqual(['40', '4']);
  });

  it('is not taken for one that is missing in a pool which was lost: it may have had it (P4)', async () => {
    const token = await Counted.of(1_000);
    await pools.credit(token.pool, 1, 10);
    await redis.del(quotaPoolKey(token.pool));
    await pools.credit(token.pool, 3, 10);
    for (const seq of [1, 2]) await pools.credit(token.pool, seq, 10);
    expect(await token.inPool()).toEqual(['10', '3']);
  });

  it('goes to no pool of another run of Redis', async () => {
    const token = await Counted.of(1_000);
    const elsewhere = { ...token.pool, run_id: 'f'.repeat(40) };
    await pools.credit(elsewhere, 1, 10);
    expect(await redis.exists(quotaPoolKey(elsewhere))).toBe(0);
  });
});

describe('a quota that was changed', () => {
  it('gets back once what lay in the pool of its old version, and counts the rest as used', async () => {
    const token = await Counted.of(1_000);
    await token.reserve(0);
    await token.spend(4);
    await tokens.update(admin, { id: token.id, monthly_quota: 2_000 });
    token.version = 1;
    expect(await token.reserve(0)).toBe('reserved');
    expect(await token.inPool(0)).toEqual([null, null]);
    expect([await token.reserved(), (await token.inPool())[0]]).toEqual([4 + 20, '20']);
    await token.spend(20);
    const [, seq] = await token.inPool();
    // What comes back to the old pool later is nobody's any more.
    await redis.hset(quotaPoolKey({ ...token.pool, version: 0 }), 'left', 5);
    await token.reserve(Number(seq));
    expect(await token.reserved()).toBe(4 + 40);
  });

  it('is exhausted at once when less is left than was used', async () => {
    const token = await Counted.of(100);
    for (let seq = 0; seq < 5; seq++) {
      await token.reserve(seq);
      await token.spend(1);
    }
    await tokens.update(admin, { id: token.id, monthly_quota: 5 });
    token.version = 1;
    expect(await token.reserve(0)).toBe('exhausted');
  });
});

describe('who follows events', () => {
  it('is told at 80 % and at 100 %, once a month and version', async () => {
    const token = await Counted.of(10);
    const heard: unknown[] = [];
    for (let seq = 0; seq < 11; seq++) {
      if ((await token.reserve(seq)) === 'reserved') await token.spend(1);
      heard.push(await told());
    }
    expect(heard).toEqual([...Array.from({ length: 7 }, () => []), [80], [80], [80, 100], [80, 100]]);
    await tokens.update(admin, { id: token.id, monthly_quota: 11 });
    token.version = 1;
    await token.reserve(0);
    expect(await told()).toEqual([80, 100, 80, 100]);
  });

  it('is told both at once by a single reservation that reaches both', async () => {
    const token = await Counted.of(1);
    await token.reserve(0);
    expect(await told()).toEqual([80, 100]);
  });
});
