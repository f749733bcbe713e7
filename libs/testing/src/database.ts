import pg from 'pg';
import { dumpDatabase } from './leaks/dump-database.mjs';
import { sharedPostgresUrl } from './shared-stores.js';
import { recordFile, uniqueName } from './test-run.js';

export interface TestDatabase {
  /** As the ordinary role that owns it, for which row-level security holds if it is forced; it may act as each app's. */
  readonly url: string;
  /** As the superuser, who sees every row. */
  readonly superuserUrl: string;
  /** Takes the database away from whoever still uses it. Its content is searched for secrets first. */
  drop(): Promise<void>;
}

/** Gives the superuser's address of a database, on whichever server it is. */
export type SuperuserUrl = (database: string) => string;

/** Whom databases of tests belong to: an ordinary role, for superusers pass by row-level security. */
export const ownersUrl = (superuserUrl: SuperuserUrl, database: string): string => {
  const url = new URL(superuserUrl(database));
  url.username = 'latchkey';
  return url.href;
};

/** A fresh database, on the shared PostgreSQL unless told otherwise; empty, or a copy of another. */
export async function createDatabase(
  superuserUrl: SuperuserUrl = sharedPostgresUrl,
  copyOf = 'template1',
): Promise<TestDatabase> {
  const name = uniqueName('test');
  await asSuperuser(superuserUrl, `CREATE DATABASE "${name}" OWNER latchkey TEMPLATE "${copyOf}"`);
  return {
    url: ownersUrl(superuserUrl, name),
    superuserUrl: superuserUrl(name),
    drop: async () => {
      await dumpDatabase(superuserUrl(name), recordFile(`tables/${name}`));
      await asSuperuser(superuserUrl, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
    },
  };
}

async function asSuperuser(superuserUrl: SuperuserUrl, statement: string): Promise<void> {
  const client = new pg.Client(superuserUrl('postgres'));
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
