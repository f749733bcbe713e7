import { Redis } from 'ioredis';
import { setTimeout as delay } from 'node:timers/promises';
import { type Client, type Replica, type ServiceUnderTest, Unanswered } from './transport.js';

/** What a transport owes its users, or it is none for us. */
export interface Check {
  readonly name: string;
  /** Which of docs/architecture.md needs it. */
  readonly promise?: string;
  /** Makes Redis go away, and is given one of its own. */
  readonly endangersRedis?: true;
  /**
   * Throws a `NonConformity` where the transport falls short. Ends in bounded time on any transport. A harmless one is
   * given the replicas of the service that it shares.
   */
  readonly run: (service: ServiceUnderTest, replicas: readonly Replica[]) => Promise<void>;
}

export class NonConformity extends Error {}

function must(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new NonConformity(otherwise);
}

const numbers = (length: number): number[] => Array.from({ length }, (_, index) => index);
const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

type End =
  | { readonly how: 'answered'; readonly value: unknown; readonly ms: number }
  | { readonly how: 'refused'; readonly error: unknown; readonly ms: number }
  | { readonly how: 'unanswered' | 'hangs'; readonly ms: number };

/** A call may hang for ever: no check does. */
async function endOf(call: Promise<unknown>, withinMs: number): Promise<End> {
  const began = performance.now();
  const ms = (): number => performance.now() - began;
  const timer = new AbortController();
  const end = await Promise.race([
    call.then(
      (value): End => ({ how: 'answered', value, ms: ms() }),
      (error: unknown): End =>
        error instanceof Unanswered ? { how: 'unanswered', ms: ms() } : { how: 'refused', error, ms: ms() },
    ),
    delay(withinMs, null, { signal: timer.signal }).then(
      (): End => ({ how: 'hangs', ms: ms() }),
      (): End => ({ how: 'hangs', ms: ms() }),
    ),
  ]);
  timer.abort();
  return end;
}

/** Waits for what should come true; false when it has not. */
async function comesTrue(condition: () => boolean | Promise<boolean>, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (!(await condition())) {
    if (performance.now() > deadline) return false;
    await delay(10);
  }
  return true;
}

/** Longer than any answer takes here that comes at all. */
const PATIENCE_MS = 5_000;
/** How much later than its budget a call may end. */
const GRACE_MS = 400;
const AT_ONCE_MS = 500;

async function answerOf(call: Promise<unknown>, withinMs = PATIENCE_MS): Promise<unknown> {
  const end = await endOf(call, withinMs);
  const { error = null } = end.how === 'refused' ? end : {};
  must(
    end.how === 'answered',
    `a call was ${end.how}: ${error instanceof Error ? error.message : JSON.stringify(error)}`,
  );
  return end.value;
}

/** Ends by itself, however. */
async function mustEnd(call: Promise<unknown>, withinMs: number): Promise<End> {
  const end = await endOf(call, withinMs);
  must(end.how !== 'hangs', `a call hangs, for ${Math.round(end.ms)} ms at least`);
  return end;
}

const isServing = async (client: Client): Promise<boolean> =>
  (await endOf(client.call('echo', { value: 'ready?' }, { budgetMs: 200 }), 300)).how === 'answered';

const begunBy = (replicas: readonly Replica[]): number[] => replicas.flatMap(({ begun }) => begun);

const requestAndReply: readonly Check[] = [
  {
    name: 'each of 500 callers gets its own answer, though the answers come out of order',
    run: async (service) => {
      const clients = [await service.client(), await service.client()];
      const replies = await Promise.all(
        numbers(500).map((value) =>
          answerOf((clients[value % 2] as Client).call('echo', { value, ms: (value * 7) % 20 })),
        ),
      );
      must(same(replies, numbers(500)), 'a caller got the answer of another');
    },
  },
  {
    name: 'a megabyte travels each way, and any text',
    run: async (service) => {
      const client = await service.client();
      for (const value of ['x'.repeat(1_000_000), 'Zoë, 東京, 🗝️, \u0000, \u2028, "quoted\\"']) {
        must((await answerOf(client.call('echo', { value }))) === value, 'a text came back changed');
      }
    },
  },
  {
    name: 'null, false, zero, and an empty text, list and object are answers',
    run: async (service) => {
      const client = await service.client();
      for (const value of [null, false, 0, '', [], {}]) {
        const reply = await answerOf(client.call('echo', { value }));
        must(same(reply, value), `${JSON.stringify(value)} came back as ${JSON.stringify(reply)}`);
      }
    },
  },
  {
    name: 'a handler that returns nothing has answered',
    run: async (service) => {
      const client = await service.client();
      const reply = await answerOf(client.call('silence', {}));
      must(reply === null || reply === undefined, `nothing came back as ${JSON.stringify(reply)}`);
    },
  },
];

const errors: readonly Check[] = [
  {
    name: "a handler's error reaches its caller, in its shape, and nobody else",
    run: async (service) => {
      const [first, second] = [await service.client(), await service.client()];
      const value = {
        kind: 'not_found',
        code: 'test.not_found',
        message: 'It is not here',
        errors: { id: ['x'] },
      };
      const refused = numbers(20).map(() => endOf(first.call('refuse', { value }), PATIENCE_MS));
      const answered = numbers(20).map((each) => answerOf(second.call('echo', { value: each })));
      must(same(await Promise.all(answered), numbers(20)), 'an error reached a caller it was not for');
      for (const end of await Promise.all(refused)) {
        must(end.how === 'refused', `a refused call was ${end.how}`);
        must(same(end.error, value), `an error came back as ${JSON.stringify(end.error)}`);
      }
    },
  },
  {
    name: 'a defect is told as one, and nothing of its inside',
    run: async (service) => {
      const end = await endOf((await service.client()).call('break', {}), PATIENCE_MS);
      must(end.how === 'refused', `a call that met a defect was ${end.how}`);
      const { message, stack } = end.error as Error;
      must(!`${JSON.stringify(end.error)}${message}${stack ?? ''}`.includes('inside'), 'its inside was told');
    },
  },
  {
    name: 'a pattern that nobody handles is refused at once',
    promise: 'P6',
    run: async (service) => {
      const end = await mustEnd((await service.client()).callUnknown(), 1_000);
      must(end.how === 'refused' && end.ms < AT_ONCE_MS, `it was ${end.how} after ${end.ms} ms`);
    },
  },
];

const deadlines: readonly Check[] = [
  {
    name: 'a call that nobody listens for ends within its budget',
    promise: 'P6',
    run: async (service) => {
      const client = await service.client();
      await mustEnd(client.call('echo', {}, { budgetMs: 300 }), 300 + GRACE_MS);
    },
  },
  {
    name: 'a call ends within its budget though its replica is paused, and is not worked on afterwards',
    promise: 'P6',
    run: async (service) => {
      const [replica] = (await service.replicas(1)) as [Replica];
      const client = await service.client();
      await answerOf(client.call('echo', { key: 1 }));
      await replica.pause();
      const end = await endOf(client.call('echo', { key: 2 }, { budgetMs: 300 }), 300 + GRACE_MS);
      // The message counts its budget from when Redis has it: a little later than its caller.
      await delay(GRACE_MS);
      replica.resume();
      await answerOf(client.call('echo', { key: 3 }));
      must(!replica.begun.includes(2), 'work was done for a caller that had given up');
      must(end.how !== 'hangs', 'the call hangs');
    },
  },
  {
    name: 'a call ends within its budget though its replica is killed at work',
    promise: 'P6',
    run: async (service) => {
      const [replica] = (await service.replicas(1)) as [Replica];
      const call = (await service.client()).call('echo', { key: 1, ms: 60_000 }, { budgetMs: 1_000 });
      const ending = endOf(call, 1_000 + GRACE_MS);
      must(await comesTrue(() => replica.begun.length === 1, PATIENCE_MS), 'the work was not begun');
      await replica.kill();
      must((await ending).how !== 'hangs', 'the call hangs');
    },
  },
  {
    name: 'no call hangs while Redis hangs, and calls are answered within 2 s of its end',
    endangersRedis: true,
    promise: 'P6',
    run: async (service) => {
      await service.replicas(1);
      const client = await service.client();
      await answerOf(client.call('echo', {}));
      await service.redis.pause();
      const calls = numbers(5).map(() => endOf(client.call('echo', {}, { budgetMs: 700 }), 700 + GRACE_MS));
      const ends = await Promise.all(calls);
      service.redis.resume();
      must(await comesTrue(() => isServing(client), 2_000), 'nobody served within 2 s');
      must(
        ends.every(({ how }) => how !== 'hangs'),
        'calls hang',
      );
    },
  },
];

const replicas: readonly Check[] = [
  {
    name: 'each of 300 effects happens once, though there are three replicas',
    promise: 'P5',
    run: async (service, three) => {
      const client = await service.client();
      const replies = await Promise.all(
        numbers(300).map((key) => answerOf(client.call('effect', { key, value: key }))),
      );
      must(same(replies, numbers(300)), 'a caller got the answer of another');
      // Whoever else works on them has begun by now.
      await delay(200);
      const begun = begunBy(three)
        .filter((key) => key >= 0 && key < 1_000)
        .sort((a, b) => a - b);
      must(same(begun, numbers(300)), `300 effects happened ${begun.length} times`);
    },
  },
  {
    name: 'the replicas share the work',
    run: async (service, three) => {
      const client = await service.client();
      await Promise.all(
        numbers(300).map((key) => answerOf(client.call('echo', { key: 1_000 + key, ms: 10 }))),
      );
      await delay(200);
      const most = Math.max(...three.map(({ begun }) => begun.filter((key) => key >= 1_000).length));
      must(most < 300, 'one of them did all of it');
    },
  },
  {
    name: 'a reply is heard by who asked, and on no channel that others share',
    promise: 'P7',
    run: async (service) => {
      const heard = new Map<string, Set<string>>();
      const spy = new Redis(service.redis.url);
      spy.on('pmessage', (_, channel: string, text: string) => {
        // Only the replica joins the words: the request does not hold them so.
        const [mark] = /reply-to-(one|other)/.exec(text) ?? [];
        if (mark) heard.set(mark, (heard.get(mark) ?? new Set()).add(channel));
      });
      await spy.psubscribe('*');
      const [one, other] = [await service.client(), await service.client()];
      await answerOf(one.call('join', { value: ['reply', 'to', 'one'] }));
      await answerOf(other.call('join', { value: ['reply', 'to', 'other'] }));
      must(await comesTrue(() => heard.size === 2, 1_000), 'no reply was heard at all');
      spy.disconnect();
      const channels = [...(heard.get('reply-to-one') ?? [])];
      const shared = channels.filter((channel) => heard.get('reply-to-other')?.has(channel));
      must(shared.length === 0, 'two clients hear their replies on one channel');
    },
  },
];

const restarts: readonly Check[] = [
  {
    name: 'a message sent while the service is down is answered when it is back, within the budget',
    promise: 'P5',
    run: async (service) => {
      const [replica] = (await service.replicas(1)) as [Replica];
      const client = await service.client();
      await answerOf(client.call('effect', { key: 1 }));
      await replica.kill();
      const call = endOf(client.call('effect', { key: 2, value: 'late' }, { budgetMs: 20_000 }), 20_000);
      const isBack = service.replicas(1).then(() => delay(1_000, null));
      const end = await Promise.race([call, isBack]);
      must(end?.how === 'answered', 'it was not answered');
    },
  },
  {
    name: 'what a replica was at when it was killed is done by another',
    promise: 'P5',
    run: async (service) => {
      const [replica] = (await service.replicas(1)) as [Replica];
      const client = await service.client();
      const call = client.call('effect', { key: 1, ms: 300 }, { budgetMs: 20_000 });
      const end = endOf(call, 20_000);
      must(await comesTrue(() => replica.begun.length === 1, PATIENCE_MS), 'the work was not begun');
      await replica.kill();
      const isBack = service.replicas(1).then(() => delay(2_000, null));
      must((await Promise.race([end, isBack]))?.how === 'answered', 'nobody took it over');
    },
  },
  {
    name: 'both ends serve again within 2 s of the return of a Redis that crashed, without a restart',
    endangersRedis: true,
    promise: 'P10',
    run: async (service) => {
      const [replica] = (await service.replicas(1)) as [Replica];
      const client = await service.client();
      await answerOf(client.call('echo', {}));
      await service.redis.stop('crash');
      await delay(500);
      await service.redis.start();
      must(await comesTrue(() => isServing(client), 2_000), 'nobody served within 2 s');
      must(replica.isAlive, 'the replica died of it');
    },
  },
];

const backPressure: readonly Check[] = [
  {
    name: 'a replica works on so many at once and no more',
    run: async (service) => {
      const [replica] = (await service.replicas(1, { concurrency: 4 })) as [Replica];
      const client = await service.client();
      await Promise.all(numbers(20).map((key) => answerOf(client.call('echo', { key, ms: 30 }))));
      must(replica.begun.length === 20, 'not all of it was done');
      must(replica.busiest === 4, `it worked on ${replica.busiest} at once`);
    },
  },
  {
    name: 'what is more than may wait is refused at once',
    promise: 'P6',
    run: async (service) => {
      const client = await service.client({ maxWaiting: 10 });
      const calls = numbers(30).map(() => endOf(client.call('echo', {}, { budgetMs: 900 }), 900 + GRACE_MS));
      const ends = await Promise.all(calls);
      const refused = ends.filter(({ how, ms }) => how === 'unanswered' && ms < AT_ONCE_MS).length;
      must(refused === 20, `${refused} of 20 were refused at once`);
      must(
        ends.every(({ how }) => how === 'unanswered'),
        'calls hang',
      );
    },
  },
];

const poison: readonly Check[] = [
  {
    name: 'a message that kills its replica is set aside after 5 deliveries, and the others are answered',
    promise: 'P5',
    run: async (service) => {
      const six = await service.replicas(6);
      const client = await service.client();
      const doomed = endOf(client.call('die', { key: 666 }, { budgetMs: 15_000 }), 15_000);
      let answered = 0;
      const isSetAside = await comesTrue(async () => {
        const alive = six.filter(({ isAlive }) => isAlive).length;
        must(alive > 0, 'it killed every replica');
        if (await isServing(client)) answered++;
        return (await service.setAside()) === 1;
      }, 10_000);
      must(isSetAside, 'it was never set aside');
      const deliveries = begunBy(six).filter((key) => key === 666).length;
      must(deliveries === 5, `it was delivered ${deliveries} times`);
      must(answered > 5, 'the others were not answered');
      await answerOf(client.call('echo', {}));
      void doomed;
    },
  },
];

const toldOf = (replicas: readonly Replica[]): number[] => replicas.flatMap(({ told }) => told);

const events: readonly Check[] = [
  {
    name: 'each group is told of each of 100 events once, and its replicas share them',
    run: async (service) => {
      const [three, other] = await Promise.all([
        service.replicas(3, { group: 'billing', concurrency: 4 }),
        service.replicas(1, { group: 'reporting' }),
      ]);
      for (const key of numbers(100)) await service.emit('noted', key);
      for (const group of [three, other]) {
        await comesTrue(() => toldOf(group).length >= 100, PATIENCE_MS);
        // Whoever else is told of them has been by now.
        await delay(200);
        const told = toldOf(group).sort((a, b) => a - b);
        must(
          same(told, numbers(100)),
          `a group of ${group.length} was told of 100 events ${told.length} times`,
        );
      }
      const most = Math.max(...three.map(({ told }) => told.length));
      must(most < 100, 'one of three was told of them all');
    },
  },
  {
    name: 'a group is told of what happened while none of it listened',
    run: async (service) => {
      const [first] = (await service.replicas(1, { group: 'billing' })) as [Replica];
      await service.emit('noted', 1);
      must(await comesTrue(() => first.told.includes(1), PATIENCE_MS), 'an event was not told at all');
      await first.kill();
      await service.emit('noted', 2);
      const [next] = (await service.replicas(1, { group: 'billing' })) as [Replica];
      must(await comesTrue(() => next.told.includes(2), 1_500), 'it was not told');
    },
  },
  {
    name: 'an event whose handler fails is told again, until it is done',
    run: async (service) => {
      const [replica] = (await service.replicas(1, { group: 'billing' })) as [Replica];
      await service.emit('stumbling', 1);
      must(await comesTrue(() => replica.told.length > 0, PATIENCE_MS), 'an event was not told at all');
      must(await comesTrue(() => replica.told.length > 1, 2_500), 'it was told once');
      await delay(1_500);
      must(replica.told.length === 2, `it was told ${replica.told.length} times`);
    },
  },
  {
    name: 'an event that a killed replica was at is told to another of its group',
    run: async (service) => {
      const [first] = (await service.replicas(1, { group: 'billing' })) as [Replica];
      await service.emit('lingering', 1);
      must(await comesTrue(() => first.told.includes(1), PATIENCE_MS), 'an event was not told at all');
      await first.kill();
      const [next] = (await service.replicas(1, { group: 'billing' })) as [Replica];
      must(await comesTrue(() => next.told.includes(1), 2_000), 'nobody took it over');
    },
  },
  {
    name: 'an event that fails each time keeps none of 20 others from its group',
    run: async (service) => {
      const [replica] = (await service.replicas(1, { group: 'billing', concurrency: 1 })) as [Replica];
      for (const key of numbers(20)) {
        if (key % 10 === 0) await service.emit('failing', 100 + key);
        await service.emit('noted', key);
      }
      await comesTrue(() => replica.told.includes(19), 3_000);
      must(replica.told.includes(100) && replica.told.includes(110), 'an event was not told at all');
      const others = replica.told.filter((key) => key < 100).sort((a, b) => a - b);
      must(same(others, numbers(20)), `the group was told of ${others.length} of the 20 others`);
      must(replica.isAlive, 'its replica died of it');
    },
  },
];

/** One after another: they share a service. */
export const harmlessChecks: readonly Check[] = [...requestAndReply, ...errors, ...replicas];

/** Each with a service of its own, so that they may run at once. The longest first. */
export const loneChecks: readonly Check[] = [
  ...poison,
  ...events,
  ...restarts,
  ...deadlines,
  ...backPressure,
];
