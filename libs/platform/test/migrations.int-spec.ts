import { createDatabase, type TestDatabase } from '@latchkey/testing';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { type DataSourceOptions } from 'typeorm';
import { postgres } from '../src/postgres.js';
import { runMigrations } from '../src/migrations.js';

class FirstTables1000000000001 {
  async up(runner: { query(statement: string): Promise<unknown> }): Promise<void> {
    await runner.query('CREATE TABLE things (id int PRIMARY KEY)');
  }
}
class Names1000000000002 extends FirstTables1000000000001 {
  override async up(runner: { query(statement: string): Promise<unknown> }): Promise<void> {
    await runner.query(`ALTER TABLE things ADD COLUMN name text NOT NULL DEFAULT ''`);
  }
}
/** How long a request waits for an answer of PostgreSQL at most. */
const REQUEST_MS = 700;
const IN_THE_WAY_MS = 2_000;

let database: TestDatabase;
beforeEach(async () => {
  database = await createDatabase();
});
afterEach(() => database.drop());

const migrate = (...migrations: (new () => object)[]): Promise<void> =>
  runMigrations({ app: 'APP_URL', owner: 'OWNER_URL' }, { APP_URL: database.url }, (url): DataSourceOptions =>
    postgres({
      url,
      applicationName: 'migrations',
      entities: [],
      migrations,
      role: null,
      queryTimeoutMs: 700,
    }),
  );
const connected = async (): Promise<pg.Client> => {
  const client = new pg.Client(database.url);
  await client.connect();
  return client;
};

it('changes a table while somebody reads it for long, and keeps nobody else waiting behind it', async () => {
  await migrate(FirstTables1000000000001);
  const [slow, quick] = await Promise.all([connected(), connected()]);
  await slow.query('BEGIN; SELECT * FROM things');
  const migrated = migrate(FirstTables1000000000001, Names1000000000002).then(() => true);
  const isMigrated = { now: false };
  void migrated.then(() => (isMigrated.now = true));
  let longest = 0;
  const until = performance.now() + IN_THE_WAY_MS;
  while (performance.now() < until) {
    const began = performance.now();
    await quick.query('SELECT * FROM things');
    longest = Math.max(longest, performance.now() - began);
    await pause(10);
  }
  expect({ isMigrated: isMigrated.now, isQuick: longest < REQUEST_MS }).toEqual({
    isMigrated: false,
    isQuick: true,
  });
  await slow.query('COMMIT');
  await migrated;
  await expect(quick.query('SELECT name FROM things')).resolves.toMatchObject({ rows: [] });
  await Promise.all([slow.end(), quick.end()]);
});

it('is not done again, and one after another when it is asked for twice at once', async () => {
  const both = [FirstTables1000000000001, Names1000000000002];
  await Promise.all([migrate(...both), migrate(...both)]);
  await migrate(...both);
  const client = await connected();
  const { rows } = await client.query<{ name: string }>('SELECT name FROM migrations ORDER BY id');
  expect(rows.map(({ name }) => name)).toEqual(['FirstTables1000000000001', 'Names1000000000002']);
  await client.end();
});
