import { RecurringTask } from '@latchkey/platform';
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { forget, FORGOTTEN_AT_ONCE } from './first-answers.js';

const EVERY_MS = 10 * 60 * 1_000;

/** Deletes answers that nobody can ask for any more. Every replica does; they get out of each other's way. */
@Injectable()
export class AnswerExpiry implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(AnswerExpiry.name);
  private readonly task = new RecurringTask(EVERY_MS, () => this.run());

  constructor(private readonly database: DataSource) {}

  onApplicationBootstrap(): void {
    this.task.start();
  }

  /** Before the database's connections are closed. */
  beforeApplicationShutdown(): Promise<void> {
    return this.task.stop();
  }

  async run(): Promise<void> {
    try {
      let deleted = FORGOTTEN_AT_ONCE;
      while (deleted === FORGOTTEN_AT_ONCE && !this.task.isStopping) deleted = await forget(this.database);
    } catch (error) {
      // They are deleted next time: what is late harms nobody.
      this.logger.warn(`Old answers were not deleted: ${String(error)}`);
    }
  }
}
