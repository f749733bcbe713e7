import { type BeforeApplicationShutdown, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { RecurringTask } from './recurring-task.js';

const EVERY_MS = 10 * 60 * 1_000;

/**
 * Deletes what nobody can ask for any more, every ten minutes and a batch at a time: a statement that takes long would
 * hold back PostgreSQL's vacuum. Every replica does; the statements get out of each other's way.
 */
export abstract class Expiry implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(this.constructor.name);
  private readonly task = new RecurringTask(EVERY_MS, () => this.run());

  /**
   * @param batch How many are deleted at once.
   * @param failure What is logged with the error; they are deleted next time, and what is late harms nobody.
   */
  protected constructor(
    private readonly batch: number,
    private readonly failure: string,
  ) {}

  /** Resolves to how many there were in this batch. */
  protected abstract deleteBatch(): Promise<number>;

  onApplicationBootstrap(): void {
    this.task.start();
  }

  /** Before the database's connections are closed. */
  beforeApplicationShutdown(): Promise<void> {
    return this.task.stop();
  }

  async run(): Promise<void> {
    try {
      let deleted = this.batch;
      while (deleted === this.batch && !this.task.isStopping) deleted = await this.deleteBatch();
    } catch (error) {
      this.logger.warn(`${this.failure}: ${String(error)}`);
    }
  }
}
