import { type DataSource, type EntityManager } from 'typeorm';

/** As pg has it; TypeORM's own type says nothing. */
interface Connection {
  end(): Promise<void>;
  /** A text of several statements has as many results. */
  query(text: string): Promise<{ readonly rows: readonly unknown[] }[]>;
}

/**
 * As `DataSource.transaction`, but for a connection of which nobody knows whether its transaction has ended: TypeORM
 * gives it back to the pool, where the next transaction goes on in the one that was given up, and commits both.
 * A statement that PostgreSQL did not answer in time is still at work there, so it comes to that whenever a change
 * waits for a lock for longer than twice the query's time-out. Such a connection is closed: PostgreSQL undoes what it
 * held, and the pool makes a new one.
 */
export async function inTransaction<Result>(
  database: DataSource,
  work: (rows: EntityManager) => Promise<Result>,
): Promise<Result> {
  const { result } = await inTransactionEndingWith(database, work, () => null);
  return result;
}

/**
 * The same, with a last statement that is sent with the COMMIT in one message, so that what it locks is held for no
 * longer than PostgreSQL takes, whatever happens to this process.
 * @param last Called once the work is done: a statement without parameters, or null for none.
 * @returns With the rows of the last statement.
 */
export async function inTransactionEndingWith<Result>(
  database: DataSource,
  work: (rows: EntityManager) => Promise<Result>,
  last: () => string | null,
): Promise<{ readonly result: Result; readonly rows: readonly unknown[] }> {
  const runner = database.createQueryRunner();
  const connection = (await runner.connect()) as Connection;
  try {
    await runner.startTransaction();
    const result = await work(runner.manager);
    const statement = last();
    if (statement === null) {
      await runner.commitTransaction();
      return { result, rows: [] };
    }
    const [ended] = await connection.query(`${statement}; COMMIT`);
    return { result, rows: ended?.rows ?? [] };
  } catch (error) {
    await runner.rollbackTransaction().catch(() => {
      void connection.end();
    });
    throw error;
  } finally {
    await runner.release();
  }
}
