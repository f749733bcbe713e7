import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startPostgres } from '../../stores/postgres.mjs';
import { startRedis } from '../../stores/redis.mjs';
import { pin } from './cores.mjs';

/** @typedef {import('../../stores/postgres.mjs').Postgres} Postgres */
/** @typedef {import('../../stores/redis.mjs').Redis} Redis */

/**
 * What every part of the measurement is given.
 * @typedef {object} Stage
 * @property {string} folder For whatever must be written down meanwhile.
 * @property {Postgres} postgres
 * @property {Redis} redis
 * @property {() => Promise<Redis>} anotherRedis For what must not hear the first.
 * @property {import('./cores.mjs').Cores | null} cores
 * @property {(end: () => unknown) => void} atEnd What was started last ends first.
 * @property {(line: string) => void} say
 * @property {AbortSignal} signal
 * @property {string | null} profileFolder
 */

/** Not /tmp, which is memory on many machines. */
const parent = existsSync('/var/tmp') ? '/var/tmp' : tmpdir();

/**
 * Stores as they are deployed: PostgreSQL flushes each commit, Redis keeps its append-only file.
 * @param {Omit<Stage, 'folder' | 'postgres' | 'redis' | 'anotherRedis'>} about
 * @returns {Promise<Stage>}
 */
export async function setStage(about) {
  const { cores, atEnd, say } = about;
  const folder = await mkdtemp(path.join(parent, 'latchkey-bench-'));
  atEnd(() => rm(folder, { recursive: true, force: true }));
  // PostgreSQL may run as another user, who has to get to its own folder.
  await chmod(folder, 0o711);
  const postgresDir = path.join(folder, 'postgres');
  await mkdir(postgresDir);
  const postgres = await startPostgres({
    dataDir: path.join(postgresDir, 'data'),
    logFile: path.join(folder, 'postgres.log'),
    settings: { shared_buffers: '512MB', max_wal_size: '4GB', max_connections: '300' },
  });
  atEnd(postgres.stop);
  pin(postgres.pid, cores?.others);

  let count = 0;
  const anotherRedis = async () => {
    const name = `redis-${++count}`;
    const dir = path.join(folder, name);
    const redis = await startRedis({ dir, logFile: `${dir}.log`, say });
    atEnd(redis.stop);
    pin(redis.pid, cores?.others);
    return redis;
  };
  return { ...about, folder, postgres, redis: await anotherRedis(), anotherRedis };
}
