import { type EntityManager } from 'typeorm';
import { v7 as newId } from 'uuid';
import { INSERT_EVENTS, inOutbox, type NewEvent } from '../events/outbox.js';
import { type AuditEntry } from './audit-entry.js';

/** What a command is answered, for its repetitions (`commands/stored-replies.ts`). */
export interface KeptReply {
  readonly principalId: string;
  readonly keyDigest: Buffer;
  /** As JSON. */
  readonly reply: string;
}

/** Audit entries, events and the reply go in one statement: every change waits for it, and holds its locks meanwhile. */
const RECORD = `
  WITH kept AS (
    UPDATE idempotent_replies SET reply = $5 WHERE principal_id = $3 AND key_digest = $4
  ), audited AS (
    INSERT INTO audit_entries (id, workspace_id, actor_id, action, subject_id, detail)
    SELECT id, workspace_id, actor_id, action, subject_id, detail
      FROM jsonb_to_recordset($2) AS entry
           (id uuid, workspace_id uuid, actor_id uuid, action text, subject_id uuid, detail jsonb)
  )
  ${INSERT_EVENTS}`;

/** What a change says of itself, each in the order in which it was said. */
export async function record(
  rows: EntityManager,
  entries: readonly AuditEntry[],
  events: readonly NewEvent[],
  kept: KeptReply | null,
): Promise<void> {
  if (entries.length === 0 && events.length === 0 && !kept) return;
  const { principalId = null, keyDigest = null, reply = null } = kept ?? {};
  await rows.query(RECORD, [
    inOutbox(events),
    JSON.stringify(entries.map(toRow)),
    principalId,
    keyDigest,
    reply,
  ]);
}

const toRow = ({ workspaceId, actorId, action, subjectId, detail = {} }: AuditEntry): object => ({
  id: newId(),
  workspace_id: workspaceId,
  actor_id: actorId,
  action,
  subject_id: subjectId,
  detail,
});
