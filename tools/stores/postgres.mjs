import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { ended, hasEnded, spawnTied, stopProcess } from '../processes/tied-process.mjs';
import { mayAccess, unprivilegedUser } from '../processes/unprivileged-user.mjs';
import { endLeftover } from './leftover.mjs';
import { freePort } from './ports.mjs';
import { postgresBinaries } from './postgres-binaries.mjs';

/** @typedef {import('../processes/unprivileged-user.mjs').SystemUser} SystemUser */

/**
 * @typedef {object} PostgresOptions
 * @property {string} dataDir Made at first use, kept afterwards.
 * @property {string} logFile What the server says; it is added to.
 * @property {number} [port] A free one unless given.
 * @property {boolean} [durable] False for tests: nothing is flushed to disk.
 * @property {Readonly<Record<string, string>>} [settings] Further `postgresql.conf` settings.
 */

/**
 * @typedef {object} Postgres
 * @property {number} port
 * @property {number} pid
 * @property {import('node:child_process').ChildProcess} process
 * @property {(database: string, role?: string) => string} url
 * @property {() => Promise<void>} stop A fast shutdown: open transactions are rolled back.
 */

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 20_000;

/**
 * Starts a PostgreSQL of our own on 127.0.0.1, which ends when we do.
 * @param {PostgresOptions} options
 * @returns {Promise<Postgres>}
 */
export async function startPostgres(options) {
  const user = unprivilegedUser();
  const binaries = await postgresBinaries(user);
  await prepareDataDir(options, user, binaries);
  await endLeftover(path.join(options.dataDir, 'postmaster.pid'), { program: /^postgres/, signal: 'SIGINT' });
  if (options.port !== undefined) return launch(options, options.port, user, binaries);
  return launchOnFreePort(options, user, binaries);
}

/**
 * @param {PostgresOptions} options
 * @param {SystemUser | null} user
 * @param {string} binaries
 */
async function launchOnFreePort(options, user, binaries) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await launch(options, await freePort(), user, binaries);
    } catch (error) {
      const portWasTaken = error instanceof Error && error.message.includes('TCP/IP sockets');
      if (!portWasTaken || attempt === 5) throw error;
    }
  }
}

/**
 * @param {PostgresOptions} options
 * @param {number} port
 * @param {SystemUser | null} user
 * @param {string} binaries
 * @returns {Promise<Postgres>}
 */
async function launch({ dataDir, logFile, durable = true, settings = {} }, port, user, binaries) {
  const log = await open(logFile, 'a');
  const logStart = (await log.stat()).size;
  const child = spawnTied(
    path.join(binaries, 'bin/postgres'),
    serverArguments(dataDir, port, durable, settings),
    {
      // The processes that serve connections notice by themselves that the server is gone, so a test's server can
      // be killed outright, which works even on one that is paused.
      deathSignal: durable ? 'SIGINT' : 'SIGKILL',
      user,
      cwd: dataDir,
      env: serverEnvironment,
      stdio: ['ignore', log.fd, log.fd],
    },
  );
  child.once('error', () => undefined);
  await log.close();
  if (!(await becameReady(child, dataDir))) {
    await stopProcess(child, 'SIGQUIT', { withinMs: STOP_LIMIT_MS });
    throw new Error(await whyItDidNotStart(dataDir, logFile, logStart));
  }
  return {
    port,
    pid: Number(child.pid),
    process: child,
    url: (database, role = 'postgres') => `postgres://${role}@127.0.0.1:${port}/${database}`,
    stop: async () => {
      await stopProcess(child, 'SIGINT', { withinMs: STOP_LIMIT_MS });
    },
  };
}

/** A developer's locale, time zone or PG… variables must not change what the server does. */
const serverEnvironment = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };

/**
 * @param {string} dataDir
 * @param {number} port
 * @param {boolean} durable
 * @param {Readonly<Record<string, string>>} settings
 */
function serverArguments(dataDir, port, durable, settings) {
  const all = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    // Not synchronous_commit: without fsync it costs nothing, and auth does not start when it is off.
    ...(!durable && { fsync: 'off', full_page_writes: 'off' }),
    ...settings,
  };
  const given = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', dataDir, '-p', String(port), ...given];
}

/**
 * As pg_ctl does it: the server writes its state to the eighth line of its pid file.
 * @param {import('node:child_process').ChildProcess} child
 * @param {string} dataDir
 */
async function becameReady(child, dataDir) {
  const deadline = performance.now() + START_LIMIT_MS;
  while (!hasEnded(child) && child.pid !== undefined && performance.now() < deadline) {
    const lines = (await readFile(path.join(dataDir, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return true;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return false;
}

/**
 * @param {string} dataDir
 * @param {string} logFile
 * @param {number} logStart
 */
async function whyItDidNotStart(dataDir, logFile, logStart) {
  const said = (await readFile(logFile)).subarray(logStart).toString();
  const fatal = /** @type {RegExpMatchArray | null} */ (said.match(/(?<=(FATAL|PANIC): +)\S.*/g))?.at(-1);
  const reason = fatal ?? 'it was not ready in time';
  return `PostgreSQL does not start on ${dataDir} (${reason}): move that folder away to begin with empty data, or see ${logFile}.`;
}

/**
 * @param {PostgresOptions} options
 * @param {SystemUser | null} user
 * @param {string} binaries
 */
async function prepareDataDir({ dataDir, durable = true }, user, binaries) {
  await mkdir(dataDir, { recursive: true });
  if (user) await chown(dataDir, user.uid, user.gid);
  await chmod(dataDir, 0o700);
  if (!mayAccess(user, 'write', dataDir)) {
    throw new Error(`${dataDir} cannot be written to by user ${user?.name ?? 'of this process'}.`);
  }
  if (existsSync(path.join(dataDir, 'PG_VERSION'))) return;
  if ((await readdir(dataDir)).length > 0) {
    throw new Error(`${dataDir} holds something that is not PostgreSQL's: move it away, then try again.`);
  }
  // An initdb that is cut short leaves a folder that looks finished, so it works beside the real place.
  const draft = `${dataDir}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  if (user) await chown(draft, user.uid, user.gid);
  await initialise(draft, durable, user, binaries);
  await rename(draft, dataDir);
}

/**
 * @param {string} dataDir
 * @param {boolean} durable
 * @param {SystemUser | null} user
 * @param {string} binaries
 */
async function initialise(dataDir, durable, user, binaries) {
  const args = [
    '-D',
    dataDir,
    '-U',
    'postgres',
    '--auth=trust',
    '--encoding=UTF8',
    '--locale=C',
    '--no-instructions',
  ];
  const initdb = spawnTied(path.join(binaries, 'bin/initdb'), durable ? args : [...args, '--no-sync'], {
    deathSignal: 'SIGKILL',
    user,
    cwd: dataDir,
    env: serverEnvironment,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  initdb.stderr?.on('data', (chunk) => (said += String(chunk)));
  initdb.once('error', (error) => (said += error.message));
  await ended(initdb);
  if (initdb.exitCode !== 0) {
    throw new Error(
      `PostgreSQL could not set up ${dataDir}: ${said.trim().split('\n').at(-1) ?? 'no reason given'}`,
    );
  }
}
