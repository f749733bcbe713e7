import { Redis } from 'ioredis';
import { setTimeout as delay } from 'node:timers/promises';
import {
  answerOf,
  AT_ONCE_MS,
  begunBy,
  type Check,
  comesTrue,
  endOf,
  GRACE_MS,
  isServing,
  must,
  mustEnd,
  numbers,
  PATIENCE_MS,
  same,
} from './check.js';
import { eventChecks } from './event-checks.js';
import { type Client, type Replica } from './transport.js';

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

/** One after another: they share a service. */
export const harmlessChecks: readonly Check[] = [...requestAndReply, ...errors, ...replicas];

/** Each with a service of its own, so that they may run at once. The longest first. */
export const loneChecks: readonly Check[] = [
  ...poison,
  ...eventChecks,
  ...restarts,
  ...deadlines,
  ...backPressure,
];
