import {
  atScale,
  eventually,
  EventConsumer,
  type Latchkey,
  pauseProcess,
  type PrivateStore,
  startLatchkey,
  startPrivateRedis,
} from '@latchkey/testing';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';

const EVENTS = atScale({ test: 1_200, verify: 10_000 });
const BURST = atScale({ test: 80, verify: 200 });
const KILLS = atScale({ test: 5, verify: 25 });
/** How long all is well before Redis goes away, and again before it goes a second time. */
const REDIS_STAYS_MS = atScale({ test: 2_500, verify: 5_000 });
const AUTH_STAYS_MS = atScale({ test: 4_000, verify: 8_000 });
const STREAM = 'latchkey:bus:{auth}:events';
const DEAD = `${STREAM}:dead:billing`;

const positions = Array.from({ length: EVENTS }, (_, index) => index + 1);
const missedBy = (handled: ReadonlySet<number>): number[] =>
  positions.filter((position) => !handled.has(position));

describe('a group of consumers', () => {
  let redis: PrivateStore;
  let latchkey: Latchkey;
  let database: pg.Client;
  const consumers: EventConsumer[] = [];
  beforeAll(async () => {
    redis = await startPrivateRedis({ durable: true, recorded: false });
    latchkey = await startLatchkey({ authReplicas: 2, resourceReplicas: 0, redis });
    database = new pg.Client(latchkey.superuserUrls.auth);
    await database.connect();
  });
  afterAll(async () => {
    await Promise.all(consumers.map((consumer) => consumer.kill()));
    await database.end();
    await latchkey.stop();
    await redis.stop('crash');
  });

  const consumer = async (group: string): Promise<EventConsumer> => {
    const started = await EventConsumer.start(redis.url, group);
    consumers.push(started);
    return started;
  };
  const handledBy = async (group: string): Promise<{ handled: Set<number>; times: number }> => {
    const all = await Promise.all(consumers.filter((one) => one.group === group).map((one) => one.handled()));
    return { handled: new Set(all.flat()), times: all.flat().length };
  };

  /** As changes would, in transactions of their own. */
  async function emit(count: number): Promise<void> {
    for (let made = 0; made < count; made += BURST) {
      await database.query(
        `INSERT INTO outbox (id, name, version, workspace_id, data)
         SELECT gen_random_uuid(), 'test.counted', 1, gen_random_uuid(), '{}' FROM generate_series(1, $1)`,
        [BURST],
      );
      await delay(400);
    }
  }

  /** Who has what in hand, but for what is put aside because it failed, as one in a hundred does. */
  async function atWork(): Promise<ReadonlySet<number>> {
    const pending = (await redisCommand('XPENDING', STREAM, 'billing', '-', '+', '100')) as [
      string,
      string,
    ][];
    const held = pending.filter(([id]) => parseInt(id, 10) % 100 !== 7);
    return new Set(held.map(([, consumer]) => Number(consumer.split(':')[1])));
  }

  /** One that is at work in this moment, by its place; in a lull, and while Redis is away, any of them. */
  async function victimAmong(alive: readonly EventConsumer[]): Promise<number> {
    const place = async (): Promise<number | null> => {
      const busy = await atWork();
      const found = alive.findIndex(({ pid }) => busy.has(pid));
      return found === -1 ? null : found;
    };
    const any = Math.floor(Math.random() * alive.length);
    return eventually(place, { withinMs: 1_000 }).catch(() => any);
  }

  async function killAtRandom(alive: EventConsumer[]): Promise<void> {
    for (let kills = 1; kills < KILLS; kills++) {
      await delay(200 + Math.random() * 800);
      const victim = await victimAmong(alive);
      await alive[victim]?.kill();
      alive[victim] = await consumer('billing');
    }
  }

  /** That one was at work is certain: it stands still when it is seen to have something in hand. */
  async function killAtWork(alive: EventConsumer[]): Promise<void> {
    await eventually(async () => {
      const pauses = await Promise.all(alive.map(({ pid }) => pauseProcess(pid)));
      try {
        const busy = await atWork();
        const holder = alive.find(({ pid }) => busy.has(pid));
        await holder?.kill();
        return holder !== undefined;
      } finally {
        for (const pause of pauses) pause.resume();
      }
    });
  }

  async function restartRedis(): Promise<void> {
    for (const kind of ['crash', 'orderly'] as const) {
      await delay(REDIS_STAYS_MS);
      await redis.stop(kind);
      await delay(500);
      await redis.start();
    }
  }

  async function killAuth(): Promise<void> {
    await delay(AUTH_STAYS_MS);
    await latchkey.auths[0]?.kill();
    await latchkey.addAuth();
  }

  it(`misses none of ${EVENTS} events, though consumers and auth are killed and Redis restarts twice`, async () => {
    const began = performance.now();
    const alive = await Promise.all([consumer('billing'), consumer('billing'), consumer('billing')]);
    await Promise.all([emit(EVENTS - BURST), killAtRandom(alive), restartRedis(), killAuth()]);
    await Promise.all([emit(BURST), killAtWork(alive)]);
    await eventually(async () => missedBy((await handledBy('billing')).handled).length === 0, {
      withinMs: 40_000,
    });
    const { times } = await handledBy('billing');
    const takenOver = (await Promise.all(consumers.map((one) => one.takenOver()))).reduce((a, b) => a + b, 0);
    process.stderr.write(
      `${EVENTS} events, ${KILLS} consumers killed, Redis restarted twice, one auth killed: 0 missed, ` +
        `${takenOver} taken over, ${times - EVENTS} repeated, ${Math.round(performance.now() - began)} ms\n`,
    );
    expect(takenOver).toBeGreaterThan(0);
    // Published once each, and none was given up.
    await expect(redisCommand('XLEN', STREAM)).resolves.toBe(EVENTS);
    await expect(redisCommand('XLEN', DEAD)).resolves.toBe(0);
  }, 120_000);

  it('that is new is told of all of them from the start', async () => {
    const began = performance.now();
    const newcomer = await consumer('reporting');
    await eventually(async () => new Set(await newcomer.handled()).size === EVENTS, { withinMs: 50_000 });
    process.stderr.write(`A new group: ${EVENTS} in ${Math.round(performance.now() - began)} ms\n`);
    expect(missedBy(new Set(await newcomer.handled()))).toEqual([]);
  }, 60_000);

  it('is told of them again when a person says so', async () => {
    const run = promisify(execFile);
    const command = path.resolve(import.meta.dirname, '../../../dist/apps/auth/src/events.js');
    const env = { PATH: process.env.PATH, REDIS_URL: redis.url };
    const [newcomer] = consumers.filter(({ group }) => group === 'reporting');
    const before = (await newcomer?.handled())?.length ?? 0;
    const { stdout } = await run(
      process.execPath,
      [command, 'replay', '--group', 'reporting', '--from', String(EVENTS - 99)],
      {
        env,
      },
    );
    expect(JSON.parse(stdout)).toMatchObject({ name: 'reporting', dead: 0 });
    await eventually(async () => ((await newcomer?.handled())?.length ?? 0) - before >= 100);
    const listed = await run(process.execPath, [command, 'groups'], { env });
    expect(
      listed.stdout
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { name: string }).name),
    ).toEqual(['billing', 'reporting']);
    const misspelt = run(process.execPath, [command, 'replay', '--group', 'nobody', '--from', '0'], { env });
    await expect(misspelt).rejects.toMatchObject({
      code: 1,
      stderr: 'There is no group nobody: groups shows them.\n',
    });
  });

  async function redisCommand(...command: [string, ...string[]]): Promise<unknown> {
    const { Redis } = await import('ioredis');
    const client = new Redis(redis.url, { retryStrategy: null, maxRetriesPerRequest: 0 });
    client.on('error', () => undefined);
    const [name, ...args] = command;
    return client.call(name, ...args).finally(() => {
      client.disconnect();
    });
  }
});
