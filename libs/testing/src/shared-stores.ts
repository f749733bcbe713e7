import { verified } from './tls/this-run.mjs';
import { testRun } from './test-run.js';

/** The Redis of this jest worker; no other worker uses it. Suites of one worker follow each other on it. */
export function testRedisUrl(): string {
  const url = testRun().redisUrls[Number(process.env.JEST_WORKER_ID ?? 1) - 1];
  if (url === undefined) throw new Error('There is no Redis for this jest worker.');
  return url;
}

/** The superuser's address of a database on the PostgreSQL that all workers share. */
export const sharedPostgresUrl = (database: string): string =>
  verified(`postgres://postgres@127.0.0.1:${testRun().postgresPort}/${database}`);
