import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { eventually } from '@latchkey/testing';
import { AuthDatabase } from './auth-fixture.js';
import { GuardLog } from './guard-log.js';
import { interleavings, TwoConnections } from './interleaving.js';
import { violations } from './protocol-invariants.js';
import {
  SCRIPTS,
  type SeenGuard,
  type Stage,
  type Statements,
  STATEMENTS,
  type Story,
} from './protocol-steps.js';

/** Seventy orders of ten steps, on a machine that others use too. */
const SLOW_MS = 180_000;

let database: AuthDatabase;
let log: GuardLog;
let two: TwoConnections;
let tokenOf: { readonly workspaceId: string; readonly ownerId: string };
beforeAll(async () => {
  database = await AuthDatabase.start();
  log = new GuardLog(database);
  two = await TwoConnections.open(database.url);
  const workspace = await database.addWorkspace('acme');
  const { operator } = await database.addOperator(workspace, []);
  tokenOf = { workspaceId: workspace.id, ownerId: operator.id };
});
afterAll(async () => {
  await two.close();
  await database.stop();
});

const registry = async (): Promise<SeenGuard[]> =>
  (await two.watcher.query<SeenGuard>('SELECT id, position::int, offered::int FROM guards')).rows;

/** A token, and two guards that lack the newest entry. */
async function setUp(): Promise<Stage> {
  await log.empty();
  const [tokenId, mac, { workspaceId, ownerId }] = [randomUUID(), randomBytes(32), tokenOf];
  await database.query(
    `INSERT INTO api_tokens (id, workspace_id, owner_id, name, profile, key_prefix, mac, pepper_version, is_active)
     VALUES ($1, $2, $3, 'Stepped', 'apitk', 'abcdefgh', $4, 1, true)`,
    [tokenId, workspaceId, ownerId, mac],
  );
  const { number, entry_id: entryId } = await log.head();
  const guards = [randomUUID(), randomUUID()];
  for (const id of guards) {
    await database.query('INSERT INTO guards (id, position, offered, lease_ms) VALUES ($1, $2, $2, 1000)', [
      id,
      number,
    ]);
  }
  const newest = await log.commit();
  const head = { number: newest.number, entryId: newest.entry_id };
  return { tokenId, mac, workspaceId, guards, position: { number, entryId }, head };
}

/** Steps two of the protocol through one order of their steps. */
async function stepThrough(one: string, other: string, schedule: string, sql: Statements): Promise<string[]> {
  const stage = await setUp();
  const stories: [Story, Story] = [{}, {}];
  const steps = {
    a: SCRIPTS[one]?.(stage, stories[0], sql) ?? [],
    b: SCRIPTS[other]?.({ ...stage, guards: [...stage.guards].reverse() }, stories[1], sql) ?? [],
  };
  const heads: { head: number; isDense: boolean }[] = [];
  const errors = await two.run(schedule, steps, async () => {
    const { rows } = await two.watcher.query<{ head: number; is_dense: boolean }>(
      `SELECT max(number)::int AS head, max(number) - $1 + 1 = count(*) AS is_dense FROM change_log WHERE number >= $1`,
      [stage.head.number],
    );
    heads.push({ head: Number(rows[0]?.head), isDense: rows[0]?.is_dense ?? false });
  });
  return violations({ stage, stories, errors, guards: await registry(), heads });
}

/** The orders in which something was violated, with what. */
async function stepThroughAll(one: string, other: string, sql: Statements = STATEMENTS): Promise<string[]> {
  const stage = await setUp();
  const lengths = [one, other].map((name) => SCRIPTS[name]?.(stage, {}, sql).length ?? 0);
  const found: string[] = [];
  for (const schedule of interleavings(lengths[0] ?? 0, lengths[1] ?? 0)) {
    for (const violation of await stepThrough(one, other, schedule, sql))
      found.push(`${schedule}: ${violation}`);
  }
  return found;
}

const names = Object.keys(SCRIPTS);
const pairs = names.flatMap((one, index) => names.slice(index).map((other) => [one, other] as const));

describe('in every order of their steps, on two connections', () => {
  it.each(pairs)(
    '%s and %s keep what the lease protocol promises',
    async (one, other) => {
      expect(await stepThroughAll(one, other)).toEqual([]);
    },
    SLOW_MS,
  );
});

describe('a rule that is left out is missed', () => {
  const without = (changes: Partial<Statements>): Statements => ({ ...STATEMENTS, ...changes });
  it.each([
    [
      'registering waits for a change that is about to commit',
      ['change', 'register', { REGISTER: STATEMENTS.REGISTER.replace('FOR SHARE', '') }],
      'a change was not waited for by a guard that registered without it',
    ],
    [
      'striking off goes by what was offered',
      ['renew', 'strike off', { STRIKE_OFF: STATEMENTS.STRIKE_OFF.replaceAll('offered', 'position') }],
      'a guard with a lease was struck off',
    ],
    [
      'striking off looks again at a row that it has waited for',
      [
        'renew',
        'strike off',
        {
          STRIKE_OFF: `
            WITH entry AS (SELECT 1 FROM change_log WHERE number = $1 AND entry_id = $2), struck AS (
              DELETE FROM guards WHERE id IN (SELECT id FROM guards WHERE offered < $1 AND id = ANY($3::uuid[]))
              RETURNING id)
            SELECT (SELECT count(*) FROM struck) AS count FROM entry`,
        },
      ],
      'a guard with a lease was struck off',
    ],
    [
      'the number of a verdict is read with the token',
      ['verify', 'change', { FIND_BY_MAC: STATEMENTS.FIND_BY_MAC.replace('*', 'is_deleted, 0 AS as_of') }],
      'a verdict is of another moment than its as_of',
    ],
    [
      'a lease comes with every entry up to its position',
      [
        'change',
        'renew',
        { RENEW: STATEMENTS.RENEW.replace('number > (SELECT min', 'number > 1 + (SELECT min') },
      ],
      'a lease was granted on a position with a missed entry',
    ],
  ] as const)(
    '%s',
    async (_rule, [one, other, change], expected) => {
      const found = await stepThroughAll(one, other, without(change));
      expect(found.join('\n')).toContain(expected);
    },
    SLOW_MS,
  );
});

describe('many rows', () => {
  /** One renews and the other strikes off, in the middle of which somebody holds the second of three rows. */
  async function meetInTheMiddle(strikeOff: string): Promise<unknown[]> {
    const stage = await setUp();
    const middle = '80000000-0000-4000-8000-000000000000';
    const ids = ['00000000-0000-4000-8000-000000000000', middle, 'f0000000-0000-4000-8000-000000000000'];
    await log.empty();
    for (const id of ids) {
      await database.query('INSERT INTO guards (id, position, offered, lease_ms) VALUES ($1, $2, $2, 1000)', [
        id,
        stage.position.number,
      ]);
    }
    const holder = new pg.Client(database.url);
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT 1 FROM guards WHERE id = $1 FOR UPDATE', [middle]);
    const { number, entryId } = stage.position;
    const both = two.run(
      'ab',
      {
        a: [
          async (connection) => {
            const three = [...ids].reverse();
            await connection.query(STATEMENTS.RENEW, [
              three,
              three.map(() => number),
              three.map(() => entryId),
              1_000,
              1_000,
            ]);
          },
        ],
        b: [
          async (connection) => {
            await connection.query(strikeOff, [stage.head.number, stage.head.entryId, ids]);
          },
        ],
      },
      () => Promise.resolve(),
    );
    await eventually(async () => {
      const { rows } = await two.watcher.query<{ count: number }>(
        `SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return rows[0]?.count === 2;
    });
    await holder.query('COMMIT');
    await holder.end();
    return both;
  }

  it('are locked in one order, so a renewal and a strike-off do not wait for each other', async () => {
    expect(await meetInTheMiddle(STATEMENTS.STRIKE_OFF)).toEqual([]);
  });

  it('locked in another order they would', async () => {
    const backwards = STATEMENTS.STRIKE_OFF.replace('ORDER BY id', 'ORDER BY id DESC');
    expect(String(await meetInTheMiddle(backwards))).toContain('deadlock detected');
  });
});
