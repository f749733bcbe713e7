import { type AppName, environmentOf } from '../../../tools/dev/app-environment.mjs';
import { generateKeys } from '../../../tools/keys.mjs';
import { type TestDatabase } from './database.js';
import { createMigratedDatabase } from './migrated-database.js';
import { type PrivatePostgres } from './private-postgres.js';
import { type PrivateStore } from './private-store.js';
import { Replica } from './replica.js';
import { testRedisUrl } from './shared-stores.js';
import { testPassword } from './test-password.mjs';
import {
  firstWorkspace,
  makeFirstWorkspace,
  makeWorkspace,
  type Operator,
  type Workspace,
} from './workspaces.js';

export interface LatchkeyOptions {
  readonly authReplicas?: number;
  readonly resourceReplicas?: number;
  /** Stores of the test's own, which it can stop; by default the shared ones. */
  readonly postgres?: PrivatePostgres;
  readonly redis?: PrivateStore;
  /** Its address, where each app has a user of its own. */
  readonly redisUrls?: Readonly<Record<AppName, string>>;
  /** Further variables of every process. */
  readonly env?: Readonly<Record<string, string>>;
  /** What is run instead of dist: a copy with a planted bug. */
  readonly dist?: string;
}

/** A whole Latchkey of real processes, with databases and keys of its own. */
export class Latchkey {
  readonly auths: Replica[] = [];
  readonly resources: Replica[] = [];
  private constructor(
    readonly redisUrl: string,
    /** What a process of each app is started with, but for its port. */
    readonly env: Readonly<Record<AppName, Readonly<Record<string, string>>>>,
    private readonly databases: Readonly<Record<AppName, TestDatabase>>,
    readonly workspace: Workspace,
    private readonly dist: string | undefined,
  ) {}

  static async start(options: LatchkeyOptions): Promise<Latchkey> {
    const superuserUrl = options.postgres?.superuserUrl;
    const [auth, resource] = await Promise.all([
      createMigratedDatabase('auth', superuserUrl, makeFirstWorkspace),
      createMigratedDatabase('resource', superuserUrl),
    ]);
    const redisUrl = options.redis?.url ?? testRedisUrl();
    const variables = {
      ...generateKeys(),
      BIND_ADDRESS: '127.0.0.1',
      AUTH_DATABASE_URL: auth.url,
      RESOURCE_DATABASE_URL: resource.url,
      // For an app that a test runs in its own process; a replica gets one that the test knows.
      METRICS_PORT: '0',
      // Nobody who sends them requests has to see first that they are not ready.
      SHUTDOWN_GRACE_SECONDS: '0',
    };
    const environment = (app: AppName): Record<string, string> => ({
      ...environmentOf(app, { ...variables, REDIS_URL: options.redisUrls?.[app] ?? redisUrl }),
      ...options.env,
    });
    const env = { auth: environment('auth'), resource: environment('resource') };
    const workspace = await firstWorkspace(auth.superuserUrl);
    const latchkey = new Latchkey(redisUrl, env, { auth, resource }, workspace, options.dist);
    await latchkey.fill(options.authReplicas ?? 1, options.resourceReplicas ?? 1);
    return latchkey;
  }

  /** All at once, for each takes a second or two; what did start is stopped when something did not. */
  private async fill(auths: number, resources: number): Promise<void> {
    const times = <Made>(count: number, make: () => Promise<Made>): Promise<Made>[] =>
      Array.from({ length: count }, make);
    const results = await Promise.allSettled([
      ...times(auths, () => this.addAuth()),
      ...times(resources, () => this.addResource()),
    ]);
    const failed = results.find((result) => result.status === 'rejected');
    if (!failed) return;
    await Promise.all(this.replicas.map((replica) => replica.kill()));
    throw failed.reason;
  }

  get operator(): Operator {
    return this.workspace.operator;
  }

  /** Of each app's database, as the superuser, who sees the rows of every workspace. */
  get superuserUrls(): Readonly<Record<AppName, string>> {
    const { auth, resource } = this.databases;
    return { auth: auth.superuserUrl, resource: resource.superuserUrl };
  }

  /** Starts one more, with further variables of its own, or of another dist; resolves when it is ready. */
  async addAuth(env: Readonly<Record<string, string>> = {}, dist = this.dist): Promise<Replica> {
    const replica = await Replica.start('auth', { ...this.env.auth, ...env }, dist);
    this.auths.push(replica);
    return replica;
  }

  async addResource(env: Readonly<Record<string, string>> = {}, dist = this.dist): Promise<Replica> {
    const replica = await Replica.start('resource', { ...this.env.resource, ...env }, dist);
    this.resources.push(replica);
    return replica;
  }

  addWorkspace(slug: string): Promise<Workspace> {
    return makeWorkspace(this.databases.auth.url, slug, testPassword());
  }

  /** Stops everything. Fails the test when a process had died by itself, or lost an error. */
  async stop(): Promise<void> {
    const before = await this.misbehaviours();
    const stopped = [];
    for (const replicas of [this.resources, this.auths]) {
      stopped.push(...(await Promise.allSettled(replicas.map((replica) => replica.stop()))));
    }
    const stubborn = stopped.flatMap((result) =>
      result.status === 'rejected' ? [String(result.reason)] : [],
    );
    // Some things only go wrong on the way out.
    const problems = new Set([...before, ...stubborn, ...(await this.misbehaviours())]);
    await Promise.all(Object.values(this.databases).map((database) => database.drop()));
    if (problems.size > 0) throw new Error([...problems].join('\n'));
  }

  private get replicas(): Replica[] {
    return [...this.resources, ...this.auths];
  }

  private async misbehaviours(): Promise<string[]> {
    const found = await Promise.all(this.replicas.map((replica) => replica.misbehaviour()));
    return found.filter((problem) => problem !== null);
  }
}

/** Starts real processes from dist against fresh, migrated databases, with one workspace; ready when it resolves. */
export const startLatchkey = (options: LatchkeyOptions = {}): Promise<Latchkey> => Latchkey.start(options);
