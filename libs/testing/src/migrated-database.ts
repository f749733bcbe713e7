import pg from 'pg';
import { runAppCommand } from '../../../tools/dev/app-command.mjs';
import { type AppName } from '../../../tools/dev/app-environment.mjs';
import { createDatabase, ownersUrl, type SuperuserUrl, type TestDatabase } from './database.js';
import { sharedPostgresUrl } from './shared-stores.js';

const variableOf = { auth: 'AUTH_DATABASE_URL', resource: 'RESOURCE_DATABASE_URL' } as const;

/**
 * A fresh database with all of an app's tables, and what is put into them; its `url` is the app's. That is done once per
 * server; every further database is a copy, which takes a fiftieth of the time.
 */
export async function createMigratedDatabase(
  app: AppName,
  superuserUrl: SuperuserUrl = sharedPostgresUrl,
  seed?: (url: string) => Promise<unknown>,
): Promise<TestDatabase> {
  const migrated = `migrated-${app}`;
  await onceForAllWorkers(superuserUrl, migrated, 'template1', () =>
    migrate(app, ownersUrl(superuserUrl, migrated)),
  );
  const seeded = `seeded-${app}`;
  if (seed) {
    await onceForAllWorkers(superuserUrl, seeded, migrated, () =>
      seed(asApp(app, ownersUrl(superuserUrl, seeded))),
    );
  }
  const database = await createDatabase(superuserUrl, seed ? seeded : migrated);
  return { ...database, url: asApp(app, database.url) };
}

function asApp(app: AppName, ownersDatabaseUrl: string): string {
  const url = new URL(ownersDatabaseUrl);
  url.username = `latchkey_${app}_app`;
  return url.href;
}

/** The lock is the server's own, so that it is free again when a worker dies with it. */
async function onceForAllWorkers(
  superuserUrl: SuperuserUrl,
  name: string,
  copyOf: string,
  fill: () => Promise<unknown>,
): Promise<void> {
  const client = new pg.Client(superuserUrl('postgres'));
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock(hashtext($1))', [name]);
    const made = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (made.rowCount) return;
    await client.query(`CREATE DATABASE "${name}" OWNER latchkey TEMPLATE "${copyOf}"`);
    try {
      await fill();
    } catch (error) {
      await client.query(`DROP DATABASE "${name}" WITH (FORCE)`);
      throw error;
    }
  } finally {
    await client.end();
  }
}

const migrate = (app: AppName, url: string): Promise<string> =>
  runAppCommand(app, 'migrate', { env: { PATH: process.env.PATH, [variableOf[app]]: url } });
