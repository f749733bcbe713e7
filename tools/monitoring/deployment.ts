import {
  eventually,
  http,
  type Latchkey,
  type PrivatePostgres,
  type PrivateRedis,
  startLatchkey,
  startPrivatePostgres,
  startPrivateRedis,
} from '@latchkey/testing';
import { apitk, generateToken } from '@latchkey/token-format';
import { Redis } from 'ioredis';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { CanaryProcess, credentialFor } from './canary-process.js';
import { Prometheus, type Targets } from './prometheus.js';

const ENV = { UNKNOWN_TOKENS_PER_MINUTE: '1000000', LEASE_SECONDS: '2', WEBHOOKS_ALLOW_PRIVATE: 'true' };
const EVERY_MS = 100;

export interface ApiKey {
  readonly id: string;
  readonly key: string;
}

/** A Latchkey under a little load, its canary, and a Prometheus that watches them: everything of the test's own. */
export class Deployment {
  readonly canaries: CanaryProcess[] = [];
  private readonly timer: NodeJS.Timeout;

  private constructor(
    readonly latchkey: Latchkey,
    readonly postgres: PrivatePostgres,
    readonly redisServer: PrivateRedis,
    readonly redis: Redis,
    readonly credential: string,
    /** Of an operator who may do everything. */
    private readonly session: string,
    known: string,
    private watching: Prometheus | null,
  ) {
    redis.on('error', () => undefined);
    this.timer = setInterval(() => {
      for (const token of [known, generateToken(apitk)]) this.use(token);
    }, EVERY_MS);
  }

  static async start(): Promise<Deployment> {
    const [postgres, redis] = await Promise.all([startPrivatePostgres(), startPrivateRedis()]);
    const latchkey = await startLatchkey({ postgres, redis, authReplicas: 2, resourceReplicas: 2, env: ENV });
    const api = http(String(latchkey.resources[0]?.url));
    const login = await api.request<{ data: { access_token: string } }>('POST', '/api/auth/login', {
      body: latchkey.operator,
    });
    const session = login.json.data.access_token;
    const issued = await api.request<{ data: ApiKey }>('POST', '/api/api-keys', {
      token: session,
      body: { name: 'Load', rate_limits: [] },
    });
    const deployment = new Deployment(
      latchkey,
      postgres,
      redis,
      new Redis(redis.url),
      await credentialFor(latchkey),
      session,
      issued.json.data.key,
      null,
    );
    await deployment.addCanary();
    deployment.watching = await Prometheus.start(deployment.targets);
    return deployment;
  }

  get prometheus(): Prometheus {
    if (!this.watching) throw new Error('Nobody watches yet.');
    return this.watching;
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.watching?.stop();
    await Promise.all(this.canaries.map((canary) => canary.kill()));
    this.redis.disconnect();
    await this.latchkey.stop();
    await Promise.all([this.postgres.stop(), this.redisServer.stop()]);
  }

  /** As an operator. Whatever comes of it: some things are asked while nothing works. */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- as of `http`
  manage<Body>(method: string, path: string, body?: object): Promise<{ status: number; json: Body }> {
    const options = { token: this.session, ...(body && { body }) };
    return http(String(this.latchkey.resources[0]?.url)).request<Body>(method, `/api${path}`, options);
  }

  async issue(body: object): Promise<ApiKey> {
    // What was broken before may have to come back first.
    return eventually(
      async () => {
        const answer = await this.manage<{ data: ApiKey }>('POST', '/api-keys', { rate_limits: [], ...body });
        return answer.status === 201 && answer.json.data;
      },
      { withinMs: 20_000 },
    );
  }

  /** Asks every resource, and waits for nobody. */
  use(token: string, path = '/api/token/self'): void {
    for (const { url } of this.latchkey.resources) {
      http(url)
        .request('GET', path, { token })
        .catch(() => undefined);
    }
  }

  /** Holds locks until it is told not to. As the superuser, whom no time-out ends. */
  async hold(app: 'auth' | 'resource', ...statements: string[]): Promise<() => Promise<void>> {
    const client = new pg.Client(this.latchkey.superuserUrls[app]);
    await client.connect();
    for (const statement of ['BEGIN', ...statements]) await client.query(statement);
    return () => client.end();
  }

  async addCanary(
    choice: { readonly urls?: readonly string[]; readonly port?: number } = {},
  ): Promise<CanaryProcess> {
    const canary = await CanaryProcess.start(this.latchkey, { credential: this.credential, ...choice });
    this.canaries.push(canary);
    await this.watching?.watch(this.targets);
    return canary;
  }

  /** Kills it and starts another in its place, which is there for long enough to be read. */
  async restart(canary: CanaryProcess | undefined): Promise<void> {
    const { url } = canary ?? {};
    const at = this.canaries.findIndex((other) => other.url === url);
    await this.canaries[at]?.kill();
    const port = Number(new URL(String(url)).port);
    this.canaries[at] = await CanaryProcess.start(this.latchkey, { credential: this.credential, port });
    await delay(2_000);
  }

  /** Kills every canary, and nobody expects one any more. */
  async removeCanaries(): Promise<void> {
    await Promise.all(this.canaries.splice(0).map((canary) => canary.kill()));
    await this.prometheus.watch(this.targets);
  }

  get targets(): Targets {
    const urls = (of: readonly { metricsUrl: string }[]): string[] => of.map(({ metricsUrl }) => metricsUrl);
    return {
      'latchkey-auth': urls(this.latchkey.auths),
      'latchkey-resource': urls(this.latchkey.resources),
      'latchkey-canary': urls(this.canaries),
    };
  }
}
