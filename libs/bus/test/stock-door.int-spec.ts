import { eventually, type PrivateStore, startPrivateRedis } from '@latchkey/testing';
import { Catch, Controller, type ExceptionFilter, Logger, UseFilters } from '@nestjs/common';
import { Ctx, MessagePattern, Payload } from '@nestjs/microservices';
import { setTimeout as delay } from 'node:timers/promises';
import { type Observable, throwError } from 'rxjs';
import { Answers, BusContext, BusServer } from '../src/index.js';
import { contract, type Numbered } from './contracts.js';
import { Gate } from './gate.js';
import { StockClient } from './stock-client.js';
import { TestBus } from './test-bus.js';

class NotFoundError extends Error {}

@Catch(NotFoundError)
class NotFoundFilter implements ExceptionFilter {
  catch({ message }: NotFoundError): Observable<never> {
    return throwError(() => ({ kind: 'not_found', code: 'test.not_found', message }));
  }
}

@Catch(RangeError)
class SilentFilter implements ExceptionFilter {
  catch(): Observable<never> {
    return throwError(() => null);
  }
}

const echo = contract<Numbered, Numbered>('test.door.echo.v1');
const whoAsks = contract<object, unknown>('test.door.who-asks.v1');
const find = contract<object, never>('test.door.find.v1');
const fail = contract<object, never>('test.door.fail.v1');
const failSilently = contract<object, never>('test.door.fail-silently.v1');
const none = contract<object, null>('test.door.none.v1');
const unsayable = contract<object, unknown>('test.door.unsayable.v1');
const wait = contract<object, null>('test.door.wait.v1');
const erase = contract<Numbered, Numbered>('test.door.erase.v1', { kind: 'command' });
const take = contract<object, null>('test.door.take.v1', { secrets: { request: ['pin'], reply: [] } });
const give = contract<object, object>('test.door.give.v1', { secrets: { request: [], reply: ['pin'] } });

@Controller()
class DoorController {
  readonly gate = new Gate();
  handled = 0;

  @Answers(echo)
  async echo(@Payload() { number }: Numbered): Promise<Numbered> {
    this.handled++;
    for (let turn = number % 7; turn > 0; turn--) await new Promise(setImmediate);
    return { number };
  }

  @Answers(whoAsks)
  whoAsks(@Ctx() { principal, pattern, kind, messageId }: BusContext): object {
    return { principal, pattern, kind, hasId: messageId.length > 0 };
  }

  @UseFilters(NotFoundFilter)
  @Answers(find)
  find(): never {
    throw new NotFoundError('It is not here');
  }

  @Answers(fail)
  fail(): never {
    throw new Error('the inside');
  }

  @UseFilters(SilentFilter)
  @Answers(failSilently)
  failSilently(): never {
    throw new RangeError();
  }

  @Answers(none)
  none(): void {
    this.handled++;
  }

  @Answers(unsayable)
  unsayable(): unknown {
    return { big: 1n };
  }

  @Answers(wait)
  async wait(): Promise<void> {
    await this.gate.pass();
  }

  @Answers(erase)
  erase(@Payload() { number }: Numbered): Numbered {
    this.handled++;
    return { number };
  }

  @Answers(take)
  take(): null {
    this.handled++;
    return null;
  }

  @Answers(give)
  give(): object {
    this.handled++;
    return { pin: 'a secret' };
  }

  @MessagePattern('test.door.stock.v1')
  stock(): string {
    this.handled++;
    return 'answered';
  }
}

describe("a caller with nothing but Nest's stock client", () => {
  let bus: TestBus;
  let client: StockClient;
  let controller: DoorController;
  beforeEach(async () => {
    bus = TestBus.start();
    ({ controller } = await bus.replica(DoorController, { stockDoor: true }));
    client = await StockClient.connect(bus.redisUrl);
    await listeners(bus, 1);
  });
  afterEach(async () => {
    await client.close();
    await bus.close();
  });

  const refusalOf = (pattern: string, data: unknown = {}): Promise<unknown> =>
    client.call(pattern, data).then(
      (reply) => ({ answered: reply }),
      (error: unknown) => error,
    );

  it('is answered by the handler of the pattern, which sees a question of nobody', async () => {
    await expect(client.call(echo.pattern, { number: 1 })).resolves.toEqual({ number: 1 });
    await expect(client.call(none.pattern, {})).resolves.toBeNull();
    await expect(client.call(whoAsks.pattern, {})).resolves.toEqual({
      principal: null,
      pattern: whoAsks.pattern,
      kind: 'question',
      hasId: true,
    });
  });

  it('is told a refusal whole, and of a defect nothing but that it is one', async () => {
    const defect = { kind: 'defect', message: 'Internal error' };
    await expect(refusalOf(find.pattern)).resolves.toEqual({
      kind: 'not_found',
      code: 'test.not_found',
      message: 'It is not here',
    });
    expect(JSON.stringify(await refusalOf(fail.pattern))).not.toContain('inside');
    await expect(refusalOf(unsayable.pattern)).resolves.toEqual(defect);
    await expect(refusalOf(failSilently.pattern)).resolves.toEqual(defect);
  });

  it('is refused a command, with the reason, and the command is not executed', async () => {
    await expect(refusalOf(erase.pattern, { number: 1 })).resolves.toEqual({
      kind: 'invalid',
      code: 'bus.command_at_the_door',
      message: expect.stringContaining('stream of commands') as string,
    });
    client.proxy.emit(erase.pattern, { number: 1 });
    await client.call(whoAsks.pattern, {});
    expect(controller.handled).toBe(0);
  });

  it.each([take.pattern, give.pattern])('is refused %s, which carries a secret', async (pattern) => {
    await expect(refusalOf(pattern)).resolves.toMatchObject({
      kind: 'invalid',
      code: 'bus.secrets_at_the_door',
    });
    expect(controller.handled).toBe(0);
  });

  it('is refused what says neither its kind nor its secrets', async () => {
    await expect(refusalOf('test.door.stock.v1')).resolves.toMatchObject({ code: 'bus.unknown_pattern' });
    expect(controller.handled).toBe(0);
  });

  it.each([
    { what: 'a text', data: 'text' },
    { what: 'a number', data: 7 },
    { what: 'true', data: true },
    { what: 'a list', data: [{ number: 1 }] },
  ])('is refused data that is $what', async ({ data }) => {
    await expect(refusalOf(none.pattern, data)).resolves.toMatchObject({
      kind: 'invalid',
      code: 'bus.unreadable',
    });
    expect(controller.handled).toBe(0);
  });

  it('is refused more than a question can be', async () => {
    const text = 'x'.repeat(1_000_000);
    await expect(client.call(echo.pattern, { number: 1, text })).resolves.toEqual({ number: 1 });
    await expect(refusalOf(echo.pattern, { number: 1, text: text.repeat(2) })).resolves.toMatchObject({
      kind: 'invalid',
      code: 'bus.too_large',
    });
    expect(controller.handled).toBe(1);
  });

  it.each([
    ['no JSON', '{"data":{"number":1},"id":'],
    ['nothing', ''],
    ['null', 'null'],
    ['a text', '"text"'],
    ['an event', '{"data":{"number":1}}'],
    ['an id that is no text', '{"data":{"number":1},"id":7}'],
    ['an id that is too long', JSON.stringify({ data: { number: 1 }, id: 'x'.repeat(201) })],
    ['a text that is too long, without an id', 'x'.repeat(1_100_000)],
    ['bytes', Buffer.from([0xff, 0x00, 0xfe])],
  ])('does not disturb the service with %s', async (_, garbage) => {
    const said = listenToLogs();
    const replies = bus.connection();
    const heard: unknown[] = [];
    replies.on('message', (_channel, text) => heard.push(text));
    await replies.subscribe(`${echo.pattern}.reply`);

    await bus.redis.publish(echo.pattern, garbage);
    await expect(client.call(echo.pattern, { number: 1 })).resolves.toEqual({ number: 1 });
    await eventually(() => heard.length > 0);
    expect(heard).toHaveLength(1);
    expect(controller.handled).toBe(1);
    expect(said).toEqual([]);
  });

  it('survives data nested beyond what can be written again', async () => {
    const depth = 400_000;
    const data = `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`;
    const replies = bus.connection();
    await replies.subscribe(`${none.pattern}.reply`);
    const reply = new Promise<string>((resolve) => {
      replies.on('message', (_channel, text: string) => {
        resolve(text);
      });
    });
    await bus.redis.publish(none.pattern, `{"data":${data},"id":"deep"}`);
    expect(JSON.parse(await reply)).toMatchObject({ id: 'deep', err: { code: 'bus.unreadable' } });
  });

  it('is refused at once beyond 64 questions, while questions of the stream are answered', async () => {
    const waiting = Array.from({ length: 64 }, () => client.call(wait.pattern, {}));
    await eventually(() => controller.gate.arrived === 64);
    const began = performance.now();
    await expect(refusalOf(echo.pattern, { number: 1 })).resolves.toMatchObject({
      kind: 'unavailable',
      code: 'bus.busy',
    });
    expect(performance.now() - began).toBeLessThan(200);
    const other = await bus.client();
    await expect(other.call(echo, { number: 2 })).resolves.toEqual({ number: 2 });

    controller.gate.release();
    await Promise.all(waiting);
    await expect(client.call(echo.pattern, { number: 3 })).resolves.toEqual({ number: 3 });
    expect(controller.handled).toBe(2);
  });

  it('gets its own answer among many, though two replicas answer each', async () => {
    const second = await bus.replica(DoorController, { stockDoor: true });
    await listeners(bus, 2);
    const numbers = Array.from({ length: 50 }, (_, number) => number);
    const replies = await Promise.all(numbers.map((number) => client.call(echo.pattern, { number })));
    expect(replies).toEqual(numbers.map((number) => ({ number })));
    await eventually(() => controller.handled === 50 && second.controller.handled === 50);
    await expect(refusalOf(find.pattern)).resolves.toMatchObject({ code: 'test.not_found' });
  });
});

describe('a replica with a door', () => {
  let bus: TestBus;
  beforeEach(() => (bus = TestBus.start()));
  afterEach(() => bus.close());

  it('hears no more once it closes, and answers what it has heard', async () => {
    const replica = await bus.replica(DoorController, { stockDoor: true });
    const { gate } = replica.controller;
    await listeners(bus, 1);
    const client = await StockClient.connect(bus.redisUrl);
    const waiting = client.call(wait.pattern, {});
    await eventually(() => gate.arrived === 1);
    const closed = replica.close();
    await listeners(bus, 0);
    // Longer than the streams' readers take to leave: it is the door that it waits for.
    await delay(800);
    gate.release();
    await expect(waiting).resolves.toBeNull();
    await closed;
    await expect(client.call(echo.pattern, { number: 1 }, 300)).rejects.toThrow('Timeout');
    await client.close();
  });

  it('has none unless it is asked to', async () => {
    await bus.replica(DoorController);
    const client = await bus.client();
    await expect(client.call(echo, { number: 1 })).resolves.toEqual({ number: 1 });
    await listeners(bus, 0);
  });

  it('is not connected while Redis forbids it to listen, and says so once', async () => {
    await bus.redis.acl('SETUSER', 'mute', 'on', 'nopass', '+@all', '~*', 'resetchannels');
    const redisUrl = bus.redisUrl.replace('redis://', 'redis://mute:any@');
    const said = listenToLogs();
    const server = new BusServer({ redisUrl, service: bus.service, sealingKey: bus.key, stockDoor: true });
    server.addHandler(echo.pattern, () => Promise.resolve(null));
    server.listen(() => undefined);
    await eventually(() => said.length > 0);
    await delay(300);
    expect(server.isConnected).toBe(false);
    expect(said).toEqual([expect.stringContaining('NOPERM')]);

    await bus.redis.acl('SETUSER', 'mute', 'allchannels');
    await eventually(() => server.isConnected);
    await server.close();
    await bus.redis.acl('DELUSER', 'mute');
  });
});

describe('the door, when Redis goes away', () => {
  let redis: PrivateStore;
  let bus: TestBus;
  let client: StockClient;
  beforeEach(async () => {
    redis = await startPrivateRedis();
    bus = TestBus.start(redis.url);
    await bus.replica(DoorController, { stockDoor: true });
    client = await StockClient.connect(bus.redisUrl);
    await listeners(bus, 1);
  });
  afterEach(async () => {
    redis.resume();
    await client.close();
    await bus.close();
    await redis.stop('crash');
  });

  const untilServing = async (): Promise<number> => {
    const began = performance.now();
    await eventually(() => client.call(echo.pattern, { number: 1 }, 200));
    return performance.now() - began;
  };

  it('answers within 2 s of the return of a Redis that crashed', async () => {
    await untilServing();
    await redis.stop('crash');
    await delay(700);
    await redis.start();
    await expect(untilServing()).resolves.toBeLessThan(2_000);
  });

  it('answers within 2 s of the end of a pause that cost every connection', async () => {
    await untilServing();
    await redis.pause();
    await delay(3_000);
    redis.resume();
    await expect(untilServing()).resolves.toBeLessThan(2_000);
  });

  it('answers again when its connections were cut under it', async () => {
    await untilServing();
    await bus.redis.call('CLIENT', 'KILL', 'TYPE', 'pubsub');
    await expect(untilServing()).resolves.toBeLessThan(2_000);
  });
});

/** What is said from now on, until the next bus starts. */
function listenToLogs(): unknown[] {
  const said: unknown[] = [];
  const keep = (message: unknown): number => said.push(message);
  Logger.overrideLogger({ log: keep, warn: keep, error: keep });
  return said;
}

/** How many replicas hear the door's questions. */
async function listeners(bus: TestBus, count: number): Promise<void> {
  await eventually(async () => {
    const [, heardBy] = (await bus.redis.pubsub('NUMSUB', echo.pattern)) as [string, number];
    return heardBy === count;
  });
}
