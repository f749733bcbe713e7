import { RecurringTask } from '@latchkey/platform';
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource } from 'typeorm';

const EVERY_MS = 10 * 60 * 1_000;
const LIFE_SECONDS = 30 * 24 * 60 * 60;
/** A statement that takes long would hold back PostgreSQL's vacuum; each takes its deliveries with it. */
const BATCH = 500;

/** Deletes what webhooks were told thirty days ago. Every replica does; they get out of each other's way. */
@Injectable()
export class EventExpiry implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(EventExpiry.name);
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
      let deleted = BATCH;
      while (deleted === BATCH && !this.task.isStopping) deleted = await this.forget();
    } catch (error) {
      // They are deleted next time: what is late harms nobody.
      this.logger.warn(`Old events of webhooks were not deleted: ${String(error)}`);
    }
  }

  /** @returns How many there were in this batch. */
  private async forget(): Promise<number> {
    const [{ count }] = await this.database.query<[{ count: number }]>(
      'SELECT across.forget_webhook_events($1, $2) AS count',
      [LIFE_SECONDS, BATCH],
    );
    return count;
  }
}
