import { type OperatorIdentity } from '@latchkey/contracts';
import { Changes } from '../src/audit/changes.js';
import { Reminders } from '../src/tokens/reminders.js';
import { UsageStore } from '../src/usage/usage.store.js';
import { randomUUID } from 'node:crypto';
import { AuthDatabase, somePeppers, type TokenCommands } from './auth-fixture.js';

const DAY_MS = 24 * 60 * 60 * 1_000;

let database: AuthDatabase;
let tokens: TokenCommands;
let reminders: Reminders;
let admin: OperatorIdentity;

beforeAll(async () => {
  database = await AuthDatabase.start();
  tokens = database.tokens(somePeppers());
  reminders = new Reminders(database.orm, new Changes(database.orm));
});
afterAll(() => database.stop());
beforeEach(async () => {
  await database.empty();
  admin = await database.addOperator(await database.addWorkspace('acme'), ['admin']);
});

const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();
const issue = (days: number | null, name = 'Shop') =>
  tokens.issue(admin, { name, expires_at: days === null ? null : inDays(days) });
const told = async (name: string): Promise<Record<string, unknown>[]> => {
  const rows = await database.query<{ data: Record<string, unknown> }>(
    'SELECT data FROM outbox WHERE name = $1 ORDER BY inserted',
    [name],
  );
  return rows.map(({ data }) => data);
};
const daysTold = async (): Promise<unknown[]> =>
  (await told('token.expiring')).map((data) => data['within_days']);

describe('the owner of a token that is about to end', () => {
  it('is told 14, 7 and 1 days before, once each', async () => {
    const { id, owner_id } = await issue(20);
    const left = (days: number) =>
      database.query(`UPDATE api_tokens SET expires_at = now() + $1 * interval '1 day'`, [days]);
    await reminders.tell();
    expect(await daysTold()).toEqual([]);
    for (const days of [13.9, 6.9, 0.9]) {
      await left(days);
      for (let n = 0; n < 3; n++) await reminders.tell();
    }
    expect(await daysTold()).toEqual([14, 7, 1]);
    const [first] = await told('token.expiring');
    expect(first).toEqual({
      token_id: id,
      owner_id,
      within_days: 14,
      expires_at: expect.stringMatching(/^\d{4}-.*Z$/) as string,
    });
  });

  it('is told the nearest only, of a token that was issued for less', async () => {
    await issue(3);
    await reminders.tell();
    await reminders.tell();
    expect(await daysTold()).toEqual([7]);
  });

  it('is told again when the end was moved', async () => {
    const { id } = await issue(3);
    await reminders.tell();
    await tokens.update(admin, { id, expires_at: inDays(5) });
    await reminders.tell();
    expect(await daysTold()).toEqual([7, 7]);
  });

  it('is told nothing of what has ended, or ends by itself anyway', async () => {
    const off = await issue(3);
    await tokens.update(admin, { id: off.id, is_active: false });
    const gone = await issue(3);
    await tokens.revoke(admin, gone.id);
    await issue(null);
    const over = await issue(3);
    await database.query(`UPDATE api_tokens SET expires_at = now() WHERE id = $1`, [over.id]);
    await reminders.tell();
    expect(await daysTold()).toEqual([]);
  });

  it('is told once by three replicas at the same moment, of many tokens too', async () => {
    for (let n = 0; n < 3; n++) await issue(3, `Token ${n}`);
    await database.query(`
      INSERT INTO api_tokens (id, workspace_id, owner_id, name, profile, key_prefix, mac, pepper_version, expires_at)
      SELECT gen_random_uuid(), workspace_id, owner_id, name, profile, key_prefix, sha256(n::text::bytea), 1, expires_at
        FROM generate_series(1, 1200) n, (SELECT * FROM api_tokens LIMIT 1) token`);
    await Promise.all([reminders.tell(), reminders.tell(), reminders.tell()]);
    await reminders.tell();
    expect(await daysTold()).toHaveLength(1_203);
  });
});

describe('the owner of a secret that is old', () => {
  const age = (days: number) =>
    database.query(`UPDATE api_tokens SET secret_since = now() - $1 * interval '1 day'`, [days]);

  it('is told after 90 days, and every 90 more (X34, K9)', async () => {
    await issue(null);
    for (const days of [89, 91, 120, 181]) {
      await age(days);
      await database.query(`UPDATE token_reminders SET due_for = (SELECT secret_since FROM api_tokens)`);
      for (let n = 0; n < 2; n++) await reminders.tell();
    }
    const all = await told('token.rotation_due');
    expect(all.map((data) => data['days'])).toEqual([90, 180]);
  });

  it('is told nothing more once it was rotated', async () => {
    const { id } = await issue(null);
    await age(100);
    await tokens.rotate(admin, id);
    await reminders.tell();
    expect(await told('token.rotation_due')).toEqual([]);
  });
});

describe('tokens that nobody uses (Q16)', () => {
  it('are those that were neither used nor issued for so long, page by page', async () => {
    const [used, unused, never, young] = [
      await issue(null),
      await issue(null),
      await issue(null),
      await issue(null),
    ];
    await database.query(`UPDATE api_tokens SET created_at = now() - interval '100 days' WHERE id <> $1`, [
      young.id,
    ]);
    const usage = new UsageStore(database.orm);
    const uses = [used, unused].map(({ id }) => ({ token_id: id, requests: 1, last_ms_ago: 0 }));
    await usage.count({ report_id: randomUUID(), uses });
    await database.query(
      `UPDATE token_usage SET last_used_at = now() - interval '40 days', day = day - 40 WHERE token_id = $1`,
      [unused.id],
    );
    const ids = async (unused_days: number) =>
      (await tokens.list(admin, { unused_days })).items.map(({ id }) => id).sort();
    expect(await ids(30)).toEqual([unused.id, never.id].sort());
    expect(await ids(60)).toEqual([never.id]);
    expect(await ids(120)).toEqual([]);
    const first = await tokens.list(admin, { unused_days: 30, limit: 1 });
    const second = await tokens.list(admin, { unused_days: 30, cursor: first.next_cursor ?? '' });
    expect([...first.items, ...second.items].map(({ id }) => id).sort()).toEqual(
      [unused.id, never.id].sort(),
    );
  });
});
