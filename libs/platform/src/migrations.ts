import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource, type DataSourceOptions, MigrationExecutor } from 'typeorm';
import { databaseAddress } from './postgres.js';
import { exitWith, UsageError } from './run.js';

/**
 * A statement that waits for a table's lock makes everybody who asks for that table wait behind it. This is less than a
 * request may take; whoever is in the way has ended by one of the next attempts.
 */
const LOCK_WAIT_MS = 200;
const PAUSE_MS = 500;
const ATTEMPTS = 120;
/** PostgreSQL's `lock_not_available`. */
const LOCK_TIMEOUT = '55P03';

/**
 * The body of each app's `migrate` command, for databases that are being used: each migration is a transaction of its own
 * and waits for no lock longer than requests can bear. Replicas that migrate at once take turns: the lock is PostgreSQL's.
 * @param variables Name the database: as the app uses it, and, where that is another, as the owner of its tables.
 */
export async function runMigrations(
  variables: { readonly app: string; readonly owner: string },
  environment: NodeJS.ProcessEnv,
  optionsFor: (url: string) => DataSourceOptions,
): Promise<void> {
  try {
    const variable = environment[variables.owner] ? variables.owner : variables.app;
    const url = environment[variable];
    if (!url) {
      throw new UsageError(
        `${variable} is not set: it, or ${variables.owner}, must name the database to migrate.`,
      );
    }
    const database = await connect(variable, optionsFor(databaseAddress(url, environment.DATABASE_CA_FILE)), {
      lockWaitMs: LOCK_WAIT_MS,
    });
    const turn = database.createQueryRunner();
    await turn.query('SET lock_timeout = 0');
    await turn.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const applied = await migrate(database);
    await turn.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    await turn.release();
    await database.destroy();
    const names = applied.join(', ');
    process.stdout.write(`${variable}: ${names ? `applied ${names}` : 'up to date'}\n`);
  } catch (error) {
    exitWith(error);
  }
}

/** Resolves to the names of those that were missing. */
async function migrate(database: DataSource): Promise<string[]> {
  const missing = await new MigrationExecutor(database).getPendingMigrations();
  for (let attempt = 1; ; attempt++) {
    try {
      await database.runMigrations({ transaction: 'each' });
      return missing.map(({ name }) => name);
    } catch (error) {
      if ((error as { code?: unknown }).code !== LOCK_TIMEOUT || attempt === ATTEMPTS) throw error;
      await sleep(PAUSE_MS);
    }
  }
}

/**
 * For commands, which may take as long as they take: a migration of a large table, or the turn of another.
 * @param lockWaitMs Milliseconds; 0: for ever.
 * @throws UsageError The database cannot be opened: its variable is named, its value (a password, perhaps) is not.
 */
export async function connect(
  variable: string,
  options: DataSourceOptions,
  { lockWaitMs = 0 } = {},
): Promise<DataSource> {
  const patience = { connectionTimeoutMillis: 5_000, query_timeout: 0, lock_timeout: lockWaitMs };
  try {
    return await new DataSource({
      ...options,
      extra: { ...(options.extra as object), ...patience },
    }).initialize();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${variable} names a database that cannot be opened: ${reason}`, { cause: error });
  }
}

/** Any number, as long as nothing else in these databases takes it. */
const MIGRATION_LOCK = 7_305_501;
