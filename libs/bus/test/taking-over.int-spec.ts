import { eventually } from '@latchkey/testing';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { randomUUID } from 'node:crypto';
import { Answers, type DeadLetter, DeadLetters, type MessageKind } from '../src/index.js';
import { type RequestEnvelope } from '../src/envelope.js';
import { CONSUMER_GROUP, newReplyChannel, requestStream } from '../src/keys.js';
import { contract, type Numbered } from './contracts.js';
import { Gate } from './gate.js';
import { TestBus } from './test-bus.js';

const note = contract<Numbered, Numbered>('test.note.v1', { kind: 'command' });
const ask = contract<Numbered, Numbered>('test.ask.v1');
const hang = contract<Numbered, null>('test.hang.v1', { kind: 'command' });

@Controller()
class NotingController {
  readonly gate = new Gate();
  readonly noted: number[] = [];
  readonly hung: number[] = [];

  @Answers(note)
  note(@Payload() { number }: Numbered): Numbered {
    this.noted.push(number);
    return { number };
  }

  @Answers(ask)
  ask(@Payload() { number }: Numbered): Numbered {
    this.noted.push(number);
    return { number };
  }

  @Answers(hang)
  async hang(@Payload() { number }: Numbered): Promise<void> {
    this.hung.push(number);
    await this.gate.pass();
  }
}

const quick = { reclaimAfterMs: { question: 300, command: 300 } };

const messageOf = (
  pattern: string,
  number: number,
  changes: Partial<RequestEnvelope> = {},
): RequestEnvelope => ({
  id: randomUUID(),
  kind: 'command',
  pattern,
  budget_ms: 10_000,
  reply_to: newReplyChannel(),
  idempotency_key: randomUUID(),
  sent_at: Date.now(),
  body: JSON.stringify({ number }),
  ...changes,
});

describe('a message whose replica is gone', () => {
  let bus: TestBus;
  beforeEach(() => (bus = TestBus.start()));
  afterEach(() => bus.close());

  /** As one that is killed looks to Redis: it has read, and is heard of no more. */
  async function replicaThatDies(kind: MessageKind, times = 1): Promise<void> {
    const stream = requestStream(bus.service, kind);
    await bus.redis.xgroup('CREATE', stream, CONSUMER_GROUP, '0', 'MKSTREAM').catch(() => undefined);
    await bus.redis.xreadgroup('GROUP', CONSUMER_GROUP, 'died', 'COUNT', 100, 'STREAMS', stream, '>');
    const ids = (await bus.redis.xrange(stream, '-', '+')).map(([id]) => id);
    await bus.redis.xclaim(stream, CONSUMER_GROUP, 'died', 0, ...ids, 'RETRYCOUNT', times, 'JUSTID');
  }

  const settled = (kind: MessageKind): Promise<unknown> =>
    eventually(async () => (await bus.length(kind)) === 0 && (await bus.pending(kind)) === 0);

  it('is taken over by another, and answered', async () => {
    const message = messageOf(note.pattern, 1);
    const reply = bus.ask('command', message);
    await eventually(async () => (await bus.length('command')) === 1);
    await replicaThatDies('command');
    const { controller } = await bus.replica(NotingController, quick);
    await expect(reply).resolves.toMatchObject({ id: message.id, body: { number: 1 } });
    expect(controller.noted).toEqual([1]);
    await settled('command');
  });

  it('is not taken over before its time', async () => {
    await bus.put('command', messageOf(note.pattern, 1));
    await replicaThatDies('command');
    const { controller } = await bus.replica(NotingController, {
      reclaimAfterMs: { question: 300, command: 60_000 },
    });
    const client = await bus.client();
    for (let number = 2; number < 20; number++) await client.call(note, { number });
    expect(controller.noted).not.toContain(1);
    expect(await bus.pending('command')).toBe(1);
  });

  it('is taken over once, by however many others', async () => {
    for (let number = 0; number < 50; number++) await bus.put('command', messageOf(note.pattern, number));
    await replicaThatDies('command');
    const others = await Promise.all([1, 2, 3].map(() => bus.replica(NotingController, quick)));
    await settled('command');
    const noted = others.flatMap(({ controller }) => controller.noted).sort((a, b) => a - b);
    expect(noted).toEqual(Array.from({ length: 50 }, (_, number) => number));
  });

  it('is taken over also by one that has all it works on at once', async () => {
    await bus.put('command', messageOf(note.pattern, 1));
    await replicaThatDies('command');
    const { controller } = await bus.replica(NotingController, {
      concurrency: { question: 1, command: 1 },
      reclaimAfterMs: { question: 2_000, command: 2_000 },
    });
    await bus.put('command', messageOf(hang.pattern, 2));
    await eventually(() => controller.hung.length === 1);
    await eventually(() => controller.noted.length === 1);
  });

  it('is carried out past its budget if it is a command with a key, and dropped otherwise', async () => {
    const late = { budget_ms: 1 };
    await bus.put('command', messageOf(note.pattern, 1, late));
    const withoutKey = messageOf(note.pattern, 2, late);
    delete (withoutKey as { idempotency_key?: string }).idempotency_key;
    await bus.put('command', withoutKey);
    await bus.put('question', messageOf(ask.pattern, 3, { ...late, kind: 'question' }));
    await replicaThatDies('command');
    await replicaThatDies('question');
    const { controller } = await bus.replica(NotingController, quick);
    await settled('command');
    await settled('question');
    expect(controller.noted).toEqual([1]);
  });

  it('leaves no name behind in the group when it stops in order', async () => {
    const replica = await bus.replica(NotingController, quick);
    const client = await bus.client();
    await client.call(note, { number: 1 });
    const consumers = (): Promise<unknown[]> =>
      bus.redis.xinfo('CONSUMERS', requestStream(bus.service, 'command'), CONSUMER_GROUP) as Promise<
        unknown[]
      >;
    expect(await consumers()).toHaveLength(1);
    await replica.close();
    expect(await consumers()).toHaveLength(0);
  });
});

describe('a message that nobody gets done', () => {
  let bus: TestBus;
  let letters: DeadLetters;
  beforeEach(() => {
    bus = TestBus.start();
    letters = new DeadLetters(bus.redisUrl, bus.service);
  });
  afterEach(async () => {
    letters.close();
    await bus.close();
  });

  async function onlyLetter(): Promise<DeadLetter> {
    const found: DeadLetter[] = [];
    for await (const letter of letters.all()) found.push(letter);
    const [letter] = found;
    if (!letter || found.length !== 1) throw new Error(`There are ${found.length} dead letters.`);
    return letter;
  }

  it('is set aside after five deliveries, whole; the others are answered meanwhile', async () => {
    const { controller } = await bus.replica(NotingController, quick);
    const client = await bus.client();
    const poison = messageOf(hang.pattern, 7);
    await bus.put('command', poison);
    const others = eventually(
      async () => {
        await client.call(note, { number: 1 });
        return (await letters.count()) === 1;
      },
      { withinMs: 15_000 },
    );
    await others;
    expect(controller.hung).toEqual([7, 7, 7, 7, 7]);
    await expect(onlyLetter()).resolves.toMatchObject({ message: poison, deliveries: 5 });
    await eventually(async () => (await bus.length('command')) === 0 && (await bus.pending('command')) === 0);
  });

  it('keeps no other from its answer while it is tried and set aside', async () => {
    await bus.replica(NotingController, quick);
    await bus.replica(NotingController, quick);
    const client = await bus.client();
    /** The 99th percentile of what ten callers wait, in milliseconds. */
    const p99 = async (isOver: () => Promise<boolean>): Promise<number> => {
      const durations: number[] = [];
      let goesOn = true;
      const caller = async (): Promise<void> => {
        while (goesOn) {
          const began = performance.now();
          await client.call(note, { number: 1 });
          durations.push(performance.now() - began);
        }
      };
      const callers = Array.from({ length: 10 }, caller);
      await eventually(isOver, { withinMs: 20_000 });
      goesOn = false;
      await Promise.all(callers);
      return durations.sort((a, b) => a - b)[Math.floor(durations.length * 0.99)] ?? NaN;
    };
    const elapsed = (ms: number) => {
      const end = performance.now() + ms;
      return () => Promise.resolve(performance.now() > end);
    };
    await p99(elapsed(500));
    const alone = await p99(elapsed(2_000));
    for (let number = 0; number < 3; number++) await bus.put('command', messageOf(hang.pattern, number));
    const meanwhile = await p99(async () => (await letters.count()) === 3);
    expect(meanwhile).toBeLessThan(2 * alone + 5);
  });

  it('is set aside also when somebody gave it ten thousand other fields', async () => {
    const { controller } = await bus.replica(NotingController, quick);
    const poison = messageOf(hang.pattern, 7);
    const others = Array.from({ length: 20_000 }, () => 'x');
    const stream = requestStream(bus.service, 'command');
    await bus.redis.xadd(stream, '*', 'm', JSON.stringify(poison), ...others);
    await eventually(async () => (await letters.count()) === 1, { withinMs: 15_000 });
    await expect(onlyLetter()).resolves.toMatchObject({ message: poison, deliveries: 5 });
    expect(controller.hung).toHaveLength(5);
    await expect(bus.length('command')).resolves.toBe(0);
  });

  it('can be looked at, replayed and dropped', async () => {
    const first = await bus.replica(NotingController, quick);
    const poison = messageOf(hang.pattern, 7, { budget_ms: 3_000 });
    await bus.put('command', poison);
    await eventually(async () => (await letters.count()) === 1, { withinMs: 15_000 });
    const letter = await onlyLetter();
    await expect(letters.find(letter.id)).resolves.toEqual(letter);

    // The defect is mended.
    first.controller.gate.release();
    await expect(letters.replay(letter)).resolves.toEqual({
      outcome: 'done',
      reply: { id: poison.id, body: null },
    });
    await expect(letters.count()).resolves.toBe(0);
    await expect(letters.drop(letter.id)).resolves.toBe(false);
    await expect(letters.find(letter.id)).resolves.toBeNull();
  });

  it('stays a dead letter when its replay is refused', async () => {
    const stale = messageOf(hang.pattern, 7, { sent_at: Date.now() - 13 * 60 * 60 * 1_000 });
    await bus.redis.xadd(`latchkey:bus:{${bus.service}}:dead`, '*', 'm', JSON.stringify(stale));
    await bus.replica(NotingController, quick);
    const letter = await onlyLetter();
    const { outcome } = await letters.replay(letter);
    expect(outcome).toBe('refused');
    await expect(letters.count()).resolves.toBe(1);
    await expect(letters.drop(letter.id)).resolves.toBe(true);
    await expect(letters.count()).resolves.toBe(0);
  });
});
