import { keyReused, Refusal } from '@latchkey/contracts';
import { createHash } from 'node:crypto';
import { type EntityManager } from 'typeorm';

/** Longer than the day that is promised: a caller's day may begin a little later. */
const LIFE_SECONDS = 25 * 60 * 60;
/** Deleted at once: a statement that takes long would hold back PostgreSQL's vacuum. */
export const FORGOTTEN_AT_ONCE = 1_000;

/** A request with an idempotency key, of one principal. */
export interface KeyedRequest {
  readonly workspaceId: string;
  readonly principalId: string;
  readonly key: string;
  /** What it asks for, in a text that is the same when it is asked for again. */
  readonly content: string;
}

export interface FirstAnswer {
  readonly status: number;
  /** JSON. */
  readonly body: string;
}

interface Stored extends FirstAnswer {
  readonly request_digest: Buffer;
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();
const rowOf = ({ workspaceId, principalId, key }: KeyedRequest): unknown[] => [
  workspaceId,
  principalId,
  sha256(key),
];

/**
 * False for a repetition. While another transaction answers the same request this waits until that one ends: the primary
 * key makes it so.
 */
export async function claim(rows: EntityManager, request: KeyedRequest): Promise<boolean> {
  const claimed = await rows.query<unknown[]>(
    `INSERT INTO first_answers (workspace_id, principal_id, key_digest, request_digest)
     VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING true`,
    [...rowOf(request), sha256(request.content)],
  );
  return claimed.length > 0;
}

/** In the transaction of what was done: there is no answer without its effect, and no effect without its answer (P5). */
export async function keep(
  rows: EntityManager,
  request: KeyedRequest,
  { status, body }: FirstAnswer,
): Promise<void> {
  await rows.query(
    `UPDATE first_answers SET status = $4, body = $5
      WHERE workspace_id = $1 AND principal_id = $2 AND key_digest = $3`,
    [...rowOf(request), status, body],
  );
}

/**
 * The answer to the first of these requests.
 * @throws Refusal For what only looks like a repetition.
 */
export async function firstAnswer(rows: EntityManager, request: KeyedRequest): Promise<FirstAnswer> {
  const [stored] = await rows.query<Stored[]>(
    `SELECT request_digest, status, body FROM first_answers
      WHERE workspace_id = $1 AND principal_id = $2 AND key_digest = $3`,
    rowOf(request),
  );
  // It was there, and has been forgotten between two statements.
  if (!stored) throw Refusal.unavailable();
  if (!stored.request_digest.equals(sha256(request.content))) throw keyReused();
  return stored;
}

/** Deletes one batch of what is too old, of every workspace, and says how many that were. */
export async function forget(database: Pick<EntityManager, 'query'>): Promise<number> {
  const [{ count }] = await database.query<[{ count: number }]>(
    'SELECT across.forget_answers($1, $2) AS count',
    [LIFE_SECONDS, FORGOTTEN_AT_ONCE],
  );
  return count;
}
