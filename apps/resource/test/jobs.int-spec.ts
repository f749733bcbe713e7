import { eventually } from '@latchkey/testing';
import { Logger } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { AclRedis } from '../../../tools/redis-acl/acl-redis.js';
import { type Job, type JobQueue } from '../src/jobs/job-queue.js';
import { JobQueues } from '../src/jobs/job-queues.js';

describe('a queue of jobs', () => {
  let redis: AclRedis;
  beforeAll(async () => {
    Logger.overrideLogger(false);
    redis = await AclRedis.start();
  });
  afterAll(() => redis.stop());

  /** One replica's, with the rights that resource has; the subject is a word. */
  async function replica(
    name: string,
    work: (word: string) => Promise<number | null>,
    overdue: () => readonly Job<string>[] = () => [],
  ): Promise<{ readonly queue: JobQueue<string>; readonly stop: () => Promise<void> }> {
    const queues = new JobQueues(redis.urlOf('resource'));
    const queue = queues.open<string>({
      name,
      concurrency: 4,
      work,
      overdue: () => Promise.resolve(overdue()),
    });
    queues.onApplicationBootstrap();
    await eventually(() => queue.isReachable);
    const stop = (): Promise<void> => {
      queues.onModuleDestroy();
      return queues.beforeApplicationShutdown();
    };
    return { queue, stop };
  }

  it('gives each job to one replica', async () => {
    const done: string[] = [];
    const work = (word: string): Promise<null> => Promise.resolve(null).finally(() => done.push(word));
    const both = [await replica('one', work), await replica('one', work)];
    const words = Array.from({ length: 200 }, (_, n) => `word-${n}`);
    words.forEach((word, n) => both[n % 2]?.queue.add({ id: word, subject: word }));
    await eventually(() => done.length >= words.length);
    await Promise.all(both.map(({ stop }) => stop()));
    expect(done.sort()).toEqual(words.sort());
    expect(await redis.admin.keys('latchkey:jobs:one:word-*')).toEqual([]);
  });

  it('adds none twice that waits, and looks again when the work says so, not sooner', async () => {
    const looks: number[] = [];
    const { queue, stop } = await replica('again', () => {
      looks.push(performance.now());
      return Promise.resolve(looks.length < 3 ? 200 : null);
    });
    const began = performance.now();
    for (let time = 0; time < 5; time++) queue.add({ id: 'a', subject: 'a' }, 300);
    await eventually(() => looks.length === 3);
    await delay(300);
    await stop();
    expect(looks).toHaveLength(3);
    const [first = 0, second = 0] = looks;
    expect(first - began).toBeGreaterThan(290);
    expect(second - first).toBeGreaterThan(190);
  });

  it('finds again what Redis has lost, and what failed', async () => {
    const open = new Set(['lost', 'failing']);
    let failures = 0;
    const work = (word: string): Promise<null> => {
      if (word === 'failing' && failures++ === 0) return Promise.reject(new Error('Not today'));
      open.delete(word);
      return Promise.resolve(null);
    };
    const overdue = (): Job<string>[] => [...open].map((word) => ({ id: word, subject: word }));
    const { queue, stop } = await replica('lost', work, overdue);
    queue.add({ id: 'lost', subject: 'lost' }, 60_000);
    queue.add({ id: 'failing', subject: 'failing' });
    await eventually(() => failures === 1);
    await redis.admin.flushall();
    await eventually(() => open.size === 0, { withinMs: 10_000 });
    await stop();
  });

  it('finishes what it has when it stops, and takes no more', async () => {
    let [begun, ended] = [0, 0];
    const work = async (): Promise<null> => {
      begun++;
      await delay(500);
      ended++;
      return null;
    };
    const { queue, stop } = await replica('stops', work);
    for (let n = 0; n < 20; n++) queue.add({ id: `job-${n}`, subject: '' });
    await eventually(() => begun > 0);
    await stop();
    expect({ ended, isSome: begun < 20 }).toEqual({ ended: begun, isSome: true });
    queue.add({ id: 'late', subject: '' });
  });

  it('asks Redis for nothing that resource may not', async () => {
    expect(await redis.refusals()).toEqual([]);
  });
});
