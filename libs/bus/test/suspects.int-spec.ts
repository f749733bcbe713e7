import { eventually } from '@latchkey/testing';
import { Controller } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Answers } from '../src/index.js';
import { type RequestEnvelope } from '../src/envelope.js';
import { CONSUMER_GROUP, deadLetterStream, newReplyChannel, requestStream } from '../src/keys.js';
import { contract } from './contracts.js';
import { Gate } from './gate.js';
import { TestBus } from './test-bus.js';

const hang = contract<object, null>('test.hang.v1', { kind: 'command' });

@Controller()
class HangingController {
  readonly gate = new Gate();

  @Answers(hang)
  hang(): Promise<void> {
    return this.gate.pass();
  }
}

const message = (): RequestEnvelope => ({
  id: randomUUID(),
  kind: 'command',
  pattern: hang.pattern,
  budget_ms: 10_000,
  reply_to: newReplyChannel(),
  idempotency_key: randomUUID(),
  sent_at: Date.now(),
  body: '{}',
});

describe('messages that a replica had when it was heard of last', () => {
  let bus: TestBus;
  let stream: string;
  beforeEach(() => {
    bus = TestBus.start();
    stream = requestStream(bus.service, 'command');
  });
  afterEach(() => bus.close());

  /** @param deliveries How often they were given to somebody before. */
  async function lost(count: number, deliveries: number): Promise<void> {
    for (let n = 0; n < count; n++) await bus.put('command', message());
    await bus.redis.xgroup('CREATE', stream, CONSUMER_GROUP, '0', 'MKSTREAM');
    await bus.redis.xreadgroup('GROUP', CONSUMER_GROUP, 'other', 'COUNT', count, 'STREAMS', stream, '>');
    const ids = (await bus.redis.xrange(stream, '-', '+')).map(([id]) => id);
    await bus.redis.xclaim(stream, CONSUMER_GROUP, 'other', 0, ...ids, 'RETRYCOUNT', deliveries, 'JUSTID');
  }

  const replica = async (command: number): Promise<HangingController> => {
    const options = { concurrency: { question: 1, command: 1 }, reclaimAfterMs: { question: 300, command } };
    return (await bus.replica(HangingController, options)).controller;
  };

  it('are taken over one after another when two deliveries of them came to nothing', async () => {
    await lost(3, 2);
    const { gate } = await replica(900);
    await eventually(() => gate.arrived === 1);
    await delay(500);
    expect(gate.arrived).toBe(1);
    // One that hangs keeps the next from its turn for a while only.
    await eventually(() => gate.arrived >= 2);
  });

  it('are not taken over without bound', async () => {
    await lost(20, 1);
    const { gate } = await replica(900);
    await eventually(() => gate.arrived === 9);
    await delay(500);
    expect(gate.arrived).toBe(9);
  });

  it('are not set aside while the fifth who got them may still be at it', async () => {
    await lost(1, 5);
    await replica(1_500);
    await delay(1_200);
    await expect(bus.redis.xlen(deadLetterStream(bus.service))).resolves.toBe(0);
    await eventually(async () => (await bus.redis.xlen(deadLetterStream(bus.service))) === 1);
  });
});
