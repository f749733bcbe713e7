import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { Redis } from 'ioredis';

/** How each type of key is read as a whole. @type {Readonly<Record<string, readonly string[]>>} */
const readers = {
  string: ['GET', 'KEY'],
  hash: ['HGETALL', 'KEY'],
  list: ['LRANGE', 'KEY', '0', '-1'],
  set: ['SMEMBERS', 'KEY'],
  zset: ['ZRANGE', 'KEY', '0', '-1', 'WITHSCORES'],
  stream: ['XRANGE', 'KEY', '-', '+'],
};

/**
 * Writes every key of every database of a Redis to a file, one a line.
 * @param {string} url
 * @param {string} file
 */
export async function dumpKeyspace(url, file) {
  const redis = new Redis(url);
  const dump = createWriteStream(file);
  try {
    const keyspace = await redis.info('keyspace');
    for (const [, database] of keyspace.matchAll(/^db(\d+):/gm)) {
      await redis.select(Number(database));
      for await (const keys of redis.scanStream({ count: 500 })) {
        for (const key of /** @type {string[]} */ (keys)) {
          dump.write(`${key} ${JSON.stringify(await wholeValue(redis, key))}\n`);
        }
      }
    }
  } finally {
    redis.disconnect();
    dump.end();
    await finished(dump);
  }
}

/**
 * @param {Redis} redis
 * @param {string} key
 * @returns {Promise<unknown>}
 */
async function wholeValue(redis, key) {
  const [command, ...args] = readers[await redis.type(key)] ?? [];
  return command ? redis.call(command, ...args.map((arg) => (arg === 'KEY' ? key : arg))) : null;
}
