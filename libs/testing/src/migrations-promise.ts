import { DataSource, type DataSourceOptions } from 'typeorm';
import { createDatabase, type TestDatabase } from './database.js';
import { patient } from './patient.js';

/** What every app's migrations promise, as tests of its own. */
export function testMigrations(optionsFor: (url: string) => DataSourceOptions): void {
  let store: TestDatabase;
  let database: DataSource;

  beforeEach(async () => {
    store = await createDatabase();
    database = await new DataSource(patient(optionsFor(store.url))).initialize();
  });
  afterEach(async () => {
    await database.destroy();
    await store.drop();
  });

  /** Every column, constraint and index, so that "the same" means the same. */
  const schema = (): Promise<unknown> =>
    database.query(`
    SELECT attrelid::regclass::text AS of, attname AS name, format_type(atttypid, atttypmod) AS is, attnotnull::text AS more
      FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
     WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped AND relname <> 'migrations'
    UNION ALL SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), '' FROM pg_constraint
     WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text <> 'migrations'
    UNION ALL SELECT tablename, indexname, indexdef, '' FROM pg_indexes
     WHERE schemaname = 'public' AND tablename <> 'migrations'
    ORDER BY 1, 2, 3`);
  const tables = async (): Promise<string[]> => {
    const rows: { name: string }[] = await database.query(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migrations'`,
    );
    return rows.map(({ name }) => name);
  };

  it('go up, down to nothing, and up again to the same schema', async () => {
    const applied = await database.runMigrations({ transaction: 'all' });
    expect(applied.length).toBeGreaterThan(0);
    const before = await schema();
    expect(before).not.toHaveLength(0);
    for (let undone = 0; undone < applied.length; undone++)
      await database.undoLastMigration({ transaction: 'all' });
    await expect(tables()).resolves.toEqual([]);
    await database.runMigrations({ transaction: 'all' });
    await expect(schema()).resolves.toEqual(before);
  });

  it('do nothing the second time', async () => {
    await database.runMigrations({ transaction: 'all' });
    await expect(database.runMigrations({ transaction: 'all' })).resolves.toEqual([]);
  });

  it('make every column that the entities name', async () => {
    await database.runMigrations({ transaction: 'all' });
    for (const { target } of database.entityMetadatas) {
      await expect(database.getRepository(target).find()).resolves.toEqual([]);
    }
  });
}
