import { nextTraceparent } from '@latchkey/bus';
import { type EventContract, type EventMessage } from '@latchkey/contracts';
import { inTransaction } from '@latchkey/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as newId } from 'uuid';
import { type Actor } from '../operators/actor.js';

/** An event in the making: its trace is the one that it is made in, PostgreSQL adds when, the relay in which place. */
export type NewEvent = Omit<EventMessage, 'id' | 'at' | 'traceparent'>;

/** What somebody did, in their own workspace, told to other services. */
export const eventBy = <Data extends object>(
  { operator, workspace }: Actor,
  { name, version }: EventContract<Data>,
  data: Data,
): NewEvent => ({ name, version, workspace_id: workspace.id, actor_id: operator.id, data });

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
   * @returns How many got one, and the head before, if it was below the floor.
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
      return { numbered: Number(count), raisedFrom: floor > Number(position) ? Number(position) : null };
    });
  }

  /** The last position given, and whether an event waits for one. */
  async look(): Promise<{ head: number; isWaiting: boolean }> {
    const [{ head, is_waiting }] = await this.database.query<[{ head: string; is_waiting: boolean }]>(
      'SELECT position AS head, across.events_wait() AS is_waiting FROM outbox_head',
    );
    return { head: Number(head), isWaiting: is_waiting };
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
