import pg from 'pg';
import { startPostgres } from '../../../../tools/stores/postgres.mjs';
import { createOwner } from '../../../../tools/stores/roles.mjs';
import { postgresOfThisRun } from '../tls/this-run.mjs';
import { statementLogging } from './statement-logging.mjs';

/**
 * A PostgreSQL of tests: what it is asked is written down (promise P7), and nothing is flushed.
 * @param {Omit<import('../../../../tools/stores/postgres.mjs').PostgresOptions, 'durable'>} options
 */
export const startTestPostgres = ({ settings, ...options }) =>
  startPostgres({
    ...options,
    durable: false,
    settings: { ...statementLogging, ...postgresOfThisRun(), ...settings },
  });

/**
 * Superusers pass by row-level security, so the databases that tests get belong to an ordinary role.
 * @param {string} superuserUrl
 */
export async function createTestOwner(superuserUrl) {
  const superuser = new pg.Client(superuserUrl);
  await superuser.connect();
  await createOwner(superuser, 'latchkey');
  await superuser.end();
}
