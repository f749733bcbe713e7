import { eventually } from '@latchkey/testing';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { promptConnection } from '../src/connection.js';
import { Answers, type BusClient, type MessageKind } from '../src/index.js';
import { contract, type Numbered } from './contracts.js';
import { Gate } from './gate.js';
import { questionOf, TestBus } from './test-bus.js';

const kinds: MessageKind[] = ['question', 'command'];
const both = <Value>(value: (kind: MessageKind) => Value): Record<MessageKind, Value> => ({
  question: value('question'),
  command: value('command'),
});
const wait = both((kind) => contract<object, null>(`test.wait-${kind}.v1`, { kind }));
const note = both((kind) => contract<Numbered, null>(`test.note-${kind}.v1`, { kind }));
const hastyNote = both((kind) => ({ ...note[kind], budgetMs: 80 }));

@Controller()
class WaitingController {
  readonly gate = new Gate();
  readonly noted: number[] = [];

  @Answers(wait.question)
  waitInQuestion(): Promise<void> {
    return this.gate.pass();
  }

  @Answers(wait.command)
  waitInCommand(): Promise<void> {
    return this.gate.pass();
  }

  @Answers(note.question)
  noteQuestion(@Payload() { number }: Numbered): void {
    this.noted.push(number);
  }

  @Answers(note.command)
  noteCommand(@Payload() { number }: Numbered): void {
    this.noted.push(number);
  }
}

/** Redis, which goes on while this process stands still, sends a reply in so many milliseconds. */
const REPLY_LATER = `
  local function now() local t = redis.call('TIME') return t[1] * 1000 + t[2] / 1000 end
  local due = now() + ARGV[1]
  while now() < due do end
  return redis.call('PUBLISH', ARGV[2], ARGV[3])`;

/** This process has no turn for so long, as on a machine that does other things. */
const standStill = (ms: number): unknown => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

/** From there Node goes to its timers first, and then to its sockets. */
const nextTurn = (): Promise<void> => new Promise(setImmediate);

describe('the budget of a message', () => {
  let bus: TestBus;
  beforeEach(() => (bus = TestBus.start()));
  afterEach(() => bus.close());

  it('is not over for an answer that has come, though its caller had no turn to read it', async () => {
    const client = await bus.client();
    const answer = client.call({ ...note.question, budgetMs: 300 }, { number: 1 });
    const { id, reply_to } = await bus.take('question');
    const sent = bus.redis.eval(REPLY_LATER, 0, 50, reply_to, JSON.stringify({ id, body: null }));
    standStill(400);
    await expect(answer).resolves.toBeNull();
    await sent;
  });

  it('finds its answer though its caller had no turn for longer than a connection may keep silent', async () => {
    const began = performance.now();
    const client = await bus.client();
    const answer = client.call({ ...note.question, budgetMs: 8_000 }, { number: 1 });
    const { id, reply_to } = await bus.take('question');
    await delay(700 - (performance.now() - began));
    const sent = bus.redis.eval(REPLY_LATER, 0, 1_600, reply_to, JSON.stringify({ id, body: null }));
    // The heartbeat after a second is on its way, and Redis is busy.
    await delay(1_300 - (performance.now() - began));
    await nextTurn();
    standStill(1_300);
    await expect(answer).resolves.toBeNull();
    await sent;
  });

  it.each([
    ['a command may wait', 700, {}],
    ['a connection may keep silent', 1_300, { hearsLateAnswers: true }],
  ])(
    'is not over for a command to Redis that was carried out, though its sender had no turn to read that for longer than %s',
    async (_, ms, options) => {
      const connection = promptConnection(bus.redisUrl, 'test', options);
      try {
        await once(connection, 'ready');
        const answer = connection.incr(`${bus.service}:turns`);
        await nextTurn();
        standStill(ms);
        await expect(answer).resolves.toBe(1);
      } finally {
        connection.disconnect();
      }
    },
  );

  it.each(kinds)('is kept by the service: a %s whose caller has given up is not worked on', async (kind) => {
    const { controller } = await bus.replica(WaitingController, {
      concurrency: { question: 1, command: 1 },
    });
    const client = await bus.client();
    const waiting = client.call(wait[kind], {});
    await eventually(() => controller.gate.arrived === 1);

    const tooLate = client.call(hastyNote[kind], { number: 1 });
    const inTime = client.call(note[kind], { number: 2 });
    await expect(tooLate).rejects.toMatchObject({ reason: 'timeout' });
    // Its caller counts from the sending, the replica from its arrival, which is later.
    await eventually(async () => (await bus.oldestWaiting(kind)) > hastyNote[kind].budgetMs);
    controller.gate.release();
    await expect(Promise.all([waiting, inTime])).resolves.toEqual([null, null]);
    expect(controller.noted).toEqual([2]);
    await eventually(async () => (await bus.length(kind)) === 0 && (await bus.pending(kind)) === 0);
  });

  it("runs while a message waits for a replica, by Redis's clock", async () => {
    await bus.put('question', questionOf(note.question.pattern, { budget_ms: 100, body: '{"number":1}' }));
    await delay(150);
    await bus.put('question', questionOf(note.question.pattern, { budget_ms: 5_000, body: '{"number":2}' }));
    const { controller } = await bus.replica(WaitingController);
    await eventually(async () => (await bus.length('question')) === 0);
    expect(controller.noted).toEqual([2]);
  });
});

async function medianMs(client: BusClient, times: number): Promise<number> {
  const durations: number[] = [];
  for (let number = 0; number < times; number++) {
    const began = performance.now();
    await client.call(note.question, { number });
    durations.push(performance.now() - began);
  }
  return durations.sort((a, b) => a - b)[times >> 1] ?? NaN;
}

describe('commands that wait', () => {
  let bus: TestBus;
  beforeEach(() => (bus = TestBus.start()));
  afterEach(() => bus.close());

  it('do not slow questions down, though they have all the slots there are for commands', async () => {
    const { controller } = await bus.replica(WaitingController, {
      concurrency: { question: 4, command: 4 },
    });
    const client = await bus.client();
    await medianMs(client, 100);
    const alone = await medianMs(client, 200);

    const commands = Array.from({ length: 8 }, () => client.call(wait.command, {}));
    await eventually(() => controller.gate.arrived === 4);
    await expect(medianMs(client, 200)).resolves.toBeLessThan(alone * 2 + 1);

    expect(controller.gate.arrived).toBe(4);
    controller.gate.release();
    await Promise.all(commands);
  });
});
