import { connectTo, reportOutages } from '@latchkey/bus';
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { type Redis } from 'ioredis';
import { JobQueue, type JobQueueOptions } from './job-queue.js';

/** Longer than BullMQ waits at the server for a job: 10 s. A network that is dead for longer counts as closed. */
const DEAD_AFTER_MS = 12_000;

/** Every queue of this process, over one connection, and one more for each that works. They run while the app does. */
@Injectable()
export class JobQueues implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown {
  private readonly redis: Redis;
  private readonly queues: Pick<JobQueue<unknown>, 'start' | 'stop'>[] = [];
  private stopping: Promise<unknown> = Promise.resolve();

  constructor(redisUrl: string) {
    this.redis = connectTo(redisUrl, {
      connectionName: 'latchkey-jobs',
      connectTimeout: 500,
      socketTimeout: DEAD_AFTER_MS,
      // BullMQ's own connections wait for as long as it takes; who adds a job does not wait for them.
      maxRetriesPerRequest: null,
      retryStrategy: (attempt) => Math.min(50 * attempt, 500),
    });
    reportOutages(this.redis, 'jobs', new Logger('Jobs'));
  }

  /** In a constructor: what is opened once the app runs is not started. */
  open<Subject>(options: JobQueueOptions<Subject>): JobQueue<Subject> {
    const queue = new JobQueue(this.redis, options);
    this.queues.push(queue);
    return queue;
  }

  onApplicationBootstrap(): void {
    for (const queue of this.queues) queue.start();
  }

  /** Beside all else that finishes: a message takes its time. */
  onModuleDestroy(): void {
    this.stopping = Promise.all(this.queues.map((queue) => queue.stop()));
  }

  /** Before the database's connections are closed: what is being worked on needs them. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.stopping;
    this.redis.disconnect();
  }
}
