import { RecurringTask } from '@latchkey/platform';
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { EXPIRY_BATCH, StoredReplies } from './stored-replies.js';

const EVERY_MS = 10 * 60 * 1_000;

/** Deletes replies that nobody can ask for any more. Every replica does; they get out of each other's way. */
@Injectable()
export class ReplyExpiry implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(ReplyExpiry.name);
  private readonly task = new RecurringTask(EVERY_MS, () => this.run());

  constructor(private readonly replies: StoredReplies) {}

  onApplicationBootstrap(): void {
    this.task.start();
  }

  /** Before the database's connections are closed. */
  beforeApplicationShutdown(): Promise<void> {
    return this.task.stop();
  }

  async run(): Promise<void> {
    try {
      let deleted = EXPIRY_BATCH;
      while (deleted === EXPIRY_BATCH && !this.task.isStopping) deleted = await this.replies.expire();
    } catch (error) {
      // They are deleted next time: what is late harms nobody.
      this.logger.warn(`Old replies were not deleted: ${String(error)}`);
    }
  }
}
