import { spawnSync } from 'node:child_process';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';
import { readJson } from '../../files/read-json.mjs';
import { asSuperuser } from './tokens.mjs';

/** @typedef {{ dependencies?: Record<string, string> }} Manifest */

const root = path.resolve(import.meta.dirname, '../../..');

/** Whose versions can change a figure. */
const OURS = [
  '@nestjs/core',
  '@nestjs/platform-fastify',
  '@nestjs/microservices',
  'fastify',
  'ioredis',
  'pg',
  'lru-cache',
];

/** What it was measured on; taken before the measurement begins, for the load's sake. */
export const machine = () => ({
  cores: availableParallelism(),
  model: cpus()[0]?.model.trim() ?? 'unknown',
  memory_gib: Math.round(totalmem() / 2 ** 30),
  load_average_before: loadavg()[0] ?? NaN,
});

/**
 * @param {import('./stores.mjs').Stage} stage
 */
export async function versions({ postgres, redis }) {
  const ours = /** @type {Manifest} */ (await readJson(path.join(root, 'package.json')));
  const peers = /** @type {Manifest} */ (
    await readJson(path.join(import.meta.dirname, '../peers/package.json'))
  );
  const own = Object.entries(ours.dependencies ?? {}).filter(([name]) => OURS.includes(name));
  return {
    commit: commit(),
    node: process.version,
    postgresql: await asSuperuser(postgres, postgres.url('postgres'), async (client) => {
      const { rows } = /** @type {{ rows: { server_version: string }[] }} */ (
        await client.query('SHOW server_version')
      );
      return rows[0]?.server_version ?? 'unknown';
    }),
    redis: await redisVersion(redis.url),
    packages: { ...Object.fromEntries(own), ...peers.dependencies },
  };
}

/** @param {string} url */
async function redisVersion(url) {
  const redis = new Redis(url);
  const info = await redis.info('server').finally(() => {
    redis.disconnect();
  });
  return /^(?:valkey|redis)_version:(\S+)/m.exec(info)?.[1] ?? 'unknown';
}

/** null: not a checkout of git. */
function commit() {
  const { status, stdout } = spawnSync('git', ['rev-parse', '--short', 'HEAD'], {
    cwd: root,
    encoding: 'utf8',
  });
  return status === 0 ? stdout.trim() : null;
}
