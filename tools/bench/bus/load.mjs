/** Asks: the one client of a subject, with as many requests in flight as it is told. */
import { bus, namesOf, readEcho } from './echo.mjs';
import { Logger } from '@nestjs/common';
import { ClientProxyFactory, Transport } from '@nestjs/microservices';
import { Redis } from 'ioredis';
import { firstValueFrom } from 'rxjs';
import { generateKeys } from '../../keys.mjs';
import { obey, readSetUp } from '../orders.mjs';
import { percentile } from '../statistics.mjs';

/** @typedef {import('./echo.mjs').Echo} Echo */
/** @typedef {(body: Echo) => Promise<Echo>} Ask */

/** @type {import('./plan.mjs').SetUp} */
const setUp = readSetUp();
const { redisUrl } = setUp;
const { service, contract, requests, replies } = namesOf(setUp);
// With more replicas than one, Nest's client logs a line for every further answer: it is not its log that is measured.
Logger.overrideLogger(false);
const DIGEST = 'c0ffee00'.repeat(8);

/**
 * What raw and streams share: a number for each request, and a channel on which its reply comes.
 * @param {(redis: Redis, json: string) => Promise<unknown>} send
 * @returns {Promise<Ask>}
 */
async function askByHand(send) {
  const sender = new Redis(redisUrl, { enableAutoPipelining: true });
  const subscriber = new Redis(redisUrl);
  /** @type {Map<number, (body: Echo) => void>} */
  const waiting = new Map();
  let lastId = 0;
  subscriber.on('message', (_channel, json) => {
    const { id, body } = readEcho(json);
    waiting.get(id)?.(body);
    waiting.delete(id);
  });
  await subscriber.subscribe(replies);
  return (body) =>
    new Promise((resolve, reject) => {
      const id = ++lastId;
      waiting.set(id, resolve);
      send(sender, JSON.stringify({ id, body })).catch(reject);
    });
}

/** @returns {Promise<Ask>} */
async function askOurs() {
  const sealingKey = bus.readPublicSealingKey(generateKeys().SEALING_PUBLIC_KEY);
  const client = new bus.BusClient({ redisUrl, service, sealingKey });
  await client.connect();
  return (body) => client.call(contract, body);
}

/** @type {Record<import('./plan.mjs').Subject, () => Promise<Ask>>} */
const asking = {
  // Auto-pipelining writes what was sent in one turn at once: the fastest that ioredis offers.
  raw: () => askByHand((redis, json) => redis.publish(requests, json)),
  streams: () => askByHand((redis, json) => redis.xadd(requests, '*', 'm', json)),
  stock: async () => {
    const { hostname: host, port } = new URL(redisUrl);
    const client = ClientProxyFactory.create({
      transport: Transport.REDIS,
      options: { host, port: Number(port) },
    });
    await client.connect();
    return (body) => firstValueFrom(client.send(contract.pattern, body));
  },
  unnested: askOurs,
  ours: askOurs,
};

const ask = await asking[setUp.subject]();
let lastNumber = 0;

/** @type {(order: { inFlight: number, durationMs: number }) => Promise<import('../orders.mjs').Load>} */
async function load({ inFlight, durationMs }) {
  /** @type {number[]} */
  const latencies = [];
  const start = performance.now();
  const askUntilTheEnd = async () => {
    for (let now = performance.now(); now < start + durationMs;) {
      const number = ++lastNumber;
      const reply = await ask({ digest: DIGEST, number });
      if (reply.number !== number) throw new Error(`${setUp.subject} gave one request another's reply`);
      const after = performance.now();
      latencies.push(after - now);
      now = after;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, askUntilTheEnd));
  const elapsedMs = performance.now() - start;
  latencies.sort((a, b) => a - b);
  return {
    count: latencies.length,
    elapsedMs,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
  };
}

obey({ load });
