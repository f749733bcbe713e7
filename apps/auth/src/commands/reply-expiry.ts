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
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  private isStopping = false;

  constructor(private readonly replies: StoredReplies) {}

  onApplicationBootstrap(): void {
    this.plan();
  }

  /** Before the database's connections are closed. */
  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    if (this.timer) clearTimeout(this.timer);
    await this.running;
  }

  async run(): Promise<void> {
    try {
      let deleted = EXPIRY_BATCH;
      while (deleted === EXPIRY_BATCH && !this.isStopping) deleted = await this.replies.expire();
    } catch (error) {
      // They are deleted next time: what is late harms nobody.
      this.logger.warn(`Old replies were not deleted: ${String(error)}`);
    }
  }

  /** Between half and one and a half times the interval: replicas that start together drift apart. */
  private plan(): void {
    this.timer = setTimeout(
      () => {
        this.running = this.run().then(() => {
          if (!this.isStopping) this.plan();
        });
      },
      EVERY_MS * (0.5 + Math.random()),
    );
    this.timer.unref();
  }
}
