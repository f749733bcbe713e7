import { eventually } from '@latchkey/testing';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { Answers, type BusClient } from '../src/index.js';
import { contract, type Numbered } from './contracts.js';
import { TestBus } from './test-bus.js';

const count = contract<Numbered, Numbered>('test.count.v1', { kind: 'command' });
const echo = contract<Numbered, Numbered>('test.echo.v1');

@Controller()
class CountingController {
  readonly handled: number[] = [];

  @Answers(count)
  count(@Payload() { number }: Numbered): Numbered {
    this.handled.push(number);
    return { number };
  }

  /** Answers out of order, so that a reply taken for another's would show. */
  @Answers(echo)
  async echo(@Payload() { number }: Numbered): Promise<Numbered> {
    for (let turn = number % 7; turn > 0; turn--) await new Promise(setImmediate);
    return { number };
  }
}

const numbers = (length: number): number[] => Array.from({ length }, (_, index) => index);

/** Which channels the two clients listen on, told apart by which came first. */
async function channelsOf(bus: TestBus, connect: () => Promise<BusClient>): Promise<[BusClient, string]> {
  const channels = async (): Promise<string[]> => (await bus.redis.pubsub('CHANNELS')) as string[];
  const before = await channels();
  const client = await connect();
  const [added] = (await channels()).filter((channel) => !before.includes(channel));
  return [client, String(added)];
}

describe('a service with two replicas', () => {
  let bus: TestBus;
  beforeEach(() => (bus = TestBus.start()));
  afterEach(() => bus.close());

  it('works on each of 1,000 commands in exactly one of them, and in both', async () => {
    const first = await bus.replica(CountingController);
    const second = await bus.replica(CountingController);
    const client = await bus.client();
    const answers = await Promise.all(numbers(1_000).map((number) => client.call(count, { number })));

    const { handled } = first.controller;
    const { handled: handledBySecond } = second.controller;
    expect(answers.map(({ number }) => number)).toEqual(numbers(1_000));
    expect([...handled, ...handledBySecond].sort((a, b) => a - b)).toEqual(numbers(1_000));
    expect(Math.min(handled.length, handledBySecond.length)).toBeGreaterThan(0);
  });

  it('gives each of 2,000 callers its own answer, 256 at a time', async () => {
    await bus.replica(CountingController);
    await bus.replica(CountingController);
    const client = await bus.client();
    const rest = numbers(2_000).values();
    const mixedUp: [number, number][] = [];
    let answered = 0;
    const ask = async (): Promise<void> => {
      for (const number of rest) {
        const answer = await client.call(echo, { number });
        answered++;
        if (answer.number !== number) mixedUp.push([number, answer.number]);
      }
    };
    await Promise.all(numbers(256).map(ask));
    expect(answered).toBe(2_000);
    expect(mixedUp).toEqual([]);
  });

  it('answers the process that asked and no other', async () => {
    await bus.replica(CountingController);
    await bus.replica(CountingController);
    const [first, firstChannel] = await channelsOf(bus, () => bus.client());
    const [second, secondChannel] = await channelsOf(bus, () => bus.client());
    const heard: Record<string, number[]> = { [firstChannel]: [], [secondChannel]: [] };
    const eavesdropper = bus.connection();
    eavesdropper.on('pmessage', (_, channel: string, json: string) => {
      const { body } = JSON.parse(json) as { body: Numbered };
      (heard[channel] ??= []).push(body.number);
    });
    await eavesdropper.psubscribe('*');

    const calls = numbers(20).map((number) => (number < 10 ? first : second).call(echo, { number }));
    await Promise.all(calls);
    await eventually(() => Object.values(heard).flat().length === 20);
    eavesdropper.disconnect();

    const sorted = (channel: string): number[] | undefined => heard[channel]?.sort((a, b) => a - b);
    expect(sorted(firstChannel)).toEqual(numbers(20).slice(0, 10));
    expect(sorted(secondChannel)).toEqual(numbers(20).slice(10));
    await expect(bus.redis.pubsub('NUMSUB', firstChannel, secondChannel)).resolves.toEqual([
      firstChannel,
      1,
      secondChannel,
      1,
    ]);
  });
});
