import { RecurringTask } from '@latchkey/platform';
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource } from 'typeorm';

const EVERY_MS = 10 * 60 * 1_000;
/** A guard that lacks so many empties its cache anyway. Many more than are ever sent, so gaps at the end harm nobody. */
const KEPT_ENTRIES = 10_000;
const KEPT_SECONDS = 60 * 60;
/** Deleted at once: a statement that takes long would hold back PostgreSQL's vacuum. */
const BATCH = 1_000;

/** Never the newest: whoever reads the head finds an entry. Nor one whose effect was not told yet. */
const PRUNE = `
  DELETE FROM change_log WHERE number IN (
    SELECT entry.number FROM change_log entry, effective_head told
     WHERE entry.number <= LEAST(told.number, (SELECT max(number) FROM change_log) - $1)
       AND entry.at < now() - $2 * interval '1 second'
     ORDER BY entry.number LIMIT $3 FOR UPDATE OF entry SKIP LOCKED)`;

/** Forgets old changes. Every replica does; they get out of each other's way. */
@Injectable()
export class LogPruning implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(LogPruning.name);
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
      let pruned = BATCH;
      while (pruned === BATCH && !this.task.isStopping) {
        [, pruned] = await this.database.query<[unknown, number]>(PRUNE, [KEPT_ENTRIES, KEPT_SECONDS, BATCH]);
      }
    } catch (error) {
      this.logger.warn(`Old changes were not forgotten: ${String(error)}`);
    }
  }
}
