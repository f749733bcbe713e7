import { rm } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { dumpDatabase } from '../leaks/dump-database.mjs';
import { dumpKeyspace } from '../leaks/dump-keyspace.mjs';
import { scanFolder } from '../leaks/scan-files.mjs';
import { keepRunFolder } from './run-folder.mjs';

/**
 * Promise P7, watched over the whole suite: whatever the tests did, no secret is in a statement, a Redis
 * command, a table, a key or a log line. Jest fails a run whose teardown throws.
 */
export default async function globalTeardown() {
  const { latchkeyTestStores } =
    /** @type {{ latchkeyTestStores?: import('./global-setup.mjs').RunningStores }} */ (globalThis);
  if (!latchkeyTestStores) return;
  const { folder, postgres, redises, workspaceMaker } = latchkeyTestStores;
  workspaceMaker.stop();
  const records = path.join(folder, 'records');

  await dumpEveryDatabase(postgres, records);
  for (const { redis } of redises)
    await dumpKeyspace(redis.url, path.join(records, `redis-${redis.port}.keyspace`));
  await Promise.all(redises.map(({ recorder }) => recorder.stop()));
  await Promise.all([postgres, ...redises.map(({ redis }) => redis)].map((store) => store.stop()));

  const findings = await scanFolder(records, { amongSealedBoxes: true });
  if (findings.length > 0) {
    await keepRunFolder(folder);
    throw new Error(`Secrets leaked (promise P7):\n${findings.join('\n')}`);
  }
  await rm(folder, { recursive: true, force: true });
}

/**
 * @param {import('../../../../tools/stores/postgres.mjs').Postgres} postgres
 * @param {string} records
 */
async function dumpEveryDatabase(postgres, records) {
  const client = new pg.Client(postgres.url('postgres'));
  await client.connect();
  /** @type {import('pg').QueryResult<{ datname: string }>} */
  const databases = await client.query('SELECT datname FROM pg_database WHERE datallowconn');
  await client.end();
  for (const { datname } of databases.rows) {
    await dumpDatabase(postgres.url(datname), path.join(records, 'tables', datname));
  }
}
