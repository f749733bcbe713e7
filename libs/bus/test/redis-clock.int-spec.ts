import { eventually, type PrivateStore, startPrivateRedis } from '@latchkey/testing';
import { Redis } from 'ioredis';
import { setTimeout as delay } from 'node:timers/promises';
import { RedisClock } from '../src/redis-clock.js';

describe("Redis's clock", () => {
  let store: PrivateStore;
  let redis: Redis;
  let clock: RedisClock;
  beforeEach(async () => {
    store = await startPrivateRedis();
    redis = new Redis(store.url, { retryStrategy: () => 20, maxRetriesPerRequest: 0, commandTimeout: 500 });
    redis.on('error', () => undefined);
    clock = new RedisClock(redis);
  });
  afterEach(async () => {
    clock.stop();
    redis.disconnect();
    await store.stop();
  });

  const timeOfRedis = async (): Promise<number> => {
    const [seconds, micros] = await redis.time();
    return Number(seconds) * 1_000 + Number(micros) / 1_000;
  };

  it('is not known before Redis was asked, and then as it is there', async () => {
    expect(clock.isKnown).toBe(false);
    await eventually(() => clock.isKnown);
    const [before, told, after] = [await timeOfRedis(), clock.now(), await timeOfRedis()];
    expect(told).toBeGreaterThan(before - 50);
    expect(told).toBeLessThan(after + 50);
  });

  it('goes on while Redis hangs, and is not set by an answer that took long', async () => {
    await eventually(() => clock.isKnown);
    const [began, then] = [performance.now(), clock.now()];
    await store.pause();
    // It is asked in the meantime.
    await delay(1_300);
    store.resume();
    await delay(100);
    expect(clock.isKnown).toBe(true);
    expect(Math.abs(clock.now() - then - (performance.now() - began))).toBeLessThan(100);
  });

  it('is not known when another Redis may be there, until that one was asked', async () => {
    await eventually(() => clock.isKnown);
    const known: boolean[] = [];
    redis.once('ready', () => known.push(clock.isKnown));
    await store.stop();
    await store.start();
    await eventually(() => known.length === 1);
    expect(known).toEqual([false]);
    await eventually(() => clock.isKnown);
  });
});
