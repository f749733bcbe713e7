import { rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Cluster, type Node } from './cluster.js';
import { type Link } from './proxies.js';
import { type Random } from './random.js';

export interface Scene {
  readonly cluster: Cluster;
  readonly leaseMs: number;
}

/** One fault, from its beginning until it has been healed. */
export interface Fault {
  /** What it strikes: two faults never strike one thing at once. */
  readonly target: string;
  readonly detail: string;
  readonly strike: () => Promise<unknown>;
}

export interface FaultKind {
  readonly name: string;
  /** Chooses target and figures; null where this machine cannot do it. */
  readonly plan: (scene: Scene, random: Random) => Fault | null;
}

const HOUR_MS = 3_600_000;
const SHORTEST_MS = 500;

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

type App = Node['app'];
const anyOf = (app: App, { cluster }: Scene, random: Random): Node =>
  random.pick(app === 'auth' ? cluster.auths : cluster.resources);

/** It lasts from half a second to less than a lease, or else to well past one. */
const duration = ({ leaseMs }: Scene, random: Random): number =>
  random.chance(0.5)
    ? random.between(SHORTEST_MS, Math.max(leaseMs, SHORTEST_MS))
    : random.between(leaseMs + 300, leaseMs + 2_000);

const ofNode = (
  app: App,
  name: string,
  strike: (node: Node, scene: Scene, ms: number, random: Random) => Promise<unknown>,
  howLong = duration,
): FaultKind => ({
  name: `${name} ${app}`,
  plan: (scene, random) => {
    const node = anyOf(app, scene, random);
    const ms = howLong(scene, random);
    const own = random.fork();
    return {
      target: node.name,
      detail: `${node.name}, ${seconds(ms)}`,
      strike: () => strike(node, scene, ms, own),
    };
  },
});

const kill = (app: App): FaultKind =>
  ofNode(
    app,
    'kill -9',
    async (node, { cluster }, ms) => {
      await node.replica.kill();
      await delay(ms);
      await cluster.revive(node);
    },
    (_, random) => random.between(0, 1_500),
  );

const stop = (app: App): FaultKind =>
  ofNode(
    app,
    'SIGTERM',
    async (node, { cluster }) => {
      await node.replica.stop();
      await cluster.revive(node);
    },
    () => 0,
  );

const pauseFor = async (
  store: Cluster['redis' | 'postgres'] | Node['replica'],
  ms: number,
): Promise<void> => {
  await store.pause();
  await delay(ms);
  store.resume();
};

const pause = (app: App): FaultKind =>
  ofNode(
    app,
    'SIGSTOP within the lease',
    (node, _, ms) => pauseFor(node.replica, ms),
    (scene, random) => random.between(SHORTEST_MS, Math.max(scene.leaseMs - 200, SHORTEST_MS)),
  );
const longPause = (app: App): FaultKind =>
  ofNode(
    app,
    'SIGSTOP past the lease',
    (node, _, ms) => pauseFor(node.replica, ms),
    (scene, random) => random.between(scene.leaseMs + 300, scene.leaseMs + 3_000),
  );

type Wire = 'redis' | 'postgres';
const WIRES = { redis: 'Redis', postgres: 'PostgreSQL' } as const;

const cut = (app: App, wire: Wire): FaultKind =>
  ofNode(app, `${WIRES[wire]} cut off from`, async (node, _, ms) => {
    const link = node[wire];
    await link.become({ refuses: true });
    await link.reset();
    await delay(ms);
    await link.become({});
  });

/** A black hole, both ways or one; what was held arrives late, or is lost. */
const hold = (app: App, wire: Wire): FaultKind =>
  ofNode(app, `${WIRES[wire]} black-holed for`, async (node, _, ms, random) => {
    const link: Link = node[wire];
    const ways = random.pick(['both', 'requests', 'replies'] as const);
    await link.become({ holdsRequests: ways !== 'replies', holdsReplies: ways !== 'requests' });
    await delay(ms);
    if (random.chance(0.5)) await link.reset();
    await link.become({});
  });

const slow = (app: App, wire: Wire, delayMs: number): FaultKind => ({
  name: `${WIRES[wire]} slow by ${delayMs} ms for every ${app}`,
  plan: (scene, random) => {
    const ms = random.between(1_500, 3_000);
    const { auths, resources } = scene.cluster;
    const links = (app === 'auth' ? auths : resources).map((node) => node[wire]);
    const becomeAll = (condition: object): Promise<unknown> =>
      Promise.all(links.map((link) => link.become(condition)));
    const strike = async (): Promise<void> => {
      await becomeAll({ delayMs });
      await delay(ms);
      await becomeAll({});
    };
    return { target: `wires to ${wire} of ${app}`, detail: seconds(ms), strike };
  },
});

const ofStore = (
  target: Wire,
  name: string,
  strike: (cluster: Cluster, ms: number) => Promise<unknown>,
  howLong = duration,
): FaultKind => ({
  name,
  plan: (scene, random) => {
    const ms = howLong(scene, random);
    return { target, detail: seconds(ms), strike: () => strike(scene.cluster, ms) };
  },
});

const briefly = (_: Scene, random: Random): number => random.between(0, 1_500);
const atOnce = (): number => 0;

const stepOfProcess = (app: App): FaultKind => ({
  name: `wall clock stepped by an hour: ${app}`,
  plan: (scene, random) => {
    const node = anyOf(app, scene, random);
    const offset = random.pick([HOUR_MS, -HOUR_MS]);
    const ms = random.between(1_000, 3_000);
    const strike = async (): Promise<void> => {
      await node.clock.step(node.replica.pid, offset);
      await delay(ms);
      await node.clock.step(node.replica.pid, 0);
    };
    return {
      target: node.name,
      detail: `${node.name}, ${offset > 0 ? '+' : '−'}1 h, ${seconds(ms)}`,
      strike,
    };
  },
});

const stepOfRedis: FaultKind = {
  name: 'wall clock stepped by an hour: Redis',
  plan: ({ cluster: { redisClock } }, random) => {
    const offset = random.pick([HOUR_MS, -HOUR_MS]);
    const ms = random.between(1_000, 3_000);
    if (!redisClock) return null;
    const strike = async (): Promise<void> => {
      await redisClock.step(offset);
      await delay(ms);
      await redisClock.step(0);
    };
    return { target: 'redis', detail: `${offset > 0 ? '+' : '−'}1 h, ${seconds(ms)}`, strike };
  },
};

/** Everything that may happen to Latchkey and its stores. */
export const FAULT_KINDS: readonly FaultKind[] = [
  kill('auth'),
  kill('resource'),
  stop('auth'),
  stop('resource'),
  pause('auth'),
  pause('resource'),
  longPause('auth'),
  longPause('resource'),
  cut('resource', 'redis'),
  cut('auth', 'redis'),
  cut('auth', 'postgres'),
  hold('resource', 'redis'),
  hold('auth', 'redis'),
  hold('auth', 'postgres'),
  slow('auth', 'postgres', 200),
  slow('resource', 'redis', 60),
  stepOfProcess('auth'),
  stepOfProcess('resource'),
  stepOfRedis,
  ofStore(
    'redis',
    'Redis killed, its data kept',
    async ({ redis }, ms) => {
      await redis.stop('crash');
      await delay(ms);
      await redis.start();
    },
    briefly,
  ),
  ofStore(
    'redis',
    'Redis killed, its data lost',
    async ({ redis }, ms) => {
      await redis.stop('crash');
      await rm(path.join(redis.dir, 'appendonlydir'), { recursive: true, force: true });
      await delay(ms);
      await redis.start();
    },
    briefly,
  ),
  ofStore('redis', 'FLUSHALL', ({ admin }) => admin.flushall(), atOnce),
  ofStore(
    'redis',
    'CLIENT KILL TYPE pubsub',
    ({ admin }) => admin.call('CLIENT', 'KILL', 'TYPE', 'pubsub'),
    atOnce,
  ),
  ofStore('redis', 'SIGSTOP Redis', ({ redis }, ms) => pauseFor(redis, ms)),
  ofStore('postgres', 'SIGSTOP PostgreSQL', ({ postgres }, ms) => pauseFor(postgres, ms)),
  ofStore(
    'postgres',
    'PostgreSQL stopped at once',
    async ({ postgres }, ms) => {
      await postgres.stop('immediate');
      await delay(ms);
      await postgres.start();
    },
    briefly,
  ),
];
