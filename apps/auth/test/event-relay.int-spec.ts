import { EventStream, type PositionedEvent } from '@latchkey/bus';
import { type EventMessage, type OperatorIdentity, tokenRestored } from '@latchkey/contracts';
import { eventually, type PrivateStore, startPrivateRedis } from '@latchkey/testing';
import { Logger } from '@nestjs/common';
import { Redis } from 'ioredis';
import { setTimeout as delay } from 'node:timers/promises';
import { v7 as newId } from 'uuid';
import { Changes } from '../src/audit/changes.js';
import { EventRelay } from '../src/events/event-relay.js';
import { EventRetention } from '../src/events/event-retention.js';
import { eventBy, Outbox } from '../src/events/outbox.js';
import { AuthDatabase, somePeppers } from './auth-fixture.js';

const STREAM = 'latchkey:bus:{auth}:events';
const errors: unknown[] = [];
const quiet = (): void => undefined;

let database: AuthDatabase;
let store: PrivateStore;
let redis: Redis;
let changes: Changes;
let outbox: Outbox;
let admin: OperatorIdentity;
let closing: (() => unknown)[] = [];

beforeAll(async () => {
  Logger.overrideLogger({ log: quiet, warn: quiet, error: (message: unknown) => errors.push(message) });
  database = await AuthDatabase.start();
  store = await startPrivateRedis({ durable: true });
  redis = new Redis(store.url, { retryStrategy: () => 20, maxRetriesPerRequest: null });
  redis.on('error', () => undefined);
});
afterAll(async () => {
  redis.disconnect();
  await store.stop('crash');
  await database.stop();
});
beforeEach(async () => {
  await database.empty();
  await redis.del(STREAM);
  admin = await database.addOperator(await database.addWorkspace('acme'), ['admin']);
  changes = new Changes(database.orm);
  outbox = new Outbox(database.orm);
  errors.length = 0;
});
afterEach(async () => {
  await store.start();
  for (const close of closing) await close();
  closing = [];
});

/** As one process of auth has it. */
function startRelay(stream = openStream()): EventRelay {
  const relay = new EventRelay(outbox, stream);
  changes.emitted.subscribe(() => {
    relay.wake();
  });
  relay.start();
  closing.unshift(() => relay.stop());
  return relay;
}

function openStream(Stream = EventStream): EventStream {
  const stream = new Stream({ redisUrl: store.url, service: 'auth' });
  closing.push(() => {
    stream.close();
  });
  return stream;
}

const aboutToken = () => eventBy(admin, tokenRestored, { token_id: newId(), owner_id: admin.operator.id });
const emit = () =>
  changes.commit(admin.workspace.id, (change) => {
    change.emit(aboutToken());
  });
const emitMany = (count: number) =>
  database.query(
    `INSERT INTO outbox (id, name, version, workspace_id, data)
     SELECT gen_random_uuid(), 'token.restored', 1, gen_random_uuid(), '{}' FROM generate_series(1, $1)`,
    [count],
  );

interface Published {
  readonly position: number;
  readonly event: EventMessage;
}

async function published(): Promise<Published[]> {
  const entries = await redis.xrange(STREAM, '-', '+');
  return entries.map(([id, [, json]]) => {
    expect(id).toMatch(/^\d+-0$/);
    return { position: Number.parseInt(id, 10), event: JSON.parse(String(json)) as EventMessage };
  });
}

const positions = async () => (await published()).map(({ position }) => position);
const oneTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1);
const kept = () =>
  database.query<{ id: string; position: string }>('SELECT id, position FROM outbox ORDER BY position');

/** The stream holds what PostgreSQL holds: each event once, in its place, and nothing else. */
async function expectSame(count: number): Promise<void> {
  await eventually(async () => (await redis.xlen(STREAM)) >= count, { withinMs: 10_000 });
  const rows = await kept();
  expect(rows).toHaveLength(count);
  expect((await published()).map(({ position, event }) => [event.id, position])).toEqual(
    rows.map(({ id, position }) => [id, Number(position)]),
  );
}

describe('the relay', () => {
  it('publishes an event as soon as it is committed, whole', async () => {
    startRelay();
    await emit();
    await delay(200);
    const began = performance.now();
    await emit();
    await eventually(async () => (await redis.xlen(STREAM)) === 2);
    // Not at the next poll.
    expect(performance.now() - began).toBeLessThan(500);
    const [{ position, event } = {}] = await published();
    const [row] = await database.query<{ id: string; at: Date }>('SELECT * FROM outbox ORDER BY inserted');
    expect(position).toBe(1);
    expect(event).toStrictEqual({
      id: row?.id,
      name: 'token.restored',
      version: 1,
      at: row?.at.toISOString(),
      workspace_id: admin.workspace.id,
      actor_id: admin.operator.id,
      data: { token_id: expect.any(String) as string, owner_id: admin.operator.id },
    });
  });

  it('keeps the order of the changes of one token', async () => {
    const service = database.tokens(somePeppers());
    const { id } = await service.issue(admin, { name: 'Name 0' });
    const updates = oneTo(10).map((n) => () => service.update(admin, { id, name: `Name ${n}` }));
    await database.allAtOnce('api_tokens', updates);
    startRelay();
    await expectSame(11);
    const audited = await database.query<{ is: string }>(
      `SELECT detail->'after'->>'name' AS is, detail->'before'->>'name' AS was FROM audit_entries
        WHERE action = 'token.updated'`,
    );
    const nextOf = new Map(audited.map(({ is, was }: { is: string; was?: string }) => [was, is]));
    let name: string | undefined = 'Name 0';
    const inOrder: string[] = [];
    while ((name = nextOf.get(name))) inOrder.push(name);
    const told = (await published()).slice(1).map(({ event }) => (event.data as { name: string }).name);
    expect(told).toEqual(inOrder);
  });

  it('does not wait for a change that is not committed yet, and does not forget it', async () => {
    startRelay();
    const slow = database.connection();
    await slow.startTransaction();
    await slow.query(
      `INSERT INTO outbox (id, name, version, workspace_id, data) VALUES ($1, 'token.slow', 1, $1, '{}')`,
      [newId()],
    );
    for (let n = 0; n < 3; n++) await emit();
    await expectSame3();
    await slow.commitTransaction();
    await slow.release();
    await expectSame(4);
    expect((await published()).at(-1)?.event.name).toBe('token.slow');

    async function expectSame3(): Promise<void> {
      await eventually(async () => (await redis.xlen(STREAM)) === 3);
      expect(await positions()).toEqual([1, 2, 3]);
    }
  });

  it('numbers densely, when eight of them do it at once', async () => {
    for (let round = 1; round <= 5; round++) {
      await emitMany(100);
      const numbered = await Promise.all(oneTo(8).map(() => outbox.number(0, 30)));
      expect(numbered.reduce((sum, { numbered: count }) => sum + count, 0)).toBe(100);
      expect((await kept()).map(({ position }) => Number(position))).toEqual(oneTo(100 * round));
    }
  });

  it('publishes each event once and in order, when three of them are at it at once', async () => {
    for (let n = 0; n < 3; n++) startRelay();
    const writers = oneTo(4).map(async () => {
      for (let n = 0; n < 20; n++) await emitMany(50).then(() => emit());
    });
    await Promise.all(writers);
    await expectSame(4 * 20 * 51);
    expect(await positions()).toEqual(oneTo(4 * 20 * 51));
  });

  it('publishes what was committed when it was told to stop', async () => {
    const relay = startRelay();
    // It has its connection by then.
    await emit();
    await expectSame(1);
    await emitMany(600);
    await relay.stop();
    expect(await redis.xlen(STREAM)).toBe(601);
  });

  it('fails no change while PostgreSQL is all there is, and publishes when Redis returns', async () => {
    startRelay();
    await emit();
    await expectSame(1);
    await store.stop('crash');
    const began = performance.now();
    for (let n = 0; n < 20; n++) await emit();
    expect(performance.now() - began).toBeLessThan(1_000);
    await store.start();
    const returned = performance.now();
    await expectSame(21);
    expect(performance.now() - returned).toBeLessThan(2_000);
  });
});

describe('a Redis that loses events', () => {
  it('has them again when it lost everything', async () => {
    startRelay();
    await emitMany(700);
    await expectSame(700);
    await redis.del(STREAM);
    await expectSame(700);
  });

  it('has them again when it lost its end', async () => {
    startRelay();
    await emitMany(300);
    await expectSame(300);
    const entries = await redis.xrange(STREAM, '-', '+', 'COUNT', 120);
    const restored = redis.multi().del(STREAM);
    for (const [id, fields] of entries) restored.xadd(STREAM, id, ...fields);
    await restored.exec();
    await expectSame(300);
  });

  it.each([
    { lost: false, what: 'the answer alone' },
    { lost: true, what: 'what it had added too' },
  ])('has each of them once when it was killed after it added them, and lost $what', async ({ lost }) => {
    const restarts: number[] = [];
    class DyingStream extends EventStream {
      override async append(after: number, batch: readonly PositionedEvent[]): Promise<number> {
        const reached = await super.append(after, batch);
        if (restarts.push(reached) !== 2) return reached;
        if (lost) await redis.del(STREAM);
        await store.stop('crash');
        await store.start();
        throw new Error('Connection is closed.');
      }
    }
    startRelay(openStream(DyingStream));
    await emitMany(1_000);
    await expectSame(1_000);
    expect(restarts.length).toBeGreaterThan(2);
  });

  it('has them in their order when it lost its end between two batches', async () => {
    let batches = 0;
    class LosingStream extends EventStream {
      override async append(after: number, batch: readonly PositionedEvent[]): Promise<number> {
        if (++batches === 3) await redis.del(STREAM);
        return super.append(after, batch);
      }
    }
    startRelay(openStream(LosingStream));
    await emitMany(1_000);
    await expectSame(1_000);
  });
});

describe('a database that was restored from a backup', () => {
  it('goes on above what the stream has, and says so', async () => {
    for (const position of oneTo(50)) await redis.xadd(STREAM, `${position}-0`, 'm', '{"id":"of the past"}');
    await emitMany(3);
    startRelay();
    await eventually(async () => (await redis.xlen(STREAM)) === 53);
    expect((await positions()).slice(-3)).toEqual([51, 52, 53]);
    expect((await kept()).map(({ position }) => position)).toEqual(['51', '52', '53']);
    expect(errors).toEqual([
      expect.stringContaining('The stream of events is at 50, the database at 0') as string,
    ]);
  });

  it('numbers nothing while it cannot ask how far the stream is', async () => {
    for (const position of oneTo(50)) await redis.xadd(STREAM, `${position}-0`, 'm', '{}');
    await store.stop('orderly');
    startRelay();
    await emit();
    await delay(1_500);
    expect((await kept()).map(({ position }) => position)).toEqual([null]);
    await store.start();
    await eventually(async () => (await redis.xlen(STREAM)) === 51);
    expect((await positions()).at(-1)).toBe(51);
  });
});

describe('retention', () => {
  const age = (from: number, to: number) =>
    database.query(`UPDATE outbox SET at = now() - interval '8 days' WHERE position BETWEEN $1 AND $2`, [
      from,
      to,
    ]);

  it('forgets what is older than a week, in both places', async () => {
    await emitMany(2_500);
    await database.query(`UPDATE outbox SET at = now() - interval '8 days' WHERE inserted % 2500 < 9999`);
    await emitMany(10);
    const stream = openStream();
    const relay = startRelay(stream);
    await expectSame(2_510);
    await new EventRetention(outbox, stream).forget();
    await expectSame(10);
    await emit();
    await expectSame(11);
    expect((await positions())[0]).toBe(2_501);
    await relay.stop();
  });

  it('leaves a Redis that lost everything with what is kept, each event in its old place', async () => {
    const stream = openStream();
    startRelay(stream);
    await emitMany(20);
    await expectSame(20);
    await age(1, 15);
    await new EventRetention(outbox, stream).forget();
    await redis.del(STREAM);
    await expectSame(5);
    expect(await positions()).toEqual([16, 17, 18, 19, 20]);
  });

  it('keeps what was not published yet, however old', async () => {
    const stream = openStream();
    await eventually(() => stream.isConnected);
    await emitMany(5);
    await outbox.number(0, 3);
    await database.query(`UPDATE outbox SET at = now() - interval '8 days'`);
    await new EventRetention(outbox, stream).forget();
    expect(await kept()).toHaveLength(5);
  });
});
