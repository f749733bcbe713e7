import { type IssuedToken, type ReadUsageRequest, Refusal } from '@latchkey/contracts';
import { randomUUID } from 'node:crypto';
import { type Actor } from '../src/operators/actor.js';
import { UsageStore } from '../src/usage/usage.store.js';
import { AuthDatabase, somePeppers, type TokenCommands } from './auth-fixture.js';

let database: AuthDatabase;
let usage: UsageStore;
let tokens: TokenCommands;
let admin: Actor;

beforeAll(async () => {
  database = await AuthDatabase.start();
  usage = new UsageStore(database.orm);
  tokens = database.tokens(somePeppers());
  admin = await database.addOperator(await database.addWorkspace('acme'), ['admin']);
});
afterAll(() => database.stop());

const use = (token: { id: string }, requests: number, last_ms_ago = 0): object => ({
  token_id: token.id,
  requests,
  last_ms_ago,
});
const report = (...uses: object[]): Promise<void> => reportAs(randomUUID(), ...uses);
const reportAs = (report_id: string, ...uses: object[]): Promise<void> =>
  usage.count({ report_id, uses } as Parameters<UsageStore['count']>[0]);
const requestsOf = async ({ id }: { id: string }): Promise<number> => {
  const [row] = await database.query<{ sum: string | null }>(
    'SELECT sum(requests) FROM token_usage WHERE token_id = $1',
    [id],
  );
  return Number(row?.sum ?? 0);
};
const aToken = (): Promise<IssuedToken> => tokens.issue(admin, { name: 'Shop' });

describe('a report of usage', () => {
  it('adds up, and tells an operator when the token was last used', async () => {
    const token = await aToken();
    expect(token.last_used_at).toBeNull();
    await report(use(token, 3, 5_000));
    const { last_used_at: first } = await tokens.get(admin, token.id);
    await report(use(token, 4));
    await report(use(token, 1, 60_000));
    const { last_used_at: last } = await tokens.get(admin, token.id);
    expect(await requestsOf(token)).toBe(8);
    // An older use, told later, moves nothing back.
    expect(Date.parse(String(last)) - Date.parse(String(first))).toBeGreaterThanOrEqual(5_000);
    const [listed] = (await tokens.list(admin, {})).items;
    expect(listed?.last_used_at).toBe(last);
  });

  it('counts once, however often it comes', async () => {
    const token = await aToken();
    const id = randomUUID();
    await Promise.all(Array.from({ length: 10 }, () => reportAs(id, use(token, 7))));
    await reportAs(id, use(token, 7));
    expect(await requestsOf(token)).toBe(7);
  });

  it('counts what it knows, and leaves out a token that never was', async () => {
    const token = await aToken();
    await report(use({ id: randomUUID() }, 5), use(token, 2));
    expect(await requestsOf(token)).toBe(2);
  });

  it('waits for no other for ever, whatever order they name the tokens in', async () => {
    const [one, other] = [await aToken(), await aToken()];
    const both = [use(one, 1), use(other, 1)];
    const reports = Array.from({ length: 100 }, (_, nth) =>
      report(...(nth % 2 === 0 ? both : both.toReversed())),
    );
    await Promise.all(reports);
    expect([await requestsOf(one), await requestsOf(other)]).toEqual([100, 100]);
  });

  it('waits for no change of its token', async () => {
    const token = await aToken();
    const holder = database.connection();
    await holder.startTransaction();
    await holder.query('SELECT 1 FROM api_tokens WHERE id = $1 FOR UPDATE', [token.id]);
    await report(use(token, 1));
    await holder.rollbackTransaction();
    await holder.release();
    expect(await requestsOf(token)).toBe(1);
  });

  it('is forgotten after a day', async () => {
    await report(use(await aToken(), 1));
    await database.query(`UPDATE usage_reports SET at = now() - interval '25 hours'`);
    for (let nth = 0; nth < 20; nth++) await report(use(await aToken(), 1));
    const [old] = await database.query<{ count: string }>(
      `SELECT count(*) FROM usage_reports WHERE at < now() - interval '1 day'`,
    );
    expect(Number(old?.count)).toBe(0);
  });
});

describe('the report of a workspace’s usage', () => {
  const DAY_MS = 24 * 60 * 60 * 1_000;
  const dayAgo = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);
  const read = (terms: Partial<ReadUsageRequest> = {}, workspace_id = admin.workspace.id) =>
    usage.read({ workspace_id, from: dayAgo(2), to: dayAgo(0), limit: 100, ...terms });
  /** On a day before today: guards report no older use than a day's. */
  const usedOn = (token: { id: string }, days: number, requests: number): Promise<unknown> =>
    database.query(
      `INSERT INTO token_usage (token_id, workspace_id, day, requests, last_used_at)
       SELECT id, workspace_id, $2, $3, $2::date FROM api_tokens WHERE id = $1`,
      [token.id, dayAgo(days), requests],
    );

  beforeEach(() => database.query('TRUNCATE token_usage'));

  it('tells each day, of all tokens and of each, the most used first', async () => {
    const [one, other] = [await aToken(), await aToken()];
    await report(use(one, 2), use(other, 3));
    await report(use(one, 2));
    await usedOn(other, 2, 40);
    await usedOn(one, 3, 500);
    await expect(read()).resolves.toEqual({
      requests_by_day: [40, 0, 7],
      tokens: [
        { token_id: other.id, name: 'Shop', requests_by_day: [40, 0, 3] },
        { token_id: one.id, name: 'Shop', requests_by_day: [0, 0, 4] },
      ],
    });
    await expect(read({ token_id: one.id })).resolves.toEqual({
      requests_by_day: [0, 0, 4],
      tokens: [{ token_id: one.id, name: 'Shop', requests_by_day: [0, 0, 4] }],
    });
    const { requests_by_day, tokens: top } = await read({ limit: 1 });
    expect({ requests_by_day, top: top.map(({ token_id }) => token_id) }).toEqual({
      requests_by_day: [40, 0, 7],
      top: [other.id],
    });
  });

  it('tells of a token that was deleted, too', async () => {
    const token = await aToken();
    await report(use(token, 2));
    await tokens.revoke(admin, token.id);
    expect((await read()).tokens).toMatchObject([{ token_id: token.id, requests_by_day: [0, 0, 2] }]);
  });

  it('tells nobody of another workspace’s tokens', async () => {
    const token = await aToken();
    await report(use(token, 2));
    const globex = await database.addWorkspace('globex');
    await expect(read({}, globex.id)).resolves.toEqual({ requests_by_day: [0, 0, 0], tokens: [] });
    await expect(read({ token_id: token.id }, globex.id)).resolves.toEqual({
      requests_by_day: [0, 0, 0],
      tokens: [],
    });
  });

  it('is refused for a range that is none, or longer than a year', async () => {
    await expect(read({ from: '2026-02-02', to: '2026-02-01' })).rejects.toThrow(Refusal);
    await expect(read({ from: '2024-01-01', to: '2025-01-01' })).rejects.toThrow(Refusal);
  });
});
