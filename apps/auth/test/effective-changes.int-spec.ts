import { Logger } from '@nestjs/common';
import { LogPruning } from '../src/change-log/log-pruning.js';
import { Clock } from '../src/guards/clock.js';
import { refuseForgetfulPostgres } from '../src/guards/durability.js';
import { EffectiveChanges } from '../src/guards/effective-changes.js';
import { Effects } from '../src/guards/effects.js';
import { PostgresGuardRegistry } from '../src/guards/postgres-guard-registry.js';
import { Renewals } from '../src/guards/renewals.js';
import { AuthDatabase } from './auth-fixture.js';
import { FakeGuard } from './fake-guard.js';
import { GuardLog } from './guard-log.js';

const LEASE_MS = 400;

interface Told {
  readonly workspace_id: string;
  readonly data: { readonly change: number; readonly changed_at: string; readonly effective_at: string };
}

let database: AuthDatabase;
let log: GuardLog;
let telling: EffectiveChanges;
beforeAll(async () => {
  Logger.overrideLogger(false);
  database = await AuthDatabase.start();
});
afterAll(() => database.stop());
beforeEach(async () => {
  log = new GuardLog(database);
  telling = anotherReplica();
  await log.empty();
  await telling.tell();
  await database.query('TRUNCATE outbox');
});

function anotherReplica(): EffectiveChanges {
  const effects = new Effects(new PostgresGuardRegistry(database.orm), new Clock(), LEASE_MS);
  return new EffectiveChanges(database.orm, effects, log.changes);
}
const told = (): Promise<Told[]> =>
  database.query<Told>(
    `SELECT workspace_id, data FROM outbox WHERE name = 'change.effective' ORDER BY inserted`,
  );

describe('what has become effective', () => {
  it('is told once, entry by entry, however many replicas tell', async () => {
    const changes = [await log.commit(), await log.commit(), await log.commit()];
    const replicas = [telling, anotherReplica(), anotherReplica()];
    for (let time = 0; time < 2; time++) await Promise.all(replicas.map((replica) => replica.tell()));
    const events = await told();
    expect(events.map(({ data }) => data.change)).toEqual(changes.map(({ number }) => number));
    events.forEach(({ workspace_id, data }, index) => {
      expect(workspace_id).toBe(log.workspaceId);
      expect(data.changed_at).toBe(changes[index]?.at.toISOString());
      expect(data.effective_at >= data.changed_at).toBe(true);
    });
  });

  it('is told of a change whose auth died while it waited: a silent guard is struck off here too', async () => {
    const silent = await FakeGuard.registered(
      new Renewals(new PostgresGuardRegistry(database.orm), new Clock(), LEASE_MS),
    );
    await log.commit();
    const began = performance.now();
    await telling.tell();
    expect(performance.now() - began).toBeGreaterThanOrEqual(LEASE_MS + 250);
    expect(await told()).toHaveLength(1);
    expect(await log.guard(silent.id)).toBeUndefined();
  });

  it('is told to nobody where it belongs to no workspace', async () => {
    await log.appendMany(3);
    await telling.tell();
    expect(await told()).toEqual([]);
    const { number } = await log.commit();
    await telling.tell();
    expect((await told()).map(({ data }) => data.change)).toEqual([number]);
  });
});

describe('the log', () => {
  const count = async (): Promise<number> =>
    Number((await database.query<{ count: string }>('SELECT count(*) FROM change_log'))[0]?.count);

  it('keeps 10,000 entries, an hour, and what was not told yet', async () => {
    const pruning = new LogPruning(database.orm);
    await log.appendMany(12_500);
    const all = await count();
    await pruning.run();
    expect(await count()).toBe(all);
    await database.query(`UPDATE change_log SET at = now() - interval '2 hours'`);
    await pruning.run();
    const untold = await count();
    expect(untold).toBeGreaterThan(12_499);
    await telling.tell();
    await Promise.all([pruning.run(), new LogPruning(database.orm).run()]);
    expect(await count()).toBe(10_000);
    expect((await log.head()).number).toBeGreaterThan(12_499);
  });
});

describe('a PostgreSQL that forgets', () => {
  it('is refused with the reason', async () => {
    await expect(refuseForgetfulPostgres(database.orm)).resolves.toBeUndefined();
    await database.query('ALTER TABLE guards SET UNLOGGED');
    await expect(refuseForgetfulPostgres(database.orm)).rejects.toThrow('a table guards that is UNLOGGED');
    await database.query('ALTER TABLE guards SET LOGGED');
    const runner = database.orm.createQueryRunner();
    await runner.query('SET synchronous_commit = off');
    const forgetful = { query: (text: string, values?: unknown[]) => runner.query(text, values) };
    await expect(refuseForgetfulPostgres(forgetful as never)).rejects.toThrow('synchronous_commit off');
    await runner.query('RESET synchronous_commit');
    await runner.release();
  });
});
