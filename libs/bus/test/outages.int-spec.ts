import { eventually, type PrivateStore, startPrivateRedis } from '@latchkey/testing';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { setTimeout as delay } from 'node:timers/promises';
import { Answers, type BusClient } from '../src/index.js';
import { contract, type Numbered } from './contracts.js';
import { TestBus } from './test-bus.js';

// Longer than anything here may take: no call may owe its end to the budget, except where a test says so.
const echo = contract<Numbered, Numbered>('test.echo.v1', { budgetMs: 20_000 });
const brief = contract<Numbered, Numbered>('test.echo.v1', { budgetMs: 200 });

@Controller()
class EchoController {
  @Answers(echo)
  echo(@Payload() { number }: Numbered): Numbered {
    return { number };
  }
}

interface End {
  readonly reason: unknown;
  readonly ms: number;
}

async function timed(call: Promise<unknown>): Promise<End> {
  const began = performance.now();
  const reason = await call.then(
    () => 'answered',
    (error: unknown) => (error as { reason?: unknown }).reason ?? error,
  );
  return { reason, ms: performance.now() - began };
}

/** Calls from now on, many at once, until the test has seen enough. Each call's end is kept. */
function keepCalling(client: BusClient): { firstEnd: () => Promise<End>; stop: () => Promise<End[]> } {
  const calls: Promise<End>[] = [];
  const timer = setInterval(() => calls.push(timed(client.call(echo, { number: calls.length }))), 20);
  return {
    firstEnd: () => eventually(() => calls[0]),
    stop: () => {
      clearInterval(timer);
      return Promise.all(calls);
    },
  };
}

const slowest = (ends: readonly End[]): number => Math.max(...ends.map(({ ms }) => ms));
const reasons = (ends: readonly End[]): unknown[] => [...new Set(ends.map(({ reason }) => reason))];

// A promise rejected and not caught would fail the test that runs: jest watches for it.
describe('a call while nobody can answer', () => {
  let bus: TestBus;
  let redis: PrivateStore;
  beforeEach(async () => {
    redis = await startPrivateRedis();
    bus = TestBus.start(redis.url);
  });
  afterEach(async () => {
    redis.resume();
    await bus.close();
    await redis.stop('crash');
  });

  /** From the moment at which Redis can be reached: until a call is answered again. */
  const untilServing = async (client: BusClient): Promise<number> => {
    const began = performance.now();
    await eventually(async () => (await timed(client.call(brief, { number: 1 }))).reason === 'answered');
    return performance.now() - began;
  };

  it('ends with its budget when no replica runs', async () => {
    const client = await bus.client();
    const { reason, ms } = await timed(client.call(brief, { number: 1 }));
    expect(reason).toBe('timeout');
    expect(ms).toBeGreaterThan(190);
    expect(ms).toBeLessThan(400);
  });

  it('ends at once when Redis is down', async () => {
    await bus.replica(EchoController);
    const client = await bus.client();
    await redis.stop('crash');
    await eventually(() => !client.isConnected);
    // Long enough for the pauses between two attempts to connect to have grown.
    const calling = keepCalling(client);
    await delay(1_000);
    const ends = await calling.stop();
    expect(reasons(ends)).toEqual(['disconnected']);
    expect(slowest(ends)).toBeLessThan(100);
  });

  it('ends at once when Redis was down from the start, and is answered when it comes up', async () => {
    await redis.stop('crash');
    await bus.replica(EchoController);
    const client = await bus.client();
    const end = await timed(client.call(echo, { number: 1 }));
    expect(end.reason).toBe('disconnected');
    expect(end.ms).toBeLessThan(100);
    await redis.start();
    await expect(untilServing(client)).resolves.toBeLessThan(2_000);
  });

  it.each([
    { pauseMs: 400, why: 'no connection has been given up' },
    { pauseMs: 3_000, why: 'every connection has been given up' },
  ])('ends within a second when Redis hangs for $pauseMs ms, so that $why', async ({ pauseMs }) => {
    await bus.replica(EchoController);
    const client = await bus.client();
    await client.call(echo, { number: 1 });

    await redis.pause();
    const calling = keepCalling(client);
    await delay(pauseMs);
    redis.resume();
    await expect(untilServing(client)).resolves.toBeLessThan(2_000);
    const ends = await calling.stop();
    expect(ends.length).toBeGreaterThan(10);
    expect(slowest(ends)).toBeLessThan(1_100);
  });

  it('is answered again within 2 s of the return of a Redis that lost everything, nothing restarted', async () => {
    await bus.replica(EchoController);
    const client = await bus.client();
    await client.call(echo, { number: 1 });

    const calling = keepCalling(client);
    // A crash before the first of them would leave it to chance whether any is answered.
    await calling.firstEnd();
    await redis.stop('crash');
    await eventually(() => !client.isConnected);
    await delay(700);
    await redis.start();
    await expect(untilServing(client)).resolves.toBeLessThan(2_000);
    // A call whose message died with Redis is not among these: the budget alone can end it.
    await expect(client.call(echo, { number: 2 })).resolves.toEqual({ number: 2 });
    client.close();
    const ends = await calling.stop();
    expect(reasons(ends)).toEqual(expect.arrayContaining(['answered', 'disconnected']));
  });

  it('is answered again when the stream and its group are deleted under a live connection', async () => {
    await bus.replica(EchoController);
    const client = await bus.client();
    await client.call(echo, { number: 1 });
    await bus.redis.del(`latchkey:bus:{${bus.service}}:questions`);
    await expect(untilServing(client)).resolves.toBeLessThan(2_000);
  });

  it('is answered when Redis has forgotten the script that sends', async () => {
    await bus.replica(EchoController);
    const client = await bus.client();
    await client.call(echo, { number: 1 });
    await bus.redis.script('FLUSH');
    await expect(client.call(echo, { number: 2 })).resolves.toEqual({ number: 2 });
  });
});
