import { isUUID } from 'class-validator';
import { AsyncLocalStorage } from 'node:async_hooks';
import { type DataSource, type EntityManager, type QueryRunner } from 'typeorm';

/** As pg has it; TypeORM's own type says nothing. */
interface Connection {
  end(): Promise<void>;
  /** A text of several statements has as many results. */
  query(text: string): Promise<Answered | Answered[]>;
}

interface Answered {
  readonly rows: readonly unknown[];
}

/** A transaction that sees no workspace's rows: for tables that belong to none, and for functions that look across. */
export async function inTransaction<Result>(
  database: DataSource,
  work: (rows: EntityManager) => Promise<Result>,
): Promise<Result> {
  const { result } = await inFramedTransaction(database, null, { work });
  return result;
}

interface Shared {
  readonly database: DataSource;
  readonly workspaceId: string;
  readonly rows: EntityManager;
  readonly afterwards: (() => void)[];
}

const shared = new AsyncLocalStorage<Shared>();

/**
 * A transaction of one workspace that every `inWorkspace` of the work joins, so that what they do and what stands beside
 * it is done together or not at all. A statement that fails ends all of it: the work cannot go on after one.
 */
export async function inSharedTransaction<Result>(
  database: DataSource,
  workspaceId: string,
  work: (rows: EntityManager) => Promise<Result>,
): Promise<Result> {
  const afterwards: (() => void)[] = [];
  const result = await inWorkspace(database, workspaceId, (rows) =>
    shared.run({ database, workspaceId, rows, afterwards }, () => work(rows)),
  );
  for (const task of afterwards) task();
  return result;
}

/** For what others may hear of once it is committed: at once, or at the end of the transaction that is shared. */
export function afterCommit(task: () => void): void {
  const outer = shared.getStore();
  if (outer) outer.afterwards.push(task);
  else task();
}

/** A transaction that sees the rows of one workspace and no other, whatever it asks for (promise P9). */
export async function inWorkspace<Result>(
  database: DataSource,
  workspaceId: string,
  work: (rows: EntityManager) => Promise<Result>,
): Promise<Result> {
  const outer = shared.getStore();
  if (outer?.database === database && outer.workspaceId === workspaceId) return work(outer.rows);
  const { result } = await inFramedTransaction(database, workspaceId, { work });
  return result;
}

/** A transaction and what travels with its beginning and its end, in one message each: statements without parameters. */
export interface Frame<Result> {
  readonly first?: string;
  /** @param found The rows of the first statement. */
  readonly work: (rows: EntityManager, found: readonly unknown[]) => Promise<Result>;
  /** Called once the work is done. What it locks is held for no longer than PostgreSQL takes, whatever happens to us. */
  readonly last?: () => string | null;
}

/**
 * Not `DataSource.transaction`: of a connection whose transaction nobody knows to have ended, TypeORM gives it back to
 * the pool, where the next transaction goes on in the one that was given up, and commits both. A statement that
 * PostgreSQL did not answer in time is still at work there, so it comes to that whenever a change waits for a lock for
 * longer than twice the query's time-out. Such a connection is closed: PostgreSQL undoes what it held, and the pool
 * makes a new one.
 * @param workspaceId null: of no workspace.
 * @returns With the rows of the last statement.
 */
export async function inFramedTransaction<Result>(
  database: DataSource,
  workspaceId: string | null,
  { first, work, last }: Frame<Result>,
): Promise<{ readonly result: Result; readonly rows: readonly unknown[] }> {
  const begin = beginning(workspaceId);
  const runner = database.createQueryRunner();
  const connection = (await runner.connect()) as Connection;
  try {
    const begun = await connection.query(first === undefined ? begin : `${begin}; ${first}`);
    tellBegun(runner);
    const result = await work(runner.manager, rowsOf(begun, -1));
    const statement = last?.() ?? null;
    const ended = await connection.query(statement === null ? 'COMMIT' : `${statement}; COMMIT`);
    return { result, rows: rowsOf(ended, 0) };
  } catch (error) {
    // By TypeORM, when the connection breaks. What it then says of every statement does not tell an outage.
    if (runner.isReleased) throw new Error('Connection terminated in a transaction', { cause: error });
    await connection.query('ROLLBACK').catch(() => {
      void connection.end();
    });
    throw error;
  } finally {
    await runner.release();
  }
}

/** Of one of a message's statements, by its place; of a message of one statement, which is ours, none. */
const rowsOf = (answered: Answered | Answered[], place: number): readonly unknown[] =>
  Array.isArray(answered) ? (answered.at(place)?.rows ?? []) : [];

/** Sent by us with the workspace, in one message: TypeORM has to be told, or it refuses to lock rows. */
const tellBegun = (runner: QueryRunner): QueryRunner => Object.assign(runner, { isTransactionActive: true });

/** For the transaction alone: what is set for a session stays with its connection, and is the next one's in the pool. */
function beginning(workspaceId: string | null): string {
  if (workspaceId === null) return 'START TRANSACTION';
  if (!isUUID(workspaceId)) throw new TypeError('A workspace is named by its id');
  return `START TRANSACTION; SET LOCAL latchkey.workspace_id = '${workspaceId}'`;
}
