import { atScale, eventually, http, Replica } from '@latchkey/testing';
import { Redis } from 'ioredis';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { runAppCommand } from '../../../tools/dev/app-command.mjs';
import { type PrivateLatchkey, startPrivateLatchkey } from './private-latchkey.js';

const ABSENT_MS = atScale({ test: 1_500, verify: 60_000 });
/** P10: serving this soon after the store's arrival. */
const COMES_UP_WITHIN_MS = 2_000;
/** Of a process, beside whatever else this machine does. */
const STARTS_WITHIN_MS = 30_000;
const UNMIGRATED = 'lacks migrations of this version: npm run migrate';
type App = 'auth' | 'resource';
type Store = 'postgres' | 'redis';

const ABSENT: readonly (readonly Store[])[] = [
  ['postgres', 'redis'],
  ...atScale<readonly Store[][]>({ test: [], verify: [['postgres'], ['redis']] }),
];
const NAMES: Readonly<Record<Store, string>> = { postgres: 'postgresql', redis: 'redis' };

/** Processes and stores are started by whoever starts them first; nothing waits outside for anything. */
describe('a process that starts', () => {
  let own: PrivateLatchkey;
  let begun: Replica[] = [];
  beforeAll(async () => {
    own = await startPrivateLatchkey({ authReplicas: 0, resourceReplicas: 0, env: { LEASE_SECONDS: '1' } });
  }, 60_000);
  afterEach(async () => {
    await Promise.all(begun.map((replica) => replica.stop()));
    const found = await Promise.all(begun.map((replica) => replica.misbehaviour()));
    begun = [];
    await Promise.all([own.postgres.start(), own.redis.start()]);
    expect(found.filter((problem) => problem !== null)).toEqual([]);
  });
  afterAll(() => own.stop());

  async function begin(app: App, env: Readonly<Record<string, string>> = {}): Promise<Replica> {
    const replica = await Replica.begin(app, { ...own.latchkey.env[app], ...env });
    begun.push(replica);
    return replica;
  }

  async function asSuperuser(statement: string): Promise<void> {
    const superuser = new pg.Client(own.postgres.superuserUrl('postgres'));
    await superuser.connect();
    await superuser.query(statement);
    await superuser.end();
  }

  /** Connections of auth's that wait at Redis for messages: one for each kind. */
  async function readersOfTheBus(): Promise<number> {
    const redis = new Redis(own.redis.url);
    const list = (await redis.client('LIST')) as string;
    redis.disconnect();
    return list.split('\n').filter((line) => /name=latchkey-auth-\w+-reader .*flags=b/.test(line)).length;
  }

  const health = (replica: Replica, path: 'live' | 'ready') =>
    http(replica.url).request<{ readonly error: Record<string, { readonly reason?: string }> }>(
      'GET',
      `/health/${path}`,
    );
  const becomesReady = (replica: Replica): Promise<unknown> =>
    eventually(async () => (await health(replica, 'ready')).status === 200, { withinMs: COMES_UP_WITHIN_MS });
  /** It listens, and what it says that it lacks is this and no more. */
  const comesUpWithout = (replica: Replica, lacks: readonly string[]): Promise<unknown> =>
    eventually(
      async () => {
        expect((await health(replica, 'live')).status).toBe(200);
        const { status, json } = await health(replica, 'ready');
        expect([status, Object.keys(json.error).sort()]).toEqual([503, [...lacks].sort()]);
        return true;
      },
      { withinMs: STARTS_WITHIN_MS },
    );

  it.each(ABSENT.map((gone) => ({ gone })))(
    'before auth, and before $gone, listens, says what it lacks, and serves when all is there',
    async ({ gone }) => {
      const lacks = gone.map((store) => NAMES[store]);
      await Promise.all(gone.map((store) => own[store].stop()));
      const resource = await begin('resource');
      await comesUpWithout(resource, ['auth', ...lacks]);
      const auth = await begin('auth');
      await comesUpWithout(auth, lacks);
      await sleep(ABSENT_MS);
      await Promise.all([comesUpWithout(auth, lacks), comesUpWithout(resource, ['auth', ...lacks])]);

      await Promise.all(gone.map((store) => own[store].start()));
      await Promise.all([becomesReady(auth), becomesReady(resource)]);
      expect(auth.isRunning && resource.isRunning).toBe(true);
      // An outage is told, and not told again and again.
      expect(Math.max(await warningsOf(auth), await warningsOf(resource))).toBeLessThan(20);
    },
    2 * STARTS_WITHIN_MS + ABSENT_MS,
  );

  it('and is told to stop before it ever served ends in order', async () => {
    await Promise.all([own.postgres.stop(), own.redis.stop()]);
    const [auth, resource] = await Promise.all([begin('auth'), begin('resource')]);
    await comesUpWithout(auth, ['postgresql', 'redis']);
    await comesUpWithout(resource, ['auth', 'postgresql', 'redis']);
    const began = performance.now();
    await Promise.all([auth.stop(), resource.stop()]);
    expect([auth.exitCode, resource.exitCode]).toEqual([0, 0]);
    expect(performance.now() - began).toBeLessThan(10_000);
  }, 60_000);

  it('before the migrations ran says so, and serves when they have', async () => {
    const unmigrated = async (app: App): Promise<{ replica: Replica; migrate: () => Promise<unknown> }> => {
      const variable = `${app.toUpperCase()}_DATABASE_URL`;
      await asSuperuser(`CREATE DATABASE unmigrated_${app} OWNER latchkey`);
      const url = new URL(own.postgres.superuserUrl(`unmigrated_${app}`));
      url.username = `latchkey_${app}_app`;
      const replica = await begin(app, { [variable]: url.href });
      url.username = 'latchkey';
      const env = { PATH: process.env.PATH, [variable]: url.href };
      return { replica, migrate: () => runAppCommand(app, 'migrate', { env }) };
    };
    const [auth, resource] = [await unmigrated('auth'), await unmigrated('resource')];
    await comesUpWithout(auth.replica, ['postgresql']);
    await comesUpWithout(resource.replica, ['auth', 'postgresql']);
    for (const { replica } of [auth, resource]) {
      expect((await health(replica, 'ready')).json.error.postgresql?.reason).toBe(UNMIGRATED);
    }
    // Nor does it take messages from those that could answer them.
    expect(await readersOfTheBus()).toBe(0);
    await Promise.all([auth.migrate(), resource.migrate()]);
    await Promise.all([becomesReady(auth.replica), becomesReady(resource.replica)]);
    await eventually(async () => (await readersOfTheBus()) === 2);
  }, 60_000);

  it('before a PostgreSQL where its role passes by row-level security ends when that is there', async () => {
    await asSuperuser('ALTER ROLE latchkey_auth_app BYPASSRLS');
    await own.postgres.stop();
    const unsealed = await begin('auth');
    await comesUpWithout(unsealed, ['postgresql']);
    await own.postgres.start();
    expect(await unsealed.end()).toBe(1);
    expect(await unsealed.log()).toContain(
      'AUTH_DATABASE_URL leads to a PostgreSQL where latchkey_auth_app is a superuser, passes by row-level security',
    );
  }, 60_000);
});

/** But for those of the questions above, each of which is a line. */
const warningsOf = async (replica: Replica): Promise<number> => {
  const lines = (await replica.log()).split('\n');
  return lines.filter((line) => /"severity":"(warn|error)"/.test(line) && !line.includes('"context":"Http"'))
    .length;
};
