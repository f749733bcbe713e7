import { eventually } from '@latchkey/testing';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { firstValueFrom, type Observable, Subject, takeUntil } from 'rxjs';
import { Answers, type BusClient, type BusContract } from '../src/index.js';
import { contract, type Numbered } from './contracts.js';
import { Gate } from './gate.js';
import { questionOf, TestBus } from './test-bus.js';

const wait = contract<Numbered, Numbered>('test.wait.v1');
const briefWait = { ...wait, budgetMs: 100 };

@Controller()
class WaitingController {
  readonly gate = new Gate();

  @Answers(wait)
  async wait(@Payload() { number }: Numbered): Promise<Numbered> {
    await this.gate.pass();
    return { number };
  }
}

/** A call that is unsubscribed from when `stop` fires, as by an interceptor with a time limit. */
const impatientCall = (client: BusClient, asked: BusContract<never, unknown>, stop: Observable<void>) =>
  firstValueFrom(client.send<unknown, object>(asked, { number: 1 }).pipe(takeUntil(stop)));

/** How many calls the client still keeps in mind. */
const kept = (client: BusClient): number => client['pending'].size;

describe('a call that nobody waits for any more', () => {
  let bus: TestBus;
  beforeEach(() => (bus = TestBus.start()));
  afterEach(() => bus.close());

  it('is forgotten when its budget ends, and its late answer is dropped', async () => {
    const { controller } = await bus.replica(WaitingController);
    const client = await bus.client();
    const listener = bus.connection();
    const late: string[] = [];
    listener.on('pmessage', (_, _channel, json: string) => late.push(json));
    await listener.psubscribe('latchkey:bus:reply:*');

    await expect(client.call(briefWait, { number: 1 })).rejects.toMatchObject({ reason: 'timeout' });
    expect(kept(client)).toBe(0);
    controller.gate.release();
    await eventually(() => late.length === 1);
    await expect(client.call(wait, { number: 2 })).resolves.toEqual({ number: 2 });
    listener.disconnect();
  });

  it('is forgotten when it is unsubscribed from', async () => {
    const { controller } = await bus.replica(WaitingController);
    const client = await bus.client();
    const stop = new Subject<void>();
    const call = impatientCall(client, wait, stop);
    await eventually(() => controller.gate.arrived === 1);
    stop.next();
    await expect(call).rejects.toThrow('no elements in sequence');
    expect(kept(client)).toBe(0);
  });
});

describe('a client that is closed', () => {
  let bus: TestBus;
  beforeEach(() => (bus = TestBus.start()));
  afterEach(() => bus.close());

  it.each([
    { when: 'sent', isSent: true },
    { when: 'about to be', isSent: false },
  ])("ends the calls that are $when with 'closed', and later calls too", async ({ isSent }) => {
    const client = await bus.client();
    const calls = [1, 2, 3].map((number) => client.call(wait, { number }));
    const ends = Promise.allSettled(calls);
    await eventually(async () => !isSent || (await bus.length('question')) === 3);
    client.close();
    const closed = { status: 'rejected', reason: expect.objectContaining({ reason: 'closed' }) as unknown };
    await expect(ends).resolves.toEqual([closed, closed, closed]);
    await expect(client.call(wait, { number: 4 })).rejects.toMatchObject({ reason: 'closed' });
    expect(kept(client)).toBe(0);
  });

  it('leaves no connection behind, also when it had hardly begun to connect', async () => {
    const names = [`latchkey-${bus.service}-client`, `latchkey-${bus.service}-replies`];
    const connected = async (): Promise<string[]> => {
      const list = (await bus.redis.client('LIST')) as string;
      return names.filter((name) => list.includes(`name=${name} `));
    };
    const client = await bus.client();
    expect(await connected()).toEqual(names);
    client.close();
    await eventually(async () => (await connected()).length === 0);

    const hasty = bus.client();
    await new Promise(setImmediate);
    await eventually(async () => (await connected()).length > 0);
    (await hasty).close();
    await eventually(async () => (await connected()).length === 0);
  });
});

describe('a replica that is closed', () => {
  let bus: TestBus;
  beforeEach(() => (bus = TestBus.start()));
  afterEach(() => bus.close());

  it('answers what it has read before it leaves, and takes no more', async () => {
    const replica = await bus.replica(WaitingController);
    const client = await bus.client();
    const calls = [1, 2, 3].map((number) => client.call(wait, { number }));
    await eventually(() => replica.controller.gate.arrived === 3);

    let hasLeft = false;
    const leaving = replica.close().then(() => (hasLeft = true));
    // It may be in the middle of a read, and what that read brings it answers too.
    await eventually(async () => (await readersBlocked(bus)) === 0);
    await bus.put('question', questionOf(wait.pattern, { body: '{"number":4}' }));
    expect(hasLeft).toBe(false);
    replica.controller.gate.release();
    await expect(Promise.all(calls)).resolves.toEqual([{ number: 1 }, { number: 2 }, { number: 3 }]);
    await leaving;
    expect(replica.controller.gate.arrived).toBe(3);
    expect(await bus.length('question')).toBe(1);
    expect(await bus.pending('question')).toBe(0);
  });

  it('leaves what it did not read to the others', async () => {
    const leaver = await bus.replica(WaitingController, { concurrency: { question: 1, command: 1 } });
    const client = await bus.client();
    const calls = [1, 2, 3].map((number) => client.call(wait, { number }));
    await eventually(() => leaver.controller.gate.arrived === 1);
    const leaving = leaver.close();
    leaver.controller.gate.release();
    const stayer = await bus.replica(WaitingController);
    stayer.controller.gate.release();
    await expect(Promise.all(calls)).resolves.toEqual([{ number: 1 }, { number: 2 }, { number: 3 }]);
    await leaving;
  });
});

/** How many of the service's connections wait at Redis for messages. */
async function readersBlocked(bus: TestBus): Promise<number> {
  const list = (await bus.redis.client('LIST')) as string;
  return list
    .split('\n')
    .filter((line) => line.includes(`name=latchkey-${bus.service}-`) && line.includes('flags=b')).length;
}
