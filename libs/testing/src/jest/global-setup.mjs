import path from 'node:path';
import { startRedis } from '../../../../tools/stores/redis.mjs';
import { recordMonitor } from '../leaks/monitor-recorder.mjs';
import { testPassword } from '../test-password.mjs';
import { makeRunFolder } from './run-folder.mjs';
import { redisOfThisRun } from '../tls/this-run.mjs';
import { createTestOwner, startTestPostgres } from './test-postgres.mjs';
import { startWorkspaceMaker } from './workspace-maker.mjs';

/**
 * @typedef {object} TestRun What the tests are told about their run, through the environment.
 * @property {string} folder
 * @property {number} postgresPort
 * @property {string[]} redisUrls One Redis per worker: publish and subscribe know no database numbers.
 * @property {string} workspaceMakerUrl
 * @property {string} operatorPassword Of the workspace that every Latchkey of this run has from the start.
 */

/**
 * @typedef {object} RunningStores What the teardown has to stop.
 * @property {string} folder
 * @property {import('../../../../tools/stores/postgres.mjs').Postgres} postgres
 * @property {{ redis: import('../../../../tools/stores/redis.mjs').Redis, url: string, recorder: { stop: () => Promise<void> } }[]} redises
 * @property {{ stop: () => void }} workspaceMaker
 */

/** @param {{ maxWorkers: number }} config */
export default async function globalSetup({ maxWorkers }) {
  const folder = await makeRunFolder();
  const [postgres, workspaceMaker, ...redises] = await Promise.all([
    startSharedPostgres(folder),
    startWorkspaceMaker(),
    ...Array.from({ length: maxWorkers }, (_, worker) => startTestRedis(folder, worker + 1)),
  ]);
  /** @type {TestRun} */
  const run = {
    folder,
    postgresPort: postgres.port,
    redisUrls: redises.map(({ url }) => url),
    workspaceMakerUrl: workspaceMaker.url,
    operatorPassword: testPassword(),
  };
  process.env.LATCHKEY_TEST_RUN = JSON.stringify(run);
  /** @type {RunningStores} */
  const running = { folder, postgres, redises, workspaceMaker };
  Object.assign(globalThis, { latchkeyTestStores: running });
}

/** @param {string} folder */
async function startSharedPostgres(folder) {
  const postgres = await startTestPostgres({
    dataDir: path.join(folder, 'postgres'),
    logFile: path.join(folder, 'records/postgres.log'),
  });
  await createTestOwner(postgres.url('postgres'));
  return postgres;
}

/**
 * @param {string} folder
 * @param {number} worker
 */
async function startTestRedis(folder, worker) {
  const tls = await redisOfThisRun();
  const redis = await startRedis({
    dir: path.join(folder, `redis-${worker}`),
    logFile: path.join(folder, `records/redis-${worker}.log`),
    durable: false,
    settings: tls.settings,
    say: (line) => {
      process.stderr.write(`${line}\n`);
    },
  });
  const recorder = await recordMonitor(redis.port, path.join(folder, `records/redis-${worker}.monitor`));
  return { redis, url: tls.url(redis.url), recorder };
}
