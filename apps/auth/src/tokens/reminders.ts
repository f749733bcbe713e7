import { type EventContract, tokenExpiring, tokenRotationDue } from '@latchkey/contracts';
import { inTransaction, RecurringTask } from '@latchkey/platform';
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Changes } from '../audit/changes.js';
import { addToOutbox, type NewEvent } from '../events/outbox.js';

const EVERY_MS = 60_000;
const BATCH = 500;

interface Reminded<Data extends object> {
  readonly workspace_id: string;
  readonly data: Data;
}

const EXPIRING = 'SELECT workspace_id, data FROM across.remind_of_expiry($1)';
const ROTATION_DUE = 'SELECT workspace_id, data FROM across.remind_of_rotation($1)';

/**
 * Tells owners of what they should see to: tokens that are about to end, and secrets that are old. Once each, over all
 * replicas: who writes the reminder down tells of it, in the same transaction.
 */
@Injectable()
export class Reminders implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Reminders.name);
  private readonly task = new RecurringTask(EVERY_MS, () => this.attempt());

  constructor(
    private readonly database: DataSource,
    private readonly changes: Changes,
  ) {}

  onApplicationBootstrap(): void {
    this.task.start();
  }

  /** Before the database's connections are closed. */
  beforeApplicationShutdown(): Promise<void> {
    return this.task.stop();
  }

  /** All that is due by now. */
  async tell(): Promise<void> {
    await this.tellAll(tokenExpiring, EXPIRING);
    await this.tellAll(tokenRotationDue, ROTATION_DUE);
  }

  private async tellAll<Data extends object>(contract: EventContract<Data>, due: string): Promise<void> {
    while ((await this.tellBatch(contract, due)) === BATCH && !this.task.isStopping);
  }

  private async tellBatch<Data extends object>(
    { name, version }: EventContract<Data>,
    due: string,
  ): Promise<number> {
    const count = await inTransaction(this.database, async (rows: EntityManager) => {
      const reminded = await rows.query<Reminded<Data>[]>(due, [BATCH]);
      const events = reminded.map(({ workspace_id, data }): NewEvent => ({
        name,
        version,
        workspace_id,
        actor_id: null,
        data,
      }));
      if (events.length > 0) await addToOutbox(rows, events);
      return events.length;
    });
    if (count > 0) this.changes.emitted.next();
    return count;
  }

  private async attempt(): Promise<void> {
    try {
      await this.tell();
    } catch (error) {
      // Due still, they are told next time.
      this.logger.warn(`Reminders were not told: ${String(error)}`);
    }
  }
}
