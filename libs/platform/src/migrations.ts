import { DataSource, type DataSourceOptions } from 'typeorm';
import { exitWith, UsageError } from './run.js';

/**
 * The body of each app's `migrate` command. Replicas that migrate at once take turns: the lock is PostgreSQL's.
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
    const database = await connect(variable, optionsFor(url));
    const turn = database.createQueryRunner();
    await turn.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const applied = await database.runMigrations({ transaction: 'all' });
    await turn.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    await turn.release();
    await database.destroy();
    const names = applied.map(({ name }) => name).join(', ');
    process.stdout.write(`${variable}: ${names ? `applied ${names}` : 'up to date'}\n`);
  } catch (error) {
    exitWith(error);
  }
}

/**
 * For commands, which may take as long as they take: a migration of a large table, or the turn of another.
 * @throws UsageError The database cannot be opened: its variable is named, its value (a password, perhaps) is not.
 */
export async function connect(variable: string, options: DataSourceOptions): Promise<DataSource> {
  const patience = { connectionTimeoutMillis: 5_000, query_timeout: 0, lock_timeout: 0 };
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
