import { changeEffective, type Receipt } from '@latchkey/contracts';
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
import { Effects } from './effects.js';

const EVERY_MS = 1_000;
const BATCH = 1_000;

interface EffectiveEntry {
  readonly number: string;
  readonly at: Date;
  readonly workspace_id: string | null;
}

/**
 * Tells of every change that it is effective (`change.effective`), also when the auth that waited for it has died:
 * every replica waits here as a command does, strikes off who fell silent, and one of them tells.
 */
@Injectable()
export class EffectiveChanges implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(EffectiveChanges.name);
  private readonly task = new RecurringTask(EVERY_MS, () => this.attempt());
  private isFailing = false;

  constructor(
    private readonly database: DataSource,
    private readonly effects: Effects,
    private readonly changes: Changes,
  ) {}

  onApplicationBootstrap(): void {
    this.task.start();
  }

  /** Before the database's connections are closed. */
  beforeApplicationShutdown(): Promise<void> {
    return this.task.stop();
  }

  /** Tells what has become effective until now, and waits for what has not. */
  async tell(): Promise<void> {
    if (!(await this.isBehind())) return;
    const { number, receipt } = await this.effects.reach(null);
    if (receipt.state === 'pending') return;
    while ((await this.tellBatch(number, receipt)) === BATCH && !this.task.isStopping);
  }

  private async isBehind(): Promise<boolean> {
    const [row] = await this.database.query<{ is_behind: boolean }[]>(
      `SELECT told.number < newest.number AS is_behind
         FROM effective_head told, (SELECT number FROM change_log ORDER BY number DESC LIMIT 1) newest`,
    );
    return row?.is_behind ?? false;
  }

  /** @returns How many entries that were: 0 also while another replica is at it. */
  private async tellBatch(
    until: number,
    { effective_at }: Extract<Receipt, { state: 'effective' }>,
  ): Promise<number> {
    const count = await inTransaction(this.database, async (rows) => {
      const entries = await nextEntries(rows, until);
      const last = entries.at(-1);
      if (!last) return 0;
      await addToOutbox(
        rows,
        entries.flatMap((entry) => toEvent(entry, effective_at)),
      );
      await rows.query('UPDATE effective_head SET number = $1', [last.number]);
      return entries.length;
    });
    if (count > 0) this.changes.emitted.next();
    return count;
  }

  private async attempt(): Promise<void> {
    try {
      await this.tell();
      this.isFailing = false;
    } catch (error) {
      // They are told next time.
      if (!this.isFailing) this.logger.warn(`What is effective was not told: ${String(error)}`);
      this.isFailing = true;
    }
  }
}

/** Only the holder of the head row tells; who does not get it has nothing to do. */
const nextEntries = async (rows: EntityManager, until: number): Promise<EffectiveEntry[]> => {
  const [told] = await rows.query<{ number: string }[]>(
    'SELECT number FROM effective_head FOR UPDATE SKIP LOCKED',
  );
  if (!told) return [];
  return rows.query<EffectiveEntry[]>(
    `SELECT number, at, workspace_id FROM change_log WHERE number > $1 AND number <= $2 ORDER BY number LIMIT $3`,
    [told.number, until, BATCH],
  );
};

/** What belongs to no workspace is told to nobody. */
const toEvent = ({ number, at, workspace_id }: EffectiveEntry, effective_at: string): NewEvent[] => {
  if (workspace_id === null) return [];
  const { name, version } = changeEffective;
  const data = { change: Number(number), changed_at: at.toISOString(), effective_at };
  return [{ name, version, workspace_id, actor_id: null, data }];
};
