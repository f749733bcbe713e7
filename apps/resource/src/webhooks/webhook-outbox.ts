import { afterCommit } from '@latchkey/platform';
import { Subject } from 'rxjs';
import { type EntityManager } from 'typeorm';
import { v7 as newId } from 'uuid';
import { type EventType, subscriptionsTo, TEST_EVENT } from './event-types.js';

/** An event of another service, which has an id and a time already. */
export interface ToldBefore {
  readonly id: string;
  readonly at: string;
}

const noted = new Subject<void>();

/**
 * Tells the webhooks of a workspace that want to know.
 * @param rows The transaction of what it tells: the deliveries are there if and only if that is committed.
 * @param data JSON, with the names of the API; without secrets.
 * @param told The same event again has no second effect.
 */
async function note(
  rows: EntityManager,
  workspaceId: string,
  type: EventType,
  data: object,
  told: ToldBefore | null = null,
): Promise<void> {
  await insert(rows, workspaceId, type, data, told, null);
}

/** Tells one webhook that it is tried out, whatever it subscribes to. @returns The delivery's id. */
function noteTest(rows: EntityManager, workspaceId: string, webhookId: string): Promise<string> {
  const data = { webhook_id: webhookId, message: 'Your webhook is reached.' };
  return insert(rows, workspaceId, TEST_EVENT, data, null, webhookId);
}

/** A webhook is not told of what was before it; the clocks of two databases differ by less than the minute. */
async function insert(
  rows: EntityManager,
  workspaceId: string,
  type: string,
  data: object,
  told: ToldBefore | null,
  webhookId: string | null,
): Promise<string> {
  const id = told?.id ?? newId();
  await rows.query(
    `WITH listening AS (
       SELECT id FROM webhooks
        WHERE workspace_id = $1 AND is_active
          AND ($6::uuid = id OR ($6::uuid IS NULL AND events && $7::text[]))
          AND created_at <= coalesce($4::timestamptz, now()) + interval '1 minute'
     ), event AS (
       INSERT INTO webhook_events (workspace_id, id, type, at, data)
       SELECT $1, $2, $3, coalesce($4::timestamptz, now()), $5 WHERE EXISTS (SELECT FROM listening)
       ON CONFLICT DO NOTHING RETURNING id
     )
     INSERT INTO webhook_deliveries (workspace_id, webhook_id, event_id, type)
     SELECT $1, listening.id, event.id, $3 FROM listening, event`,
    [workspaceId, id, type, told?.at ?? null, JSON.stringify(data), webhookId, subscriptionsTo(type)],
  );
  afterCommit(() => {
    noted.next();
  });
  return id;
}

/** Events on their way out, in PostgreSQL: nothing that Redis loses, and no process that dies, takes one of them away. */
export const WebhookOutbox = {
  note,
  noteTest,
  /** Something may be due in a moment, when its transaction is committed. */
  noted: noted.asObservable(),
};
