import { nextTraceparent } from '@latchkey/bus';
import { type EventContract, type EventMessage } from '@latchkey/contracts';
import { inTransaction } from '@latchkey/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as newId } from 'uuid';
import { type Doer } from '../operators/actor.js';

/** An event in the making: its trace is the one that it is made in, PostgreSQL adds when, the relay in which place. */
export type NewEvent = Omit<EventMessage, 'id' | 'at' | 'traceparent'>;

/** What somebody did, in their own workspace, told to other services. */
export const eventBy = <Data extends object>(
  { operator, workspace }: Doer,
  { name, version }: EventContract<Data>,
  data: Data,
): NewEvent => ({ name, version, workspace_id: workspace.id, actor_id: operator?.id ?? null, data });

/** $1: what `inOutbox` makes of the events. */
export const INSERT_EVENTS = `
  INSERT INTO outbox (id, name, version, workspace_id, actor_id, traceparent, data)
  SELECT id, name, version, workspace_id, actor_id, traceparent, data
    FROM jsonb_to_recordset($1) AS event
         (id uuid, name text, version integer, workspace_id uuid, actor_id uuid, traceparent text, data jsonb)`;

export const inOutbox = (events: readonly NewEvent[]): string =>
  JSON.stringify(events.map((event) => ({ id: newId(), traceparent: nextTraceparent(), ...event })));

/**
 * Of any workspaces, where a change tells of its own (`audit/record.ts`).
 * @param rows The transaction of what they tell: they are told if and only if it is committed, in their order.
 */
export async function addToOutbox(rows: EntityManager, events: readonly NewEvent[]): Promise<void> {
  await rows.query('SELECT across.add_events($1)', [inOutbox(events)]);
}

export interface NumberedEvent {
  readonly position: number;
  readonly event: EventMessage;
}

/** Positions of events that this database knows nothing of: those above `after`, up to `until`. */
export interface EventGap {
  readonly after: number;
  readonly until: number;
}

interface OutboxRow extends Omit<EventMessage, 'at' | 'traceparent'> {
  /** A bigint, which arrives as text. */
  readonly position: string;
  readonly at: Date;
  readonly traceparent: string | null;
}

/** The events that are kept, in PostgreSQL: what the stream in Redis is filled from, and filled from again. */
@Injectable()
export class Outbox {
  constructor(private readonly database: DataSource) {}

  /**
   * Gives the next positions to events that have none. Only the holder of the head row does, and what it numbers is
   * committed: so positions are dense, appear in their order, and the changes of one token keep theirs.
   * @param floor No position at or below it is given: the stream has it already.
   * @returns How many got one, and the head before, if it was below the floor: that is written down too, for whoever has
   * to find out what is missing (`after-restore`).
   */
  number(floor: number, limit: number): Promise<{ numbered: number; raisedFrom: number | null }> {
    return inTransaction(this.database, async (rows) => {
      // A process that is suspended here must not keep the head from the others.
      await rows.query(`SET LOCAL idle_in_transaction_session_timeout = ${HEAD_LOCK_MS}`);
      const [{ position }] = await rows.query<[{ position: string }]>(
        'SELECT position FROM outbox_head FOR UPDATE',
      );
      const head = Math.max(Number(position), floor);
      // A statement of its own: it must see what was committed until the head was locked.
      const [{ count }] = await rows.query<[{ count: string }]>(
        'SELECT across.number_events($1, $2) AS count',
        [head, limit],
      );
      const raisedFrom = floor > Number(position) ? Number(position) : null;
      if (raisedFrom !== null) {
        await rows.query('INSERT INTO event_gaps (after, until) VALUES ($1, $2)', [raisedFrom, floor]);
      }
      return { numbered: Number(count), raisedFrom };
    });
  }

  /** The last position given, and whether an event waits for one. */
  async look(): Promise<{ head: number; isWaiting: boolean }> {
    const [{ head, is_waiting }] = await this.database.query<[{ head: string; is_waiting: boolean }]>(
      'SELECT position AS head, across.events_wait() AS is_waiting FROM outbox_head',
    );
    return { head: Number(head), isWaiting: is_waiting };
  }

  /**
   * Seconds for which the oldest event waits that is not told; 0: none does.
   * @param published The last position that was told; null: nobody can say, and only what has none counts.
   */
  async oldestWaiting(published: number | null): Promise<number> {
    const [{ age }] = await this.database.query<[{ age: number }]>('SELECT across.outbox_age($1) AS age', [
      published,
    ]);
    return age;
  }

  /** Where the stream has events that this database has forgotten, but for what was taken back since; the oldest first. */
  async gaps(): Promise<EventGap[]> {
    const rows = await this.database.query<{ after: string; until: string }[]>(
      'SELECT after, until FROM event_gaps WHERE taken_back_at IS NULL ORDER BY until',
    );
    return rows.map(({ after, until }) => ({ after: Number(after), until: Number(until) }));
  }

  async closeGap({ until }: EventGap): Promise<void> {
    await this.database.query('UPDATE event_gaps SET taken_back_at = clock_timestamp() WHERE until = $1', [
      until,
    ]);
  }

  /** Which of these are kept here. */
  async known(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.database.query<{ id: string }[]>('SELECT id FROM across.events_known($1) AS id', [
      ids,
    ]);
    return new Set(rows.map(({ id }) => id));
  }

  async after(position: number, limit: number): Promise<NumberedEvent[]> {
    const rows = await this.database.query<OutboxRow[]>(
      `SELECT position, id, name, version, at, workspace_id, actor_id, traceparent, data
         FROM across.events_after($1, $2)`,
      [position, limit],
    );
    return rows.map(toEvent);
  }

  /** By PostgreSQL's clock, as `at` is. */
  async before(ms: number): Promise<Date> {
    const [{ instant }] = await this.database.query<[{ instant: Date }]>(
      `SELECT now() - $1 * interval '1 millisecond' AS instant`,
      [ms],
    );
    return instant;
  }

  /**
   * Forgets a batch of what is older.
   * @param published Nothing after it is forgotten: Redis may have been away for longer than anything is kept.
   * @returns How many there were.
   */
  async forget(olderThan: Date, published: number, limit: number): Promise<number> {
    const [{ count }] = await this.database.query<[{ count: number }]>(
      'SELECT across.forget_events($1, $2, $3) AS count',
      [olderThan, published, limit],
    );
    return count;
  }
}

const HEAD_LOCK_MS = 3_000;

const toEvent = ({ position, at, traceparent, ...row }: OutboxRow): NumberedEvent => ({
  position: Number(position),
  event: {
    id: row.id,
    name: row.name,
    version: row.version,
    at: at.toISOString(),
    workspace_id: row.workspace_id,
    actor_id: row.actor_id,
    ...(traceparent !== null && { traceparent }),
    data: row.data,
  },
});
