import { RecurringTask } from '@latchkey/platform';
import { Logger } from '@nestjs/common';
import { DelayedError, type Job as BullJob, Queue, Worker } from 'bullmq';
import { type Redis } from 'ioredis';

/** Something to look at. PostgreSQL knows what is to be done with it: Redis is told nothing that it may not lose. */
export interface Job<Subject> {
  /** No colon. An id that waits already, or is being worked on, is not added again. */
  readonly id: string;
  readonly subject: Subject;
}

export interface JobQueueOptions<Subject> {
  /** Lower-case letters: it is part of keys. */
  readonly name: string;
  /** Jobs at once, in each replica. */
  readonly concurrency: number;
  /**
   * Called at least once for each job, by two at the same time when a process stood still for a few seconds: PostgreSQL has
   * to let one win. Resolves to the milliseconds after which to look again, or to null when nothing is left to do. What
   * rejects is left to the next sweep.
   */
  readonly work: (subject: Subject) => Promise<number | null>;
  /** What PostgreSQL knows to be overdue, of every workspace, the oldest first: Redis may have lost it. */
  readonly overdue: (limit: number) => Promise<readonly Job<Subject>[]>;
}

const PREFIX = 'latchkey:jobs';
/** A job whose process died is another's after this time and one check. */
const LOCK_MS = 5_000;
const CHECK_MS = 2_500;
const SWEEP_MS = 3_000;
const SWEPT_AT_ONCE = 500;
/** Within what a process has for stopping. */
const FINISH_MS = 7_000;

/**
 * A queue of BullMQ's that is trusted with one thing: to say soon, and to one replica, "look at this one" (decision 15).
 * Whatever Redis loses, the sweep finds again.
 */
export class JobQueue<Subject> {
  private readonly logger: Logger;
  private readonly queue: Queue<unknown>;
  private readonly sweep = new RecurringTask(SWEEP_MS, () => this.addOverdue());
  private worker: Worker<unknown> | null = null;
  private isFailing = false;

  constructor(
    private readonly redis: Redis,
    private readonly options: JobQueueOptions<Subject>,
  ) {
    this.logger = new Logger(`Jobs: ${options.name}`);
    this.queue = new Queue(options.name, { connection: redis, prefix: PREFIX });
    this.queue.on('error', (error) => {
      this.logger.debug(String(error));
    });
  }

  get isReachable(): boolean {
    return this.redis.status === 'ready';
  }

  /** Never fails, and waits for nobody: what Redis does not hear, the sweep tells it later. */
  add({ id, subject }: Job<Subject>, delayMs = 0): void {
    // ioredis would keep it in memory for as long as Redis is away.
    if (!this.isReachable) return;
    const terms = { jobId: id, delay: delayMs, removeOnComplete: true, removeOnFail: true };
    this.queue.add('job', subject, terms).catch((error: unknown) => {
      this.logger.debug(String(error));
    });
  }

  start(): void {
    this.worker = new Worker<unknown>(this.options.name, (job, token) => this.work(job, token), {
      connection: this.redis,
      prefix: PREFIX,
      concurrency: this.options.concurrency,
      lockDuration: LOCK_MS,
      stalledInterval: CHECK_MS,
      // Each look is harmless, and PostgreSQL counts attempts: a job is not given up for being looked at often.
      maxStalledCount: 1_000,
      // After Redis was away.
      runRetryDelay: 500,
    });
    this.worker.on('error', (error) => {
      this.logger.debug(String(error));
    });
    this.worker.on('failed', (job, error) => {
      this.logger.warn(`Job ${job?.id ?? ''} was not done, and is left to the next sweep: ${String(error)}`);
    });
    this.sweep.start();
  }

  /** Takes no more, and finishes what it has. */
  async stop(): Promise<void> {
    await this.sweep.stop();
    const finished = this.worker?.close();
    await Promise.race([finished, new Promise((resolve) => setTimeout(resolve, FINISH_MS).unref())]);
    await this.queue.close();
  }

  private async work(job: BullJob<unknown>, token: string | undefined): Promise<void> {
    const againInMs = await this.options.work(job.data as Subject);
    if (againInMs === null) return;
    await job.moveToDelayed(Date.now() + againInMs, token);
    // How BullMQ is told that the job is not over.
    throw new DelayedError();
  }

  private async addOverdue(): Promise<void> {
    try {
      for (const job of await this.options.overdue(SWEPT_AT_ONCE)) this.add(job);
      this.isFailing = false;
    } catch (error) {
      if (!this.isFailing) this.logger.warn(`Nobody looks for what is overdue: ${String(error)}`);
      this.isFailing = true;
    }
  }
}
