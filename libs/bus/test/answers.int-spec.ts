import { Catch, Controller, type ExceptionFilter, UseFilters } from '@nestjs/common';
import { MessagePattern, Payload, RpcException } from '@nestjs/microservices';
import { firstValueFrom, from, type Observable, throwError } from 'rxjs';
import { Answers, BusAnswerError, type BusClient } from '../src/index.js';
import { contract, type Numbered } from './contracts.js';
import { TestBus } from './test-bus.js';

class NotFoundError extends Error {}

@Catch(NotFoundError)
class NotFoundFilter implements ExceptionFilter {
  catch({ message }: NotFoundError): Observable<never> {
    return throwError(() => ({ kind: 'not_found', message, errors: { id: ['unknown'] } }));
  }
}

@Catch(RangeError)
class LeakyFilter implements ExceptionFilter {
  catch(error: RangeError): Observable<never> {
    return throwError(() => error);
  }
}

const find = contract<object, unknown>('test.find.v1');
const fail = contract<object, unknown>('test.fail.v1');
const leak = contract<object, unknown>('test.leak.v1');
const refuse = contract<object, unknown>('test.refuse.v1');
const list = contract<object, number>('test.list.v1');
const nothing = contract<object, null>('test.nothing.v1');
const huge = contract<object, unknown>('test.huge.v1');
const seals = contract<object, unknown>('test.seals.v1', { secrets: { request: ['pin'], reply: ['pin'] } });

@Controller()
@UseFilters(NotFoundFilter, LeakyFilter)
class FailingController {
  @Answers(find)
  find(): never {
    throw new NotFoundError('No such token');
  }

  @Answers(fail)
  fail(): never {
    throw new Error('connect to postgres://latchkey:hunter2@db failed');
  }

  @Answers(leak)
  leak(): never {
    throw new RangeError('connect to postgres://latchkey:hunter2@db failed');
  }

  @Answers(refuse)
  refuse(): never {
    throw new RpcException({ kind: 'denied' });
  }

  @Answers(list)
  list(): Observable<number> {
    return from([1, 2, 3]);
  }

  @Answers(nothing)
  nothing(): void {
    return undefined;
  }

  @Answers(huge)
  huge(): { amount: bigint } {
    return { amount: 1n };
  }

  @Answers(seals)
  seals(): { pin: unknown } {
    return { pin: 1234 };
  }

  /** Without a contract: it says neither its kind nor its secrets. */
  @MessagePattern('test.bare.v1')
  bare(@Payload() { number }: Numbered): number {
    return number;
  }
}

describe('an answer', () => {
  let bus: TestBus;
  let client: BusClient;
  beforeAll(async () => {
    bus = TestBus.start();
    await bus.replica(FailingController);
    client = await bus.client();
  });
  afterAll(() => bus.close());

  const defect = { kind: 'defect', message: 'Internal error' };
  const unfiltered = { status: 'error', message: 'Internal server error' };
  it.each`
    asked     | detail                                                                          | why
    ${find}   | ${{ kind: 'not_found', message: 'No such token', errors: { id: ['unknown'] } }} | ${'what the exception filter said'}
    ${refuse} | ${{ kind: 'denied' }}                                                           | ${'what an RpcException holds'}
    ${fail}   | ${unfiltered}                                                                   | ${'nothing of the inside of a defect'}
    ${leak}   | ${defect}                                                                       | ${'nothing of an error that a filter let through'}
    ${huge}   | ${defect}                                                                       | ${'a defect, for a reply that JSON cannot say'}
    ${seals}  | ${defect}                                                                       | ${'a defect, for a secret in the reply that is no text'}
  `(
    'of a handler that fails at $asked.pattern is $why',
    async ({ asked, detail }: { asked: typeof find; detail: unknown }) => {
      const error: unknown = await client.call(asked, {}).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(BusAnswerError);
      expect((error as BusAnswerError).detail).toEqual(detail);
    },
  );

  it('is the first value of a stream, and null where there is none', async () => {
    await expect(client.call(list, {})).resolves.toBe(1);
    await expect(client.call(nothing, {})).resolves.toBeNull();
  });

  it('is a refusal to a pattern that no contract was declared for, or that nobody knows', async () => {
    const bare = contract<Numbered, number>('test.bare.v1');
    await expect(client.call(bare, { number: 1 })).rejects.toMatchObject({
      detail: { code: 'bus.unknown_pattern' },
    });
    const unknown = contract<object, number>('test.unknown.v1');
    await expect(client.call(unknown, {})).rejects.toMatchObject({
      detail: {
        kind: 'invalid',
        code: 'bus.unknown_pattern',
        message: 'Nothing here answers test.unknown.v1',
      },
    });
  });

  it('is a refusal to a question that was declared a command, and the other way round', async () => {
    const asCommand = { ...list, kind: 'command' as const };
    await expect(client.call(asCommand, {})).rejects.toMatchObject({
      detail: { code: 'bus.wrong_kind', message: 'test.list.v1 is a question' },
    });
  });

  it('leaves nothing unacknowledged behind', async () => {
    for (const kind of ['question', 'command'] as const) {
      expect(await bus.length(kind)).toBe(0);
      expect(await bus.pending(kind)).toBe(0);
    }
  });
});

describe('a client that is used wrongly', () => {
  let bus: TestBus;
  let client: BusClient;
  beforeAll(async () => {
    bus = TestBus.start();
    client = await bus.client();
  });
  afterAll(() => bus.close());

  it('says that a bare payload needs a contract', async () => {
    await expect(firstValueFrom(client.send('test.find.v1', { id: 1 }))).rejects.toThrow(
      'Send a contract, not a bare pattern',
    );
  });

  it('says that it sends no events', async () => {
    await expect(firstValueFrom(client.emit('test.found.v1', { id: 1 }))).rejects.toThrow(
      'A client sends no events over the bus',
    );
  });

  it('names a secret that is no text, not its value, and sends nothing', async () => {
    const error: unknown = await client.call(seals, { pin: 1234 }).catch((reason: unknown) => reason);
    expect(error).toEqual(new TypeError('pin is a secret and must be a text'));
    expect(await bus.length('question')).toBe(0);
  });
});
