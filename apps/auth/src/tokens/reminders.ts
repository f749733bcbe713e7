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
import { rfc3339 } from '../database/rfc3339.js';
import { addToOutbox, type NewEvent } from '../events/outbox.js';

const EVERY_MS = 60_000;
const BATCH = 500;

interface Reminded<Data extends object> {
  readonly workspace_id: string;
  readonly data: Data;
}

/** What makes a token due, in SQL. */
interface Due {
  /** In `token_reminders`, before the number of days. */
  readonly kind: string;
  /** The column that it is due for: another value is due anew. */
  readonly column: 'expires_at' | 'secret_since';
  readonly days: string;
  /** What the event calls them. */
  readonly daysField: string;
  readonly isDue: string;
}

/** Writes down a batch ($1) of what is due and not written down yet, and tells what that was. */
const remind = ({ kind, column, days, daysField, isDue }: Due): string => `
  WITH due AS (
    SELECT id, workspace_id, owner_id, ${column}, ${days} AS days
      FROM api_tokens WHERE deleted_at IS NULL AND is_active AND ${isDue}
  ), told AS (
    INSERT INTO token_reminders (token_id, kind, due_for)
    SELECT id, '${kind} ' || days, ${column} FROM due
     WHERE NOT EXISTS (SELECT FROM token_reminders told
                        WHERE token_id = id AND kind = '${kind} ' || days AND due_for = ${column})
     ORDER BY ${column}, id LIMIT $1
    ON CONFLICT DO NOTHING RETURNING token_id
  )
  SELECT workspace_id, jsonb_build_object('token_id', id, 'owner_id', owner_id, '${daysField}', days,
           '${column}', ${rfc3339(column)}) AS data
    FROM due JOIN told ON told.token_id = due.id`;

/** The nearest of 14, 7 and 1 days, so that who is issued for three days is not told of fourteen. */
const EXPIRING = remind({
  kind: 'expiring',
  column: 'expires_at',
  days: `CASE WHEN expires_at <= now() + interval '1 day' THEN 1
              WHEN expires_at <= now() + interval '7 days' THEN 7 ELSE 14 END`,
  daysField: 'within_days',
  isDue: `expires_at > now() AND expires_at <= now() + interval '14 days'`,
});

const ROTATION_DUE = remind({
  kind: 'rotation',
  column: 'secret_since',
  days: '90 * floor(extract(epoch FROM now() - secret_since) / 7776000)::integer',
  daysField: 'days',
  isDue: `secret_since <= now() - interval '90 days'`,
});

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
