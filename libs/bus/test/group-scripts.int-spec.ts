import { testRedisUrl } from '@latchkey/testing';
import { Redis } from 'ioredis';
import { randomUUID } from 'node:crypto';
import { type GroupRedis, withGroupScripts } from '../src/group-scripts.js';

const GROUP = 'replicas';

let redis: GroupRedis;
let stream: string;
let dead: string;
beforeAll(() => (redis = withGroupScripts(new Redis(testRedisUrl()))));
afterAll(() => {
  redis.disconnect();
});
beforeEach(async () => {
  stream = `{test}:${randomUUID()}`;
  dead = `${stream}:dead`;
  await redis.xgroup('CREATE', stream, GROUP, '0', 'MKSTREAM');
});

/** Gives one entry to a consumer. */
async function given(consumer: string): Promise<string> {
  const id = String(await redis.xadd(stream, '*', 'm', '{}'));
  await redis.xreadgroup('GROUP', GROUP, consumer, 'STREAMS', stream, '>');
  return id;
}

const consumers = async (): Promise<string[]> => {
  const told = (await redis.xinfo('CONSUMERS', stream, GROUP)) as [string, string][];
  return told.map(([, name]) => name).sort();
};

describe('an entry that is set aside', () => {
  it('is moved once, by whoever comes first', async () => {
    const id = await given('a');
    const moved = await Promise.all([1, 2, 3].map(() => redis.latchkeyBury(stream, dead, GROUP, id, 5, 0)));
    expect(moved.sort()).toEqual([0, 0, 1]);
    await expect(redis.xlen(dead)).resolves.toBe(1);
    await expect(redis.xlen(stream)).resolves.toBe(0);
  });

  it('stays done when it was acknowledged meanwhile', async () => {
    const id = await given('a');
    await redis.xack(stream, GROUP, id);
    await expect(redis.latchkeyBury(stream, dead, GROUP, id, 5, 1)).resolves.toBe(0);
    await expect(redis.xlen(dead)).resolves.toBe(0);
  });

  it('that is not there any more is pending no more', async () => {
    const id = await given('a');
    await redis.xdel(stream, id);
    await expect(redis.latchkeyBury(stream, dead, GROUP, id, 5, 0)).resolves.toBe(0);
    await expect(redis.xlen(dead)).resolves.toBe(0);
    await expect(redis.xpending(stream, GROUP)).resolves.toEqual([0, null, null, null]);
  });
});

describe('a consumer', () => {
  it('with anything pending is not forgotten, for that would go with it', async () => {
    await given('a');
    await redis.latchkeyForget(stream, GROUP, 'a', -1);
    await expect(consumers()).resolves.toEqual(['a']);
    await expect(redis.xpending(stream, GROUP)).resolves.toHaveProperty('0', 1);
  });

  it('that has nothing is forgotten when it leaves, and so is one that was not heard of for long', async () => {
    for (const name of ['leaver', 'stayer']) await redis.xack(stream, GROUP, await given(name));
    await redis.latchkeyForget(stream, GROUP, 'leaver', 60_000);
    await expect(consumers()).resolves.toEqual(['stayer']);
    await redis.latchkeyForget(stream, GROUP, '', -1);
    await expect(consumers()).resolves.toEqual([]);
  });
});
