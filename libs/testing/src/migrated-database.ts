import { runAppCommand } from '../../../tools/dev/app-command.mjs';
import { type AppName } from '../../../tools/dev/app-environment.mjs';
import { createDatabase, ownersUrl, type SuperuserUrl, type TestDatabase } from './database.js';
import { sharedPostgresUrl } from './shared-stores.js';
import { takingTurns } from './taking-turns.js';
import { makeFirstWorkspace } from './workspaces.js';

const variableOf = { auth: 'AUTH_DATABASE_URL', resource: 'RESOURCE_DATABASE_URL' } as const;

/**
 * A fresh database with all of an app's tables, and what is put into them; its `url` is the app's. That is done once per
 * server; every further database is a copy, which takes a fiftieth of the time.
 */
export async function createMigratedDatabase(
  app: AppName,
  superuserUrl: SuperuserUrl = sharedPostgresUrl,
  fill?: (url: string) => Promise<unknown>,
): Promise<TestDatabase> {
  const database = await createDatabase(superuserUrl, await migratedDatabase(app, superuserUrl, fill));
  return { ...database, url: asApp(app, database.url) };
}

/** What the servers of tests' own begin with: the databases that every Latchkey is made from. */
export async function prepareServer(superuserUrl: SuperuserUrl): Promise<void> {
  await Promise.all([
    migratedDatabase('auth', superuserUrl, makeFirstWorkspace),
    migratedDatabase('resource', superuserUrl),
  ]);
}

/** @returns The name of the one that is copied. */
async function migratedDatabase(
  app: AppName,
  superuserUrl: SuperuserUrl,
  fill?: (url: string) => Promise<unknown>,
): Promise<string> {
  const migrated = `migrated-${app}`;
  await onceForAllWorkers(superuserUrl, migrated, 'template1', () =>
    migrate(app, ownersUrl(superuserUrl, migrated)),
  );
  if (!fill) return migrated;
  const seeded = `seeded-${app}`;
  await onceForAllWorkers(superuserUrl, seeded, migrated, () =>
    fill(asApp(app, ownersUrl(superuserUrl, seeded))),
  );
  return seeded;
}

function asApp(app: AppName, ownersDatabaseUrl: string): string {
  const url = new URL(ownersDatabaseUrl);
  url.username = `latchkey_${app}_app`;
  return url.href;
}

async function onceForAllWorkers(
  superuserUrl: SuperuserUrl,
  name: string,
  copyOf: string,
  fill: () => Promise<unknown>,
): Promise<void> {
  await takingTurns(superuserUrl, name, async (client) => {
    const made = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (made.rowCount) return;
    await client.query(`CREATE DATABASE "${name}" OWNER latchkey TEMPLATE "${copyOf}"`);
    try {
      await fill();
    } catch (error) {
      await client.query(`DROP DATABASE "${name}" WITH (FORCE)`);
      throw error;
    }
  });
}

const migrate = (app: AppName, url: string): Promise<string> =>
  runAppCommand(app, 'migrate', { env: { PATH: process.env.PATH, [variableOf[app]]: url } });
