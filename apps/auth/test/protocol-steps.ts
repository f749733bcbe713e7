import { randomUUID } from 'node:crypto';
import { appendToLog } from '../src/change-log/change-log.js';
import { MOST_ENTRIES } from '../src/guards/guard-registry.js';
import { LEAVE, LOOK, REGISTER, RENEW, STRIKE_OFF } from '../src/guards/statements.js';
import { FIND_BY_MAC } from '../src/tokens/token.store.js';
import { type Step } from './interleaving.js';

/** Production's statements; a test that shows what a rule is for breaks one of them. */
export const STATEMENTS = { LEAVE, LOOK, REGISTER, RENEW, STRIKE_OFF, FIND_BY_MAC };
export type Statements = typeof STATEMENTS;

export interface SeenGuard {
  readonly id: string;
  readonly position: number;
  readonly offered: number;
}
interface Place {
  number: number;
  entryId: string;
}
interface Offered {
  readonly from: number;
  readonly to: number;
  readonly entries: readonly number[];
}

/** What one of the two did, and what it was told. */
export interface Story {
  /** Of a change: the number of its entry; null: it found it made already. */
  change?: { readonly number: number | null };
  /** Of a change: what it saw after it. */
  view?: { readonly head: number; readonly guards: readonly SeenGuard[] };
  registered?: { readonly id: string; readonly at: number };
  /** By guard; null: it is unknown. */
  offers?: Map<string, Offered | null>[];
  struck?: { readonly below: number; readonly count: number };
  verified?: { readonly isGood: boolean; readonly asOf: number };
  left?: string;
}

/** What there is when both begin: a token, and two guards that lack the newest entry. */
export interface Stage {
  readonly tokenId: string;
  readonly mac: Buffer;
  readonly workspaceId: string;
  readonly guards: readonly string[];
  readonly position: Place;
  readonly head: Place;
}

type Script = (stage: Stage, story: Story, sql: Statements) => Step[];

/** Deletes the token, as `TokenService.revoke` does: the head last, then the look of who waits. */
const change: Script = ({ tokenId, workspaceId }, story, sql) => {
  let isAlive = false;
  return [
    async (connection) => {
      await connection.query('BEGIN');
      const { rows } = await connection.query<{ deleted_at: Date | null }>(
        'SELECT deleted_at FROM api_tokens WHERE id = $1 FOR UPDATE',
        [tokenId],
      );
      isAlive = rows[0]?.deleted_at === null;
      if (isAlive)
        await connection.query('UPDATE api_tokens SET deleted_at = now() WHERE id = $1', [tokenId]);
      else story.change = { number: null };
    },
    async (connection) => {
      if (!isAlive) return;
      const { rows } = await connection.query<{ number: string }>(appendToLog(workspaceId, [tokenId]));
      story.change = { number: Number(rows[0]?.number) };
    },
    async (connection) => {
      await connection.query('COMMIT');
    },
    async (connection) => {
      const { rows } = await connection.query<{ number: string; guards: SeenGuard[] | null }>(sql.LOOK, [
        [],
        [],
        [],
      ]);
      story.view = { head: Number(rows[0]?.number), guards: rows[0]?.guards ?? [] };
    },
  ];
};

interface RenewedRow {
  readonly number: string;
  readonly entry_id: string;
  readonly renewed: readonly { nth: number }[] | null;
  readonly entries: readonly { number: number }[] | null;
}

/** Both guards in one statement; they apply what they get, and say so in the next. */
const renew: Script = ({ guards, position }, story, sql) => {
  const at = new Map<string, Place>(guards.map((id) => [id, { ...position }]));
  story.offers = [];
  const ask: Step = async (connection) => {
    const ids = [...at.keys()];
    const places = [...at.values()];
    const { rows } = await connection.query<RenewedRow>(sql.RENEW, [
      ids,
      places.map(({ number }) => number),
      places.map(({ entryId }) => entryId),
      1_000,
      MOST_ENTRIES,
    ]);
    const [row] = rows;
    const known = new Set((row?.renewed ?? []).map(({ nth }) => nth));
    const told = new Map<string, Offered | null>();
    ids.forEach((id, index) => {
      const place = at.get(id);
      if (!row || !place || !known.has(index + 1)) {
        told.set(id, null);
        return;
      }
      const from = place.number;
      const entries = (row.entries ?? []).map(({ number }) => number).filter((number) => number > from);
      told.set(id, { from, to: Number(row.number), entries });
      Object.assign(place, { number: Number(row.number), entryId: row.entry_id });
    });
    story.offers?.push(told);
  };
  return [
    async (connection) => {
      await connection.query('BEGIN');
      await ask(connection);
    },
    async (connection) => {
      await connection.query('COMMIT');
    },
    ask,
  ];
};

/** One statement in a transaction of its own: its end is a step, for locks are held until then. */
const inTransaction = (work: Step): Step[] => [
  async (connection) => {
    await connection.query('BEGIN');
    await work(connection);
  },
  async (connection) => {
    await connection.query('COMMIT');
  },
];

const register: Script = (_stage, story, sql) =>
  inTransaction(async (connection) => {
    const id = randomUUID();
    const { rows } = await connection.query<{ number: string }>(sql.REGISTER, [id, 1_000]);
    story.registered = { id, at: Number(rows[0]?.number) };
  });

/** As a wait for the newest entry does when the time of those behind is up. */
const strikeOff: Script = ({ head, guards }, story, sql) =>
  inTransaction(async (connection) => {
    const terms = [head.number, head.entryId, guards];
    const { rows } = await connection.query<{ count: string }>(sql.STRIKE_OFF, terms);
    story.struck = { below: head.number, count: Number(rows[0]?.count) };
  });

const leave: Script = ({ guards: [first = ''] }, story, sql) =>
  inTransaction(async (connection) => {
    await connection.query(sql.LEAVE, [first]);
    story.left = first;
  });

const verify: Script = ({ mac }, story, sql) => [
  async (connection) => {
    const { rows } = await connection.query<{ is_deleted: boolean; as_of: string }>(sql.FIND_BY_MAC, [[mac]]);
    story.verified = { isGood: rows[0]?.is_deleted === false, asOf: Number(rows[0]?.as_of) };
  },
];

export const SCRIPTS: Readonly<Record<string, Script>> = {
  change,
  renew,
  register,
  'strike off': strikeOff,
  leave,
  verify,
};
