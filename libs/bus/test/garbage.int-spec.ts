import { eventually } from '@latchkey/testing';
import { Controller } from '@nestjs/common';
import { Answers, type MessageKind } from '../src/index.js';
import { type RequestEnvelope } from '../src/envelope.js';
import { requestStream } from '../src/keys.js';
import { contract } from './contracts.js';
import { questionOf, TestBus } from './test-bus.js';

const greet = contract<object, string>('test.greet.v1');
const act = contract<object, string>('test.act.v1', { kind: 'command' });

@Controller()
class GreetingController {
  handled = 0;

  @Answers(greet)
  greet(): string {
    this.handled++;
    return 'hello';
  }

  @Answers(act)
  act(): string {
    this.handled++;
    return 'done';
  }
}

describe('a stream in which other programs put things', () => {
  let bus: TestBus;
  let controller: GreetingController;
  beforeAll(async () => {
    bus = TestBus.start();
    ({ controller } = await bus.replica(GreetingController));
  });
  beforeEach(() => (controller.handled = 0));
  afterAll(() => bus.close());

  /** Everything that is published anywhere meanwhile. */
  async function publishedDuring(action: () => Promise<void>): Promise<string[]> {
    const channels: string[] = [];
    const listener = bus.connection();
    listener.on('pmessage', (_pattern, channel: string) => channels.push(channel));
    await listener.psubscribe('*');
    await action();
    const mark = `mark-${bus.service}`;
    await bus.redis.publish(mark, '');
    await eventually(() => channels.includes(mark));
    listener.disconnect();
    return channels.filter((channel) => channel !== mark);
  }

  const settled = (kind: MessageKind): Promise<unknown> =>
    eventually(async () => (await bus.length(kind)) === 0 && (await bus.pending(kind)) === 0);

  const stillServes = async (): Promise<void> => {
    const client = await bus.client();
    await expect(client.call(greet, {})).resolves.toBe('hello');
  };

  it.each<[string, string | object]>([
    ['is no JSON', '{"id":'],
    ['is empty', ''],
    ['is JSON and no object', '[1,2,3]'],
    ['is null', 'null'],
    ['has no id', { ...questionOf(greet.pattern), id: undefined }],
    ['has nowhere to reply to', { ...questionOf(greet.pattern), reply_to: undefined }],
    ['replies to a channel that is none', questionOf(greet.pattern, { reply_to: 'latchkey:hints' })],
    ['replies to a key of ours', questionOf(greet.pattern, { reply_to: 'x:latchkey:bus:reply:1' })],
    ['has an id of a megabyte', questionOf(greet.pattern, { id: 'x'.repeat(1_000_000) })],
  ])('is rid of what %s; nothing is done or said, and life goes on', async (_what, message) => {
    const published = await publishedDuring(async () => {
      await bus.put('question', message);
      await bus.redis.xadd(requestStream(bus.service, 'question'), '*', 'other', 'field', 'm', 'x');
      await settled('question');
    });
    expect(published).toEqual([]);
    expect(controller.handled).toBe(0);
    await stillServes();
  });

  it.each<[string, MessageKind, Partial<RequestEnvelope>, string]>([
    ['a pattern that nobody knows', 'question', { pattern: 'test.unknown.v1' }, 'bus.unknown_pattern'],
    ['a pattern that is JSON', 'question', { pattern: '{"a":{"b":null}}' }, 'bus.unknown_pattern'],
    [
      'a command among the questions',
      'question',
      { pattern: act.pattern, kind: 'command' },
      'bus.wrong_kind',
    ],
    ['a command said to be a question', 'question', { pattern: act.pattern }, 'bus.wrong_kind'],
    ['a question among the commands', 'command', {}, 'bus.wrong_kind'],
    ['a body that is no JSON', 'question', { body: '{' }, 'bus.unreadable'],
    ['a body that is no text', 'question', { body: {} as never }, 'bus.unreadable'],
    ['a budget that is no number', 'question', { budget_ms: '5000' as never }, 'bus.unreadable'],
    ['what is of no kind that there is', 'question', { kind: 'event' as never }, 'bus.unreadable'],
    ['an idempotency key that is endless', 'command', { idempotency_key: 'x'.repeat(201) }, 'bus.unreadable'],
    ['a principal that is not sealed', 'question', { principal: {} as never }, 'bus.unreadable'],
  ])('refuses %s, aloud, and life goes on', async (_what, kind, changes, code) => {
    const reply = await bus.ask(kind, questionOf(greet.pattern, changes));
    expect(reply).toMatchObject({ error: { kind: 'invalid', code } });
    expect(controller.handled).toBe(0);
    await settled(kind);
    await stillServes();
  });

  it('refuses nothing of a message that is in order', async () => {
    await expect(bus.ask('question', questionOf(greet.pattern))).resolves.toMatchObject({ body: 'hello' });
  });
});

describe('a reply channel on which other programs put things', () => {
  it('still brings the answer', async () => {
    const bus = TestBus.start();
    const client = await bus.client();
    const answer = client.call(greet, {});
    const { id, reply_to } = await bus.take('question');
    for (const noise of [
      '',
      'null',
      '{',
      '[]',
      JSON.stringify({ id }),
      JSON.stringify({ id: 'x', body: 1 }),
    ]) {
      await bus.redis.publish(reply_to, noise);
    }
    await bus.redis.publish(reply_to, JSON.stringify({ id, body: 'hello' }));
    await bus.redis.publish(reply_to, JSON.stringify({ id, body: 'twice' }));
    await expect(answer).resolves.toBe('hello');
    await bus.close();
  });
});
