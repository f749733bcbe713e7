import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { compiled } from '../dist.mjs';

/** @typedef {import('./theatre.mjs').Theatre} Theatre */

const IN_FLIGHT = 32;
const TOKENS = 32;
const MANY = 100;
const SECOND = 1_000_000;

/**
 * Permits a second that one guard gets of one Redis, a round each.
 * @typedef {object} Permits
 * @property {number[]} single One a question: what a limit that is nearly used costs.
 * @property {number[]} many A hundred a question: what a hot token takes.
 * @property {number[]} reference `INCR` of a key, as many in flight: what Redis and its client do at best.
 */

/**
 * @param {Theatre} theatre
 * @param {{ rounds: number, roundMs: number }} times
 * @returns {Promise<Permits>}
 */
export async function measurePermits({ stage }, { rounds, roundMs }) {
  /** @type {typeof import('../../../libs/token-guard/src/limits/counters.js')} */
  const { Counters } = await compiled('libs/token-guard/src/limits/counters.js');
  stage.say('Taking permits …');
  const counters = new Counters(stage.redis.url, { log() {}, warn() {}, error() {} });
  const redis = new Redis(stage.redis.url);
  const ids = Array.from({ length: TOKENS }, () => randomUUID());
  /** @param {number} permits @param {number} nth */
  const take = async (permits, nth) => {
    const { granted } = await counters.take({
      tokenId: ids[nth % TOKENS] ?? '',
      // More than can be taken: what is measured is granting.
      windows: ['1m', '1h'].map((name) => ({ name, limit: 1_000_000_000, span: 60 * SECOND, grain: SECOND })),
      quota: null,
      life: SECOND / 4,
      need: 1,
      want: permits,
      settled: [],
      poolBack: 0,
      peers: [],
    });
    if (granted === 0) throw new Error('No permit was granted.');
    return granted;
  };
  try {
    while (!counters.isReady) await new Promise((resolve) => setTimeout(resolve, 10));
    /** @type {Permits} */
    const permits = { single: [], many: [], reference: [] };
    for (let round = 0; round <= rounds; round++) {
      const single = await perSecond(roundMs, (nth) => take(1, nth));
      const many = await perSecond(roundMs, (nth) => take(MANY, nth));
      const reference = await perSecond(roundMs, async (nth) => {
        await redis.incr(`bench:${nth % TOKENS}`);
        return 1;
      });
      // The first round is for the compiler.
      if (round === 0) continue;
      permits.single.push(single);
      permits.many.push(many);
      permits.reference.push(reference);
      stage.signal.throwIfAborted();
    }
    return permits;
  } finally {
    counters.close();
    redis.disconnect();
  }
}

/**
 * @param {number} durationMs
 * @param {(nth: number) => Promise<number>} work
 */
async function perSecond(durationMs, work) {
  const start = performance.now();
  let done = 0;
  let nth = 0;
  await Promise.all(
    Array.from({ length: IN_FLIGHT }, async () => {
      while (performance.now() - start < durationMs) done += await work(nth++);
    }),
  );
  return (done / (performance.now() - start)) * 1_000;
}
