import { Controller } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Answers } from '../src/index.js';
import { type ReplyEnvelope } from '../src/envelope.js';
import { newReplyChannel } from '../src/keys.js';
import { contract } from './contracts.js';
import { TestBus } from './test-bus.js';

const act = contract<object, string>('test.act.v1', { kind: 'command' });
const HOUR_MS = 60 * 60 * 1_000;

@Controller()
class ActingController {
  @Answers(act)
  act(): string {
    return 'done';
  }
}

describe('a command', () => {
  let bus: TestBus;
  beforeAll(async () => {
    bus = TestBus.start();
    await bus.replica(ActingController);
  });
  afterAll(() => bus.close());

  const sentAt = (sent_at?: number): Promise<ReplyEnvelope> =>
    bus.ask('command', {
      id: randomUUID(),
      kind: 'command',
      pattern: act.pattern,
      budget_ms: 10_000,
      reply_to: newReplyChannel(),
      ...(sent_at !== undefined && { sent_at }),
      body: '{}',
    });
  const refused = { error: { code: 'bus.stale_command' } };

  it.each<[string, number | undefined]>([
    ['13 hours ago', Date.now() - 13 * HOUR_MS],
    // Good for as long again as one that is sent now: nobody remembers its reply by then.
    ['13 hours from now', Date.now() + 13 * HOUR_MS],
    ['at no time', undefined],
  ])('that was sent %s is not carried out', async (_, sent_at) => {
    await expect(sentAt(sent_at)).resolves.toMatchObject(refused);
  });

  it.each([-11, 0, 11])('that was sent %i hours from now is', async (hours) => {
    await expect(sentAt(Date.now() + hours * HOUR_MS)).resolves.toMatchObject({ body: 'done' });
  });

  it("is old by Redis's clock, not by ours", async () => {
    const now = Date.now();
    const ours = import.meta.jest.spyOn(Date, 'now').mockReturnValue(now + 100 * HOUR_MS);
    try {
      await expect(sentAt(now)).resolves.toMatchObject({ body: 'done' });
      await expect(sentAt(now + 100 * HOUR_MS)).resolves.toMatchObject(refused);
    } finally {
      ours.mockRestore();
    }
  });
});
