import { carryContexts } from '@latchkey/platform';
import { Controller } from '@nestjs/common';
import { Answers, type BusClient, currentTraceId, withinTrace } from '../src/index.js';
import { contract } from './contracts.js';
import { TestBus } from './test-bus.js';

const which = contract<object, { readonly traceId: string | null }>('test.which-trace.v1');
const traceIdOf = (number: number): string => (number + 1).toString(16).padStart(32, '0');

@Controller()
class TracedController {
  @Answers(which)
  async which(): Promise<{ traceId: string | null }> {
    await new Promise(setImmediate);
    return { traceId: currentTraceId() ?? null };
  }
}

carryContexts();

describe('a trace', () => {
  let bus: TestBus;
  let client: BusClient;
  beforeAll(async () => {
    bus = TestBus.start();
    await bus.replica(TracedController);
    client = await bus.client();
  });
  afterAll(() => bus.close());

  it('goes with each of many calls at once to its handler, and with no other', async () => {
    const calls = Array.from({ length: 100 }, (_, number) =>
      number % 2 === 0
        ? withinTrace(`00-${traceIdOf(number)}-00f067aa0ba902b7-01`, () => client.call(which, {}))
        : client.call(which, {}),
    );
    const expected = calls.map((_, number) => ({ traceId: number % 2 === 0 ? traceIdOf(number) : null }));
    await expect(Promise.all(calls)).resolves.toEqual(expected);
  });
});
