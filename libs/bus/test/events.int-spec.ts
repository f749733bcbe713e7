import { eventually, type PrivateStore, startPrivateRedis, testRedisUrl } from '@latchkey/testing';
import { Controller, Logger, type LoggerService, type Type } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { Test } from '@nestjs/testing';
import { Redis } from 'ioredis';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type DeadEntry,
  DeadEvents,
  EventContext,
  EventGroups,
  EventServer,
  type EventServerOptions,
  EventStream,
  OnEvent,
} from '../src/index.js';
import { type EventContract, type EventEnvelope } from '../src/events/contract.js';
import { deadEventStream, eventStream } from '../src/keys.js';
import { Gate } from './gate.js';

interface Numbered {
  readonly number: number;
}

const counted: EventContract<Numbered> = { name: 'test.counted', version: 1 };
const gated: EventContract<Numbered> = { name: 'test.gated', version: 1 };
const failing: EventContract<Numbered> = { name: 'test.failing', version: 1 };
const newer: EventContract<Numbered> = { name: 'test.counted', version: 2 };
const unknown: EventContract<Numbered> = { name: 'test.unknown', version: 1 };

interface Delivery {
  readonly number: number;
  readonly position: number;
  readonly deliveries: number;
  readonly at: number;
}

@Controller()
class ListeningController {
  readonly told: Delivery[] = [];
  readonly failed: Delivery[] = [];
  readonly gate = new Gate();
  /** How many deliveries of `test.failing` fail. */
  failures = Infinity;

  @OnEvent(counted)
  count(@Payload() event: EventEnvelope<Numbered>, @Ctx() context: EventContext): void {
    this.told.push(deliveryOf(event, context));
  }

  @OnEvent(gated)
  async wait(@Payload() event: EventEnvelope<Numbered>, @Ctx() context: EventContext): Promise<void> {
    await this.gate.pass();
    this.told.push(deliveryOf(event, context));
  }

  @OnEvent(failing)
  fail(@Payload() event: EventEnvelope<Numbered>, @Ctx() context: EventContext): void {
    const delivery = deliveryOf(event, context);
    if (this.failed.length >= this.failures) this.told.push(delivery);
    else {
      this.failed.push(delivery);
      throw new Error('Not today');
    }
  }

  get numbers(): number[] {
    return this.told.map(({ number }) => number);
  }
}

const deliveryOf = ({ data }: EventEnvelope<Numbered>, { position, deliveries }: EventContext): Delivery => ({
  number: data.number,
  position,
  deliveries,
  at: performance.now(),
});

/** The events of a service of a test's own, and who is told of them. */
class TestEvents {
  readonly service = `test-${randomUUID()}`;
  readonly redis: Redis;
  readonly stream: EventStream;
  readonly groups: EventGroups;
  readonly warnings: string[] = [];
  private readonly logger: LoggerService;
  private readonly toClose: (() => Promise<void>)[] = [];
  private last = 0;

  constructor(readonly redisUrl = testRedisUrl()) {
    const quiet = (): void => undefined;
    this.logger = { log: quiet, error: quiet, warn: (message: string) => this.warnings.push(message) };
    Logger.overrideLogger(this.logger);
    this.redis = new Redis(redisUrl, { retryStrategy: () => 20, maxRetriesPerRequest: null });
    this.redis.on('error', quiet);
    this.stream = new EventStream({ redisUrl, service: this.service });
    this.groups = new EventGroups({ redisUrl, service: this.service });
  }

  async replica(
    options: Partial<EventServerOptions> = {},
    controller: Type<ListeningController> = ListeningController,
  ): Promise<{ controller: ListeningController; server: EventServer; close: () => Promise<void> }> {
    const { redisUrl, service } = this;
    const server = new EventServer({ redisUrl, service, group: 'billing', reclaimAfterMs: 400, ...options });
    const module = await Test.createTestingModule({ controllers: [controller] }).compile();
    const app = module.createNestMicroservice({ strategy: server, logger: this.logger });
    await app.listen();
    const replica = { controller: app.get(controller), server, close: () => app.close() };
    this.toClose.push(() => {
      replica.controller.gate.release();
      return app.close();
    });
    return replica;
  }

  /** As the relay does it. */
  async tell(contract: EventContract<Numbered>, count = 1): Promise<void> {
    await eventually(() => this.stream.isConnected);
    const batch = Array.from({ length: count }, (_, i) => {
      const position = this.last + i + 1;
      return {
        position,
        json: JSON.stringify({ id: randomUUID(), ...contract, data: { number: position } }),
      };
    });
    this.last = await this.stream.append(this.last, batch);
  }

  async pending(group = 'billing'): Promise<number> {
    const [count] = (await this.redis.xpending(eventStream(this.service), group)) as [number];
    return count;
  }

  consumers(group = 'billing'): Promise<unknown[]> {
    return this.redis.xinfo('CONSUMERS', eventStream(this.service), group) as Promise<unknown[]>;
  }

  dead(group = 'billing'): Promise<[string, string[]][]> {
    return this.redis.xrange(deadEventStream(this.service, group), '-', '+');
  }

  async close(): Promise<void> {
    for (const close of this.toClose) await close();
    this.stream.close();
    this.groups.close();
    this.redis.disconnect();
  }
}

const oneTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);
const sorted = (numbers: readonly number[]): number[] => [...numbers].sort((a, b) => a - b);

let events: TestEvents;
beforeEach(() => (events = new TestEvents()));
afterEach(() => events.close());

describe('a group of consumers', () => {
  it('is told of everything that is kept, also of what was before it, and acknowledges it', async () => {
    await events.tell(counted, 30);
    const { controller } = await events.replica();
    await events.tell(counted, 20);
    await eventually(() => controller.told.length === 50);
    expect(sorted(controller.numbers)).toEqual(oneTo(50));
    expect(controller.told.map(({ position }) => position)).toEqual(controller.numbers);
    await eventually(async () => (await events.pending()) === 0);
  });

  it('is told of what happens from now on, if it asked for that', async () => {
    await events.tell(counted, 30);
    const { controller } = await events.replica({ from: 'now' });
    await eventually(async () => (await events.groups.list()).length === 1);
    await events.tell(counted, 5);
    await eventually(() => controller.told.length >= 5);
    expect(controller.numbers).toEqual([31, 32, 33, 34, 35]);
  });

  it('shares the events among its replicas, each to one; another group gets them all too', async () => {
    const [first, second] = [await events.replica(), await events.replica()];
    const other = await events.replica({ group: 'reporting' });
    for (let n = 0; n < 20; n++) await events.tell(counted, 50);
    await eventually(() => other.controller.told.length === 1_000);
    await eventually(() => first.controller.told.length + second.controller.told.length === 1_000);
    expect(sorted([...first.controller.numbers, ...second.controller.numbers])).toEqual(oneTo(1_000));
    expect(sorted(other.controller.numbers)).toEqual(oneTo(1_000));
    expect(Math.min(first.controller.told.length, second.controller.told.length)).toBeGreaterThan(0);
  });

  it('with one replica and one at a time is told in order', async () => {
    const { controller } = await events.replica({ concurrency: 1 });
    await events.tell(counted, 500);
    await eventually(() => controller.told.length === 500);
    expect(controller.numbers).toEqual(oneTo(500));
  });

  it('goes at its own pace: one that hangs keeps no other waiting', async () => {
    const slow = await events.replica({ group: 'slow', reclaimAfterMs: 60_000 });
    const quick = await events.replica();
    await events.tell(gated, 20);
    quick.controller.gate.release();
    await eventually(() => quick.controller.told.length === 20);
    await eventually(() => slow.controller.gate.arrived === 16);
    expect(slow.controller.told).toEqual([]);
  });
});

describe('an event', () => {
  it('that nobody here handles is done with; one of a newer version too, which is said once', async () => {
    const { controller } = await events.replica();
    await events.tell(unknown, 10);
    await events.tell(newer, 10);
    await events.redis.xadd(eventStream(events.service), '21-0', 'm', 'no event');
    await events.redis.xadd(eventStream(events.service), '22-0', 'other', 'field');
    await eventually(async () => (await events.groups.list())[0]?.position === 22);
    await eventually(async () => (await events.pending()) === 0);
    expect(controller.told).toEqual([]);
    const said = events.warnings.filter((line) => line.includes('test.counted.v2'));
    expect(said).toHaveLength(1);
    expect(events.warnings.filter((line) => line.includes('test.unknown'))).toEqual([]);
  });

  it('whose handler fails comes again, later each time, and is acknowledged when it succeeds', async () => {
    const { controller } = await events.replica({ reclaimAfterMs: 3_000 });
    controller.failures = 3;
    await events.tell(failing);
    await eventually(() => controller.told.length === 1, { withinMs: 20_000 });
    const times = [...controller.failed, ...controller.told];
    expect(times.map(({ deliveries }) => deliveries)).toEqual([1, 2, 3, 4]);
    const pauses = times.slice(1).map(({ at }, i) => at - (times[i]?.at ?? 0));
    expect(pauses[0]).toBeGreaterThanOrEqual(490);
    // Sooner than what a dead replica has left.
    expect(pauses[0]).toBeLessThan(2_900);
    expect(pauses[1]).toBeGreaterThanOrEqual(1_990);
    expect(pauses[2]).toBeGreaterThanOrEqual(2_990);
    expect(Math.max(...pauses)).toBeLessThan(3_000 + 1_250 + 1_000);
    await eventually(async () => (await events.pending()) === 0);
  });

  it('that fails five times is set aside for its group, counted, and stops no other', async () => {
    const { controller, server } = await events.replica();
    const other = await events.replica({ group: 'reporting' });
    other.controller.failures = 0;
    await events.tell(failing);
    await events.tell(counted, 50);
    await events.tell(failing);
    await events.tell(counted, 50);
    await eventually(() => controller.told.length === 100);
    await eventually(() => server.setAside === 2, { withinMs: 20_000 });

    for (const position of [1, 52]) {
      const tries = controller.failed.filter((delivery) => delivery.position === position);
      expect(tries.map(({ deliveries }) => deliveries)).toEqual([1, 2, 3, 4, 5]);
    }
    const dead = (await events.dead()).map(([, fields]) => fields);
    expect(dead.map((fields) => fields[fields.indexOf('entry') + 1])).toEqual(['1-0', '52-0']);
    expect(dead[0]?.[dead[0].indexOf('m') + 1]).toContain('test.failing');
    expect(await events.pending()).toBe(0);
    // The other group has them, and a group of tomorrow will.
    await eventually(() => other.controller.told.length === 102);
    expect(await events.dead('reporting')).toEqual([]);
    expect(await events.redis.xlen(eventStream(events.service))).toBe(102);
    const [billing] = (await events.groups.list()).filter(({ name }) => name === 'billing');
    expect(billing).toEqual({ name: 'billing', position: 102, pending: 0, waiting: 0, dead: 2 });
  });
});

describe('events that hang', () => {
  it('are set aside in the end, however many, and what comes after them is told', async () => {
    const { controller, server } = await events.replica({ concurrency: 2, maxDeliveries: 5 });
    await events.tell(gated, 3);
    await eventually(() => server.setAside === 3, { withinMs: 25_000 });
    await events.tell(counted, 5);
    await eventually(() => controller.told.length === 5);
    expect(await events.pending()).toBe(0);
  });
});

describe('an event that was set aside', () => {
  let dead: DeadEvents;
  beforeEach(() => {
    dead = new DeadEvents({ redisUrl: testRedisUrl(), service: events.service, group: 'billing' });
  });
  afterEach(() => {
    dead.close();
  });

  async function only(): Promise<DeadEntry> {
    const found: DeadEntry[] = [];
    for await (const entry of dead.all()) found.push(entry);
    const [entry] = found;
    if (!entry || found.length !== 1) throw new Error(`There are ${found.length} dead events.`);
    return entry;
  }

  it('is given to its group again, and to no other, when a person says so', async () => {
    const { controller, server } = await events.replica();
    const other = await events.replica({ group: 'reporting' });
    other.controller.failures = 0;
    await events.tell(failing);
    await eventually(() => server.setAside === 1, { withinMs: 20_000 });
    const entry = await only();
    expect(entry).toMatchObject({ entry: '1-0', deliveries: 5 });
    expect(JSON.parse(entry.json)).toMatchObject({ name: 'test.failing' });
    await expect(dead.find(entry.id)).resolves.toEqual(entry);

    // The defect is mended.
    controller.failures = 0;
    await expect(dead.retry(entry)).resolves.toBe(true);
    await eventually(() => controller.told.length === 1);
    await expect(dead.find(entry.id)).resolves.toBeNull();
    expect(await events.pending()).toBe(0);
    expect(other.controller.told).toHaveLength(1);
  });

  it('stays where it is when the stream does not keep it any more, until it is dropped', async () => {
    const { server } = await events.replica();
    await events.tell(failing);
    await eventually(() => server.setAside === 1, { withinMs: 20_000 });
    const entry = await only();
    await events.redis.xdel(eventStream(events.service), entry.entry);
    await expect(dead.retry(entry)).resolves.toBe(false);
    await expect(only()).resolves.toEqual(entry);
    await expect(dead.drop(entry.id)).resolves.toBe(true);
    await expect(dead.drop(entry.id)).resolves.toBe(false);
    await expect(dead.find(entry.id)).resolves.toBeNull();
  });
});

describe('a replica that stops', () => {
  it('finishes what it has, and takes its name off the group', async () => {
    const leaver = await events.replica({ reclaimAfterMs: 60_000 });
    await events.tell(gated, 5);
    await eventually(() => leaver.controller.gate.arrived === 5);
    const leaving = leaver.close();
    await events.tell(counted, 5);
    // Longer than its last read may take: from here on it stays for these alone.
    await delay(1_000);
    leaver.controller.gate.release();
    await leaving;
    expect(leaver.controller.told.length).toBeGreaterThanOrEqual(5);
    expect(await events.pending()).toBe(0);
    expect(await events.consumers()).toEqual([]);
    const stayer = await events.replica();
    await eventually(() => leaver.controller.told.length + stayer.controller.told.length === 10);
  });
});

describe('a replay', () => {
  it('tells a group everything again from a position on, while it reads', async () => {
    const { controller } = await events.replica({ concurrency: 1 });
    await events.tell(counted, 100);
    await eventually(() => controller.told.length === 100);
    await expect(events.groups.replay('billing', 91)).resolves.toBe(true);
    await eventually(() => controller.told.length === 110);
    expect(controller.numbers.slice(100)).toEqual([91, 92, 93, 94, 95, 96, 97, 98, 99, 100]);
    await expect(events.groups.replay('billing', 0)).resolves.toBe(true);
    await eventually(() => controller.told.length === 210);
  });

  it('from a position that is not reached yet skips nothing', async () => {
    const { controller } = await events.replica({ concurrency: 1 });
    await events.tell(counted, 10);
    await eventually(() => controller.told.length === 10);
    await expect(events.groups.replay('billing', 1_000)).resolves.toBe(true);
    await events.tell(counted, 5);
    await eventually(() => controller.told.length === 15);
    expect(controller.numbers).toEqual(oneTo(15));
  });

  it('for a group that is not there is none', async () => {
    await expect(events.groups.list()).resolves.toEqual([]);
    await expect(events.groups.replay('nobody', 0)).resolves.toBe(false);
    await events.tell(counted);
    await expect(events.groups.replay('nobody', 0)).resolves.toBe(false);
  });
});

describe('a Redis that comes back', () => {
  let store: PrivateStore;
  let own: TestEvents;
  beforeEach(async () => {
    store = await startPrivateRedis();
    own = new TestEvents(store.url);
  });
  afterEach(async () => {
    await store.start();
    await own.close();
    await store.stop('crash');
  });

  it('empty has its group made anew, which is told of all that is kept', async () => {
    const { controller } = await own.replica({ from: 'now' });
    await eventually(async () => (await own.groups.list()).length === 1);
    await own.tell(counted, 3);
    await eventually(() => controller.told.length === 3);
    await store.stop('crash');
    await store.start();
    // As the relay fills it again.
    await eventually(() => own.stream.isConnected);
    await eventually(async () => (await own.stream.position()) === 0);
    own['last'] = 0;
    await own.tell(counted, 8);
    await eventually(() => controller.told.length === 11);
    expect(controller.numbers.slice(3)).toEqual(oneTo(8));
  });
});
