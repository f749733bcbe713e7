import { type EffectiveReceipt, type Receipt } from '@latchkey/contracts';
import { type PrivatePostgres, startPrivatePostgres } from '@latchkey/testing';
import { Logger } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../src/database/data-source.js';
import { Clock } from '../src/guards/clock.js';
import { Effects } from '../src/guards/effects.js';
import { PostgresGuardRegistry } from '../src/guards/postgres-guard-registry.js';
import { Renewals } from '../src/guards/renewals.js';
import { AuthDatabase, migrate } from './auth-fixture.js';
import { FakeGuard } from './fake-guard.js';
import { GuardLog } from './guard-log.js';

const LEASE_MS = 600;
const MARGIN_MS = 250;

let database: AuthDatabase;
let log: GuardLog;
let renewals: Renewals;
let effects: Effects;
beforeAll(async () => {
  Logger.overrideLogger(false);
  database = await AuthDatabase.start();
  log = new GuardLog(database);
});
afterAll(() => database.stop());
beforeEach(async () => {
  await log.empty();
  await database.query(`UPDATE timelines SET since = 'epoch'`);
  const registry = new PostgresGuardRegistry(database.orm);
  renewals = new Renewals(registry, new Clock(), LEASE_MS);
  effects = new Effects(registry, new Clock(), LEASE_MS);
  effects.listenTo(renewals);
});

const guards = (count: number): Promise<FakeGuard[]> =>
  Promise.all(Array.from({ length: count }, () => FakeGuard.registered(renewals)));

interface Ended {
  readonly receipt: Receipt;
  readonly ms: number;
}
async function timed(wait: Promise<Receipt>): Promise<Ended> {
  const began = performance.now();
  return { receipt: await wait, ms: performance.now() - began };
}
const effective = ({ receipt }: Ended): EffectiveReceipt => {
  if (receipt.state !== 'effective') throw new Error('It is pending');
  return receipt;
};

describe('a change', () => {
  it('is effective at once when there are no guards', async () => {
    const logged = await log.commit();
    const ended = await timed(effects.whenEffective(logged));
    expect(ended.receipt).toMatchObject({ state: 'effective', acknowledged: 0, lapsed: 0 });
    expect(effective(ended).changed_at).toBe(logged.at.toISOString());
    expect(effective(ended).effective_at >= effective(ended).changed_at).toBe(true);
  });

  it('is effective when every guard has acknowledged it, and not before', async () => {
    const all = await guards(3);
    const wait = timed(effects.whenEffective(await log.commit()));
    for (const guard of all.slice(1)) await guard.catchUp();
    const early = await Promise.race([wait, delay(150, 'waiting')]);
    expect(early).toBe('waiting');
    await all[0]?.catchUp();
    const ended = await wait;
    expect(ended.receipt).toMatchObject({ state: 'effective', acknowledged: 3, lapsed: 0 });
    expect(ended.ms).toBeLessThan(LEASE_MS);
  });

  it('is effective when every guard has said to be there, whether it is stored or not', async () => {
    const [first, second] = await guards(2);
    const logged = await log.commit();
    const wait = timed(effects.whenEffective(logged));
    await first?.catchUp();
    effects.hear({ guard_id: String(second?.id), ...(await log.head()) });
    const ended = await wait;
    expect(ended.receipt).toMatchObject({ state: 'effective', acknowledged: 2, lapsed: 0 });
    expect(ended.ms).toBeLessThan(LEASE_MS);
    expect(await log.guard(String(second?.id))).toMatchObject({ position: logged.number - 1 });
  });

  it('waits for a guard that has said so of an entry of another log, or before it was there', async () => {
    const [guard] = await guards(1);
    const guard_id = String(guard?.id);
    effects.hear({ guard_id, ...(await log.head()) });
    const logged = await log.commit();
    effects.hear({ guard_id, number: logged.number, entry_id: randomUUID() });
    const ended = await timed(effects.whenEffective(logged));
    expect(ended.receipt).toMatchObject({ acknowledged: 0, lapsed: 1 });
    expect(ended.ms).toBeGreaterThanOrEqual(LEASE_MS + MARGIN_MS);
  });

  it('hears a guard also that registered after the last look', async () => {
    await effects.whenEffective(await log.commit());
    const [guard] = await guards(1);
    const logged = await log.commit();
    effects.hear({ guard_id: String(guard?.id), ...(await log.head()) });
    const ended = await timed(effects.whenEffective(logged));
    expect(ended.receipt).toMatchObject({ acknowledged: 1, lapsed: 0 });
    expect(ended.ms).toBeLessThan(LEASE_MS);
  });

  it('waits for a guard that says nothing until its lease has ended, strikes it off and says so', async () => {
    const [silent, ...others] = await guards(3);
    const wait = timed(effects.whenEffective(await log.commit()));
    for (const guard of others) await guard.catchUp();
    const ended = await wait;
    expect(ended.receipt).toMatchObject({ state: 'effective', acknowledged: 2, lapsed: 1 });
    expect(ended.ms).toBeGreaterThanOrEqual(LEASE_MS + MARGIN_MS);
    expect(ended.ms).toBeLessThan(LEASE_MS + MARGIN_MS + 400);
    expect(await silent?.renew()).toEqual({ outcome: 'unknown' });
  });

  it('that the log has lost is pending, and strikes off nobody: no lease of today was granted with it', async () => {
    const [guard] = await guards(1);
    const before = await log.head();
    const logged = await log.commit();
    const waits = [logged, null].map((each) => timed(effects.whenEffective(each)));
    await delay(50);
    await log.loseEnd(before);
    await guard?.renew();
    const pending = { state: 'pending', changed_at: logged.at.toISOString() };
    for (const { receipt } of await Promise.all(waits)) expect(receipt).toEqual(pending);
    expect(await guard?.renew()).toMatchObject({ outcome: 'granted' });
  });

  it('leaves a guard alone that was offered it and says no more', async () => {
    const [paused] = await guards(1);
    const logged = await log.commit();
    const wait = timed(effects.whenEffective(logged));
    await paused?.renew();
    const ended = await wait;
    expect(ended.receipt).toMatchObject({ acknowledged: 0, lapsed: 0 });
    expect(ended.ms).toBeGreaterThanOrEqual(LEASE_MS + MARGIN_MS);
    expect(await log.guard(String(paused?.id))).toMatchObject({ offered: logged.number });
  });

  it('waits as long as the longest lease that a guard may hold, whoever granted it', async () => {
    const other = new Renewals(new PostgresGuardRegistry(database.orm), new Clock(), 1_200);
    await FakeGuard.registered(other);
    const { ms } = await timed(effects.whenEffective(await log.commit()));
    expect(ms).toBeGreaterThanOrEqual(1_200 + MARGIN_MS);
  });

  it('does not wait for a guard that leaves', async () => {
    const [leaving] = await guards(1);
    const wait = timed(effects.whenEffective(await log.commit()));
    await renewals.leave(String(leaving?.id));
    const ended = await wait;
    expect(ended.receipt).toMatchObject({ acknowledged: 0, lapsed: 0 });
    expect(ended.ms).toBeLessThan(LEASE_MS);
  });

  it('that was found made already waits for the head of that moment', async () => {
    const [guard] = await guards(1);
    await log.commit();
    const wait = timed(effects.whenEffective(null));
    expect(await Promise.race([wait, delay(150, 'waiting')])).toBe('waiting');
    await guard?.catchUp();
    expect((await wait).receipt).toMatchObject({ state: 'effective', acknowledged: 1 });
  });

  it('of many that wait is looked at with them', async () => {
    const [guard] = await guards(1);
    const query = import.meta.jest.spyOn(database.orm, 'createQueryRunner');
    const changes = await Promise.all(Array.from({ length: 40 }, () => log.commit()));
    const before = query.mock.calls.length;
    const waits = changes.map((logged) => effects.whenEffective(logged));
    await delay(200);
    const looks = query.mock.calls.length - before;
    query.mockRestore();
    expect(looks).toBeLessThanOrEqual(42);
    await guard?.catchUp();
    for (const receipt of await Promise.all(waits)) {
      expect(receipt).toMatchObject({ acknowledged: 1, lapsed: 0 });
    }
  });

  it('is answered as pending when this process stops', async () => {
    await guards(1);
    const slow = new Effects(new PostgresGuardRegistry(database.orm), new Clock(), 10_000);
    await new Renewals(new PostgresGuardRegistry(database.orm), new Clock(), 10_000).register(randomUUID());
    const wait = timed(slow.whenEffective(await log.commit()));
    slow.leave(500);
    const { receipt, ms } = await wait;
    expect(receipt.state).toBe('pending');
    expect(ms).toBeLessThan(3_000);
    expect((await slow.whenEffective(null)).state).toBe('pending');
  });
});

describe('on a timeline that nobody has seen', () => {
  it('every change waits until the leases of guards that may be lost are over', async () => {
    await database.query('DELETE FROM timelines');
    const first = timed(effects.whenEffective(await log.commit()));
    await delay(300);
    const second = timed(effects.whenEffective(await log.commit()));
    const ended = await first;
    expect(ended.receipt).toMatchObject({ state: 'effective', acknowledged: 0, lapsed: 0 });
    expect(ended.ms).toBeGreaterThanOrEqual(LEASE_MS + MARGIN_MS - 20);
    expect((await second).ms).toBeGreaterThan(200);
    expect((await timed(effects.whenEffective(await log.commit()))).ms).toBeLessThan(LEASE_MS);
  });

  it('another replica waits no longer than the first', async () => {
    await database.query('DELETE FROM timelines');
    await effects.whenEffective(null);
    const replica = new Effects(new PostgresGuardRegistry(database.orm), new Clock(), LEASE_MS);
    expect((await timed(replica.whenEffective(null))).ms).toBeLessThan(LEASE_MS);
  });

  it('a clock of PostgreSQL that was set back makes nobody wait for longer than that', async () => {
    await database.query(`UPDATE timelines SET since = now() + interval '1 hour'`);
    const { ms } = await timed(effects.whenEffective(null));
    expect(ms).toBeGreaterThanOrEqual(LEASE_MS + MARGIN_MS - 20);
    expect(ms).toBeLessThan(LEASE_MS + MARGIN_MS + 400);
  });
});

describe('without PostgreSQL', () => {
  let store: PrivatePostgres;
  let orm: DataSource;
  beforeAll(async () => {
    store = await startPrivatePostgres();
    await migrate(store.url);
    orm = await new DataSource(dataSourceOptions(store.url)).initialize();
  });
  afterAll(async () => {
    store.resume();
    await orm.destroy();
    await store.stop('crash');
  });

  it.each(['paused', 'stopped'] as const)(
    'a wait is pending within a second (%s), and ends when it is back',
    async (how) => {
      const registry = new PostgresGuardRegistry(orm);
      const waiting = new Effects(registry, new Clock(), LEASE_MS);
      const guard = await FakeGuard.registered(new Renewals(registry, new Clock(), LEASE_MS));
      const changes = new GuardLog({ orm } as AuthDatabase);
      const logged = await changes.commit();
      const wait = waiting.whenEffective(logged);
      await delay(50);
      if (how === 'paused') await store.pause();
      else await store.stop('crash');
      const away = await timed(wait);
      expect(away.receipt).toEqual({ state: 'pending', changed_at: logged.at.toISOString() });
      expect(away.ms).toBeLessThan(1_500);
      const repeated = await timed(waiting.whenEffective(null));
      expect(repeated.receipt.state).toBe('pending');
      expect(repeated.ms).toBeLessThan(1_500);
      if (how === 'paused') store.resume();
      else await store.start();
      await delay(500);
      await guard.catchUp();
      expect((await waiting.whenEffective(logged)).state).toBe('effective');
    },
  );
});
