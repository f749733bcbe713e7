import { testRun } from './test-run.js';

/** The Redis of this jest worker; no other worker uses it. Suites of one worker follow each other on it. */
export function testRedisUrl(): string {
  const port = testRun().redisPorts[Number(process.env.JEST_WORKER_ID ?? 1) - 1];
  if (port === undefined) throw new Error('There is no Redis for this jest worker.');
  return `redis://127.0.0.1:${port}`;
}

/** The superuser's address of a database on the PostgreSQL that all workers share. */
export const sharedPostgresUrl = (database: string): string =>
  `postgres://postgres@127.0.0.1:${testRun().postgresPort}/${database}`;
