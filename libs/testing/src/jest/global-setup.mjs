import path from 'node:path';
import pg from 'pg';
import { startPostgres } from '../../../../tools/stores/postgres.mjs';
import { createOwner } from '../../../../tools/stores/roles.mjs';
import { startRedis } from '../../../../tools/stores/redis.mjs';
import { recordMonitor } from '../leaks/monitor-recorder.mjs';
import { testPassword } from '../test-password.mjs';
import { makeRunFolder } from './run-folder.mjs';
import { postgresOfThisRun, redisOfThisRun } from '../tls/this-run.mjs';
import { statementLogging } from './statement-logging.mjs';
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
    startTestPostgres(folder),
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
async function startTestPostgres(folder) {
  const postgres = await startPostgres({
    dataDir: path.join(folder, 'postgres'),
    logFile: path.join(folder, 'records/postgres.log'),
    durable: false,
    settings: { ...statementLogging, ...postgresOfThisRun() },
  });
  const superuser = new pg.Client(postgres.url('postgres'));
  await superuser.connect();
  // Superusers pass by row-level security, so the databases that tests get belong to an ordinary role.
  await createOwner(superuser, 'latchkey');
  await superuser.end();
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
