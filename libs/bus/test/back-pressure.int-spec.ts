import { eventually } from '@latchkey/testing';
import { Controller } from '@nestjs/common';
import { Answers, type BusClient, type BusUnavailableError, type MessageKind } from '../src/index.js';
import { contract } from './contracts.js';
import { Gate } from './gate.js';
import { TestBus } from './test-bus.js';

const kinds: MessageKind[] = ['question', 'command'];
const work = {
  question: contract<object, null>('test.work-question.v1'),
  command: contract<object, null>('test.work-command.v1', { kind: 'command' }),
};

@Controller()
class BusyController {
  private working = 0;
  busiest = 0;
  readonly gate = new Gate();

  @Answers(work.question)
  question(): Promise<void> {
    return this.work();
  }

  @Answers(work.command)
  command(): Promise<void> {
    return this.work();
  }

  private async work(): Promise<void> {
    this.busiest = Math.max(this.busiest, ++this.working);
    await this.gate.pass();
    await new Promise(setImmediate);
    this.working--;
  }
}

const times = <Value>(length: number, make: (index: number) => Value): Value[] =>
  Array.from({ length }, (_, index) => make(index));

describe('a service with more to do than it takes on', () => {
  let bus: TestBus;
  beforeEach(() => (bus = TestBus.start()));
  afterEach(() => bus.close());

  it.each(kinds)('works on so many %ss at once and no more; the others wait in Redis', async (kind) => {
    const { controller } = await bus.replica(BusyController, { concurrency: { question: 3, command: 3 } });
    const client = await bus.client();
    const calls = times(100, () => client.call(work[kind], {}));

    await eventually(() => controller.gate.arrived === 3);
    await eventually(async () => (await bus.length(kind)) === 100);
    expect(await bus.pending(kind)).toBe(3);
    controller.gate.release();
    await Promise.all(calls);
    expect(controller.busiest).toBe(3);
    await eventually(async () => (await bus.length(kind)) === 0);
  });

  it.each(kinds)('lets so many %ss wait and no more, however many ask together', async (kind) => {
    const maxWaiting = 20;
    const clients = await Promise.all(times(3, () => bus.client({ maxWaiting })));
    const began = performance.now();
    const ends = times(50, (index) =>
      (clients[index % 3] as BusClient).call({ ...work[kind], budgetMs: 1_500 }, {}).then(
        () => ({ reason: 'answered', ms: 0 }),
        (error: unknown) => ({
          reason: (error as BusUnavailableError).reason,
          ms: performance.now() - began,
        }),
      ),
    );
    await eventually(async () => (await bus.length(kind)) === maxWaiting);
    const { controller } = await bus.replica(BusyController);
    controller.gate.release();

    const refused = (await Promise.all(ends)).filter(({ reason }) => reason === 'full');
    expect(refused).toHaveLength(30);
    expect(Math.max(...refused.map(({ ms }) => ms))).toBeLessThan(300);
    expect(controller.gate.arrived).toBe(20);
  });

  it('takes more as soon as some of it is done', async () => {
    const client = await bus.client({ maxWaiting: 1 });
    const waiting = client.call(work.question, {});
    await eventually(async () => (await bus.length('question')) === 1);
    await expect(client.call(work.question, {})).rejects.toMatchObject({ reason: 'full' });

    const { controller } = await bus.replica(BusyController);
    controller.gate.release();
    await waiting;
    await eventually(async () => (await bus.length('question')) === 0);
    await expect(client.call(work.question, {})).resolves.toBeNull();
  });
});
