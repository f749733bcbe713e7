import { atScale, type Replica } from '@latchkey/testing';
import { Redis } from 'ioredis';
import { Balancer } from './balancer.js';
import { MixedLoad } from './mixed-load.js';
import { type PrivateLatchkey, startPrivateLatchkey } from './private-latchkey.js';

const REPLICAS = atScale({ test: 2, verify: 3 });
const ROUNDS = atScale({ test: 1, verify: 4 });
/** A balancer that asks five times in it has seen by then that a process is not ready. */
const GRACE_SECONDS = atScale({ test: 1, verify: 2 });
const POLL_MS = 150;
/** Of one worker; in the short run the machine has other suites to run. */
const PAUSE_MS = atScale({ test: 20, verify: 5 });
const LONGEST_EXIT_MS = 10_000;
const STREAMS = ['questions', 'commands'].map((kind) => `latchkey:bus:{auth}:${kind}`);

interface Exit {
  readonly code: number | null;
  /** From SIGTERM. */
  readonly ms: number;
}

/** P10: processes are replaced at noon, and nobody notices. */
describe('a rolling restart', () => {
  let own: PrivateLatchkey;
  let balancer: Balancer;
  let redis: Redis;
  beforeAll(async () => {
    own = await startPrivateLatchkey({
      authReplicas: REPLICAS,
      resourceReplicas: REPLICAS,
      env: { SHUTDOWN_GRACE_SECONDS: String(GRACE_SECONDS) },
    });
    redis = new Redis(own.redis.url);
    balancer = await Balancer.start({ pollMs: POLL_MS });
    for (const { url } of own.latchkey.resources) await balancer.add(url);
  }, 60_000);
  afterAll(async () => {
    balancer.stop();
    redis.disconnect();
    await own.stop();
  });

  async function stopInOrder(replica: Replica): Promise<Exit> {
    const began = performance.now();
    await replica.stop();
    balancer.remove(replica.url);
    return { code: replica.exitCode, ms: performance.now() - began };
  }

  /** One of each app at a time, as a deployment of each does it by itself. */
  async function replaceAll(resources: readonly Replica[], auths: readonly Replica[]): Promise<Exit[]> {
    const { latchkey } = own;
    const exits: Exit[] = [];
    const replaceResources = async (): Promise<void> => {
      for (const replica of resources) {
        exits.push(await stopInOrder(replica));
        const { url } = await latchkey.addResource();
        await balancer.add(url);
      }
    };
    const replaceAuths = async (): Promise<void> => {
      for (const replica of auths) {
        exits.push(await stopInOrder(replica));
        await latchkey.addAuth();
      }
    };
    await Promise.all([replaceResources(), replaceAuths()]);
    return exits;
  }

  const pending = async (): Promise<number> => {
    const counts = await Promise.all(STREAMS.map((stream) => redis.xpending(stream, 'replicas')));
    return counts.reduce((sum, [count]) => sum + Number(count), 0);
  };

  it(
    'of every process under load fails no request, ends each within 10 s, and leaves no message',
    async () => {
      const { latchkey } = own;
      const load = await MixedLoad.begin(balancer.url, latchkey.operator, { pauseMs: PAUSE_MS });
      const exits: Exit[] = [];
      try {
        for (let round = 0; round < ROUNDS; round++) {
          exits.push(
            ...(await replaceAll(latchkey.resources.slice(-REPLICAS), latchkey.auths.slice(-REPLICAS))),
          );
        }
      } finally {
        await load.stop();
      }

      expect(load.failures).toEqual([]);
      expect([...load.answered.keys()].sort()).toEqual(
        ['change', 'cold token', 'create', 'issue', 'known token', 'new connection', 'session'].sort(),
      );
      expect(load.count).toBeGreaterThan(atScale({ test: 300, verify: 5_000 }));
      expect(exits.map(({ code }) => code)).toEqual(Array(2 * REPLICAS * ROUNDS).fill(0));
      expect(Math.max(...exits.map(({ ms }) => ms))).toBeLessThan(LONGEST_EXIT_MS);
      expect(await pending()).toBe(0);
    },
    atScale({ test: 60_000, verify: 300_000 }),
  );
});
