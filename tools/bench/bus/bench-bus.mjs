import { Redis } from 'ioredis';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startRedis } from '../../stores/redis.mjs';
import { startPart } from '../part.mjs';
import { reportOn } from './report.mjs';

/** @typedef {import('./plan.mjs').Cell} Cell */
/** @typedef {import('./plan.mjs').Plan} Plan */

/**
 * Of one cell in one round.
 * @typedef {object} Sample
 * @property {number} perSecond
 * @property {number} p50 Milliseconds.
 * @property {number} p99
 * @property {{ client: number, replicas: number, redis: number }} cpu Microseconds a request.
 */

/** @typedef {{ cell: Cell, samples: Sample[] }} Measured */

/** @typedef {{ client: import('../part.mjs').Part, replicas: import('../part.mjs').Part[] }} Cast */

/** @typedef {{ say: (line: string) => void, profileFolder: string | null, signal: AbortSignal }} Circumstances */

const WARM_UP = { inFlight: 64, durationMs: 1_000 };
/** Beyond its duration: for what was in flight at its end. */
const LATE_MS = 15_000;
const CPU_LIMIT_MS = 10_000;

/**
 * Measures every cell of the plan once a round, so that whatever else the machine does hits all alike.
 * @param {Plan} plan
 * @param {Circumstances} circumstances
 */
export async function benchBus(plan, circumstances) {
  const { say, signal } = circumstances;
  const folder = await mkdtemp(path.join(tmpdir(), 'latchkey-bench-'));
  /** @type {(() => unknown)[]} */
  const ends = [() => rm(folder, { recursive: true, force: true })];
  try {
    const redis = await startRedis({
      dir: path.join(folder, 'redis'),
      logFile: path.join(folder, 'redis.log'),
      durable: false,
      say,
    });
    ends.push(redis.stop);
    const observer = new Redis(redis.url);
    ends.push(() => {
      observer.disconnect();
    });

    /** @type {Map<string, Cast>} */
    const casts = new Map();
    for (const { subject, replicas } of plan.cells) {
      const name = `${subject}-${replicas}`;
      if (casts.has(name)) continue;
      const parts = await startCast({ redisUrl: redis.url, subject, replicas }, circumstances, ends);
      casts.set(name, parts);
      await parts.client.ask({ do: 'load', ...WARM_UP }, WARM_UP.durationMs + LATE_MS);
    }

    /** @type {Measured[]} */
    const measured = plan.cells.map((cell) => ({ cell, samples: [] }));
    for (let round = 1; round <= plan.rounds; round++) {
      say(`Round ${round} of ${plan.rounds}, ${Math.round((plan.cells.length * plan.roundMs) / 1_000)} s …`);
      // There and back, so that nobody always comes after the same neighbour.
      for (const { cell, samples } of round % 2 ? measured : measured.toReversed()) {
        const cast = /** @type {Cast} */ (casts.get(`${cell.subject}-${cell.replicas}`));
        samples.push(await measure(cast, observer, { inFlight: cell.inFlight, durationMs: plan.roundMs }));
        signal.throwIfAborted();
      }
    }
    for (const line of reportOn(measured, plan)) say(line);
  } finally {
    for (const end of ends.reverse()) await end();
  }
}

/**
 * @param {import('./plan.mjs').SetUp} setUp
 * @param {Circumstances} circumstances
 * @param {(() => unknown)[]} ends
 * @returns {Promise<Cast>}
 */
async function startCast(setUp, { profileFolder, signal }, ends) {
  /** @param {'load' | 'replica'} program @param {number} [number] */
  const start = async (program, number) => {
    const part = await startPart({
      name: `${setUp.subject}-${program}-${number ? `${number}-of` : 'for'}-${setUp.replicas}`,
      program: path.join(import.meta.dirname, `${program}.mjs`),
      setUp,
      profileFolder,
      signal,
    });
    ends.push(part.stop);
    return part;
  };
  const replicas = [];
  for (let number = 1; number <= setUp.replicas; number++) replicas.push(await start('replica', number));
  return { client: await start('load'), replicas };
}

/**
 * @param {Cast} cast
 * @param {Redis} observer
 * @param {{ inFlight: number, durationMs: number }} load
 * @returns {Promise<Sample>}
 */
async function measure({ client, replicas }, observer, load) {
  const before = await cpuOf(client, replicas, observer);
  const result = await client.ask({ do: 'load', ...load }, load.durationMs + LATE_MS);
  const after = await cpuOf(client, replicas, observer);
  const { count, elapsedMs, p50, p99 } = /** @type {import('../orders.mjs').Load} */ (result);
  return {
    perSecond: (count / elapsedMs) * 1_000,
    p50,
    p99,
    cpu: {
      client: (after.client - before.client) / count,
      replicas: (after.replicas - before.replicas) / count,
      redis: (after.redis - before.redis) / count,
    },
  };
}

/**
 * Microseconds so far.
 * @param {import('../part.mjs').Part} client
 * @param {import('../part.mjs').Part[]} replicas
 * @param {Redis} observer
 */
async function cpuOf(client, replicas, observer) {
  /** @param {import('../part.mjs').Part} part */
  const used = async (part) => Number(await part.ask({ do: 'cpu' }, CPU_LIMIT_MS));
  const all = await Promise.all(replicas.map(used));
  const info = await observer.info('cpu');
  const [, system] = /^used_cpu_sys:(.+)$/m.exec(info) ?? [];
  const [, user] = /^used_cpu_user:(.+)$/m.exec(info) ?? [];
  return {
    client: await used(client),
    replicas: all.reduce((sum, one) => sum + one, 0),
    redis: (Number(system) + Number(user)) * 1e6,
  };
}
