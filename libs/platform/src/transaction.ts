import { type DataSource, type EntityManager } from 'typeorm';

/** As pg has it; TypeORM's own type says nothing. */
interface Connection {
  end(): Promise<void>;
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
  const runner = database.createQueryRunner();
  const connection = (await runner.connect()) as Connection;
  try {
    await runner.startTransaction('READ COMMITTED');
    const result = await work(runner.manager);
    await runner.commitTransaction();
    return result;
  } catch (error) {
    await runner.rollbackTransaction().catch(() => {
      void connection.end();
    });
    throw error;
  } finally {
    await runner.release();
  }
}
