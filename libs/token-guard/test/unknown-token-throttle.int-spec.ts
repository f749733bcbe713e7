import { BusClient, readPublicSealingKey } from '@latchkey/bus';
import { type PrivateStore, startPrivateRedis } from '@latchkey/testing';
import { Logger } from '@nestjs/common';
import { Redis } from 'ioredis';
import { generateKeys } from '../../../tools/keys.mjs';
import { UnknownTokenThrottle } from '../src/throttle/unknown-token-throttle.js';

const MOST = 20;
const CLIENT = '203.0.113.7';

let redis: PrivateStore;
let buses: BusClient[];
let one: UnknownTokenThrottle;
let other: UnknownTokenThrottle;

beforeAll(async () => {
  Logger.overrideLogger(false);
  redis = await startPrivateRedis();
});
afterAll(() => redis.stop());

beforeEach(async () => {
  const sealingKey = readPublicSealingKey(generateKeys().SEALING_PUBLIC_KEY);
  buses = [1, 2].map(() => new BusClient({ redisUrl: redis.url, service: 'auth', sealingKey }));
  await Promise.all(buses.map((bus) => bus.connect()));
  [one, other] = buses.map((bus) => new UnknownTokenThrottle(bus, MOST)) as [
    UnknownTokenThrottle,
    UnknownTokenThrottle,
  ];
});
afterEach(async () => {
  for (const bus of buses) bus.close();
  const connection = new Redis(redis.url);
  await connection.flushall();
  connection.disconnect();
});

/** How many of so many unknown tokens were no reason yet to refuse the client. */
async function tolerated(throttle: UnknownTokenThrottle, address: string, tries: number): Promise<number> {
  const seconds = await Promise.all(Array.from({ length: tries }, () => throttle.count({ ip: address })));
  return seconds.filter((wait) => wait === 0).length;
}

describe('unknown tokens of one client', () => {
  it('are tolerated so many times a minute, over all replicas, and then it waits', async () => {
    const counts = await Promise.all([tolerated(one, CLIENT, 30), tolerated(other, CLIENT, 30)]);
    expect(counts[0] + counts[1]).toBe(MOST);
    expect(one.secondsFor({ ip: CLIENT })).toBeGreaterThan(0);
    expect(one.secondsFor({ ip: CLIENT })).toBeLessThanOrEqual(60);
    expect(await other.count({ ip: CLIENT })).toBeGreaterThan(0);
  });

  it('harm no other client', async () => {
    await tolerated(one, CLIENT, MOST + 1);
    expect(one.secondsFor({ ip: '203.0.113.8' })).toBe(0);
    expect(await one.count({ ip: '203.0.113.8' })).toBe(0);
  });

  it('count together, whichever address of an IPv6 network they come from', async () => {
    const addresses = Array.from({ length: MOST + 5 }, (_, nth) => `2001:db8:1:2::${nth + 1}`);
    const seconds = await Promise.all(addresses.map((address) => one.count({ ip: address })));
    expect(seconds.filter((wait) => wait === 0)).toHaveLength(MOST);
    expect(one.secondsFor({ ip: '2001:db8:1:2:ffff::1' })).toBeGreaterThan(0);
    expect(one.secondsFor({ ip: '2001:db8:1:3::1' })).toBe(0);
  });

  it('are refused here from then on, without a word to Redis', async () => {
    await tolerated(one, CLIENT, MOST + 1);
    await redis.pause();
    expect(one.secondsFor({ ip: CLIENT })).toBeGreaterThan(0);
    redis.resume();
  });

  it('are counted by each replica alone while there is no Redis: nobody gets through for free', async () => {
    await redis.stop('crash');
    expect(await tolerated(one, CLIENT, MOST + 10)).toBe(MOST);
    expect(one.secondsFor({ ip: CLIENT })).toBeGreaterThan(0);
    await redis.start();
  });
});

it('a flood from everywhere keeps no more than a bounded list', async () => {
  const throttle = new UnknownTokenThrottle(buses[0] as BusClient, 1);
  for (let block = 0; block < 12; block++) {
    await Promise.all(
      Array.from({ length: 1_000 }, async (_, nth) => {
        const address = `10.${block}.${Math.floor(nth / 250)}.${nth % 250}`;
        await throttle.count({ ip: address });
        await throttle.count({ ip: address });
      }),
    );
  }
  expect(throttle.refusedClients).toBe(10_000);
}, 120_000);
