import { ConfigError } from '@latchkey/platform';
import { type DataSource } from 'typeorm';

/** What a lease is granted from, and a change waits for. */
const TABLES = ['change_log', 'change_head', 'guards', 'timelines', 'effective_head'];

/**
 * A PostgreSQL that forgets in a crash what it has answered would let a change be taken for effective that is then
 * gone, with the guards that have to hear of it.
 * @throws ConfigError
 */
export async function refuseForgetfulPostgres(database: DataSource): Promise<void> {
  const [{ synchronous_commit }] = await database.query<[{ synchronous_commit: string }]>(
    `SELECT current_setting('synchronous_commit') AS synchronous_commit`,
  );
  const unlogged = await database.query<{ relname: string }[]>(
    `SELECT relname FROM pg_class WHERE oid = ANY (SELECT to_regclass(name) FROM unnest($1::text[]) name)
        AND relpersistence <> 'p' ORDER BY relname`,
    [TABLES],
  );
  const problems = [
    ...(synchronous_commit === 'off'
      ? [`AUTH_DATABASE_URL leads to a PostgreSQL with synchronous_commit off: it must not be off`]
      : []),
    ...unlogged.map(
      ({ relname }) => `AUTH_DATABASE_URL leads to a table ${relname} that is UNLOGGED: it must be logged`,
    ),
  ];
  if (problems.length > 0) throw new ConfigError(problems);
}
