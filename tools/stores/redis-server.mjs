import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fetchDebian } from './debian.mjs';

/**
 * @typedef {object} RedisServer
 * @property {string} program
 * @property {NodeJS.ProcessEnv} env What it needs besides our environment.
 */

const OLDEST_MAJOR = 7;
const unpacked = path.resolve(import.meta.dirname, '../../.latchkey/redis-server');

/**
 * A redis-server (or Valkey) of version 7 or later: `$REDIS_SERVER`, one on the PATH, one fetched earlier, else
 * Debian's package, fetched now and unpacked inside the checkout; nothing is installed on the machine.
 * @param {{ say: (line: string) => void }} options
 * @returns {Promise<RedisServer>}
 */
export async function findRedisServer({ say }) {
  const chosen = process.env.REDIS_SERVER;
  if (chosen) {
    if (majorVersion(chosen) >= OLDEST_MAJOR) return { program: chosen, env: {} };
    throw new Error(
      `REDIS_SERVER names ${chosen}, which is not a redis-server of version ${OLDEST_MAJOR} or later.`,
    );
  }
  const installed = ['redis-server', 'valkey-server'].find(
    (program) => majorVersion(program) >= OLDEST_MAJOR,
  );
  if (installed) return { program: installed, env: {} };

  // /usr/bin/redis-server is a link into redis-tools.
  const wanted = { packages: ['redis-server', 'redis-tools'], withLibraries: true };
  const failure = existsSync(unpacked) ? null : await fetchDebian(unpacked, { ...wanted, say });
  const program = path.join(unpacked, 'usr/bin/redis-server');
  const env = { LD_LIBRARY_PATH: libraryFolders(unpacked).join(':') };
  if (!failure && majorVersion(program, env) >= OLDEST_MAJOR) return { program, env };
  throw new Error(
    `There is no redis-server ${OLDEST_MAJOR} or later here${failure ? ` and Debian's could not be fetched (${failure})` : ''}: ` +
      'install one (apt-get install redis-server), or set REDIS_URL to a Redis of your own.',
  );
}

/**
 * @param {string} program
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {number} 0 when it does not run at all.
 */
function majorVersion(program, env) {
  const { stdout } = spawnSync(program, ['--version'], { encoding: 'utf8', env: { ...process.env, ...env } });
  // "Redis server v=7.0.15 sha=…", "Valkey server v=8.1.1 sha=…"
  return Number(/ v=(\d+)\./.exec(stdout)?.[1] ?? 0);
}

/** @param {string} folder */
const libraryFolders = (folder) =>
  ['usr/lib', 'lib']
    .map((name) => path.join(folder, name))
    .filter((place) => existsSync(place))
    .flatMap((place) => readdirSync(place).map((name) => path.join(place, name)))
    .filter((place) => place.endsWith('-linux-gnu'));
