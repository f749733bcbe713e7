import {
  type Latchkey,
  type PrivatePostgres,
  type PrivateRedis,
  type Replica,
  startLatchkey,
  startPrivatePostgres,
  startPrivateRedis,
} from '@latchkey/testing';
import { Redis } from 'ioredis';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ProcessClock, RedisClock } from './clocks.js';
import { type Link, Proxies } from './proxies.js';

const SHIM = pathToFileURL(path.join(import.meta.dirname, 'stepped-clock.mjs')).href;
const RESTART_ATTEMPTS = 10;

/** One replica, through all its lives: a process, and its wires to both stores. */
export interface Node {
  readonly name: string;
  readonly app: 'auth' | 'resource';
  replica: Replica;
  /** Grows with every start: what an earlier life had in its memory is gone. */
  life: number;
  readonly redis: Link;
  readonly postgres: Link;
  readonly clock: ProcessClock;
}

export interface ClusterOptions {
  readonly leaseSeconds: number;
  /** Of each app. */
  readonly replicas?: number;
  /** What is run instead of dist. */
  readonly dist?: string;
  readonly folder: string;
}

/** Replicas of both apps, on stores of their own, with every connection over a wire that can be cut. */
export class Cluster {
  readonly nodes: Node[] = [];
  /** Straight to Redis. */
  readonly admin: Redis;

  private constructor(
    readonly latchkey: Latchkey,
    readonly redis: PrivateRedis,
    readonly postgres: PrivatePostgres,
    /** Null where there is no C compiler. */
    readonly redisClock: RedisClock | null,
    private readonly proxies: Proxies,
    private readonly folder: string,
  ) {
    this.admin = new Redis(redis.url, { retryStrategy: () => 50, maxRetriesPerRequest: null });
    this.admin.on('error', () => undefined);
  }

  static async start({ leaseSeconds, replicas = 3, dist, folder }: ClusterOptions): Promise<Cluster> {
    const redisClock = await RedisClock.make(folder);
    const [proxies, redis, postgres] = await Promise.all([
      Proxies.start(),
      startPrivateRedis({ durable: true, recorded: false, env: redisClock?.env ?? {} }),
      // A million decisions are too many statements to write down.
      startPrivatePostgres({ log_statement: 'none' }),
    ]);
    const latchkey = await startLatchkey({
      redis,
      postgres,
      authReplicas: 0,
      resourceReplicas: 0,
      env: { LEASE_SECONDS: String(leaseSeconds), LOG_LEVEL: 'warn' },
      ...(dist !== undefined && { dist }),
    });
    const cluster = new Cluster(latchkey, redis, postgres, redisClock, proxies, folder);
    const names = ['auth', 'resource'].flatMap((app) =>
      Array.from({ length: replicas }, (_, index) => `${app}-${index + 1}`),
    );
    await Promise.all(names.map((name) => cluster.addNode(name)));
    cluster.nodes.sort((a, b) => a.name.localeCompare(b.name));
    return cluster;
  }

  get auths(): Node[] {
    return this.nodes.filter(({ app }) => app === 'auth');
  }

  get resources(): Node[] {
    return this.nodes.filter(({ app }) => app === 'resource');
  }

  /** Another process in its place; until it is ready the node has its dead one. */
  async revive(node: Node): Promise<void> {
    await node.clock.step(node.replica.pid, 0, { isDead: true });
    node.replica = await this.spawn(node);
    node.life++;
  }

  async stop(): Promise<void> {
    this.admin.disconnect();
    await this.latchkey.stop();
    await Promise.all([this.redis.stop('crash'), this.postgres.stop(), this.proxies.close()]);
  }

  private async addNode(name: string): Promise<void> {
    const app = name.startsWith('auth') ? 'auth' : 'resource';
    const [redis, postgres] = await Promise.all([
      this.proxies.link(this.redis.port),
      this.proxies.link(this.postgres.port),
    ]);
    const clock = new ProcessClock(path.join(this.folder, `${name}.clock`));
    const node = { name, app, life: 1, redis, postgres, clock } as const;
    const replica = await this.spawn(node);
    this.nodes.push({ ...node, life: 1, replica });
  }

  /** A store may be away just now, and then a process does not start. */
  private async spawn({ app, redis, postgres, clock }: Omit<Node, 'replica'>): Promise<Replica> {
    const { latchkey } = this;
    const through = (url: string, { port }: Link): string => {
      const address = new URL(url);
      address.port = String(port);
      return address.href;
    };
    const variable = app === 'auth' ? 'AUTH_DATABASE_URL' : 'RESOURCE_DATABASE_URL';
    const env = {
      REDIS_URL: through(latchkey.redisUrl, redis),
      [variable]: through(String(latchkey.env[app][variable]), postgres),
      NODE_OPTIONS: `--import ${SHIM}`,
      CLOCK_OFFSET_FILE: clock.file,
    };
    for (let attempt = 1; ; attempt++) {
      try {
        return await (app === 'auth' ? latchkey.addAuth(env) : latchkey.addResource(env));
      } catch (error) {
        if (attempt === RESTART_ATTEMPTS) throw error;
      }
    }
  }
}
