import { inWorkspace } from '@latchkey/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type MessageStatus, statusesBefore } from '../message.js';
import { WebhookOutbox } from '../../webhooks/webhook-outbox.js';
import { MessageDto } from '../message.dto.js';
import { MessageEntity } from '../message.entity.js';
import { type ProviderReason } from '../providers/message-provider.js';

export interface MessageRef {
  readonly id: string;
  readonly workspaceId: string;
}

/** What is known of a message from now on. */
export interface StatusChange {
  readonly status: Exclude<MessageStatus, 'queued'>;
  /** What the provider calls it, if it said so. */
  readonly reference?: string;
  /** Of `failed` and `unknown`. */
  readonly reason?: ProviderReason;
}

/** A message that is not to be begun now: look again after so many milliseconds, or never. */
export interface NotBegun {
  readonly lookAgainInMs: number | null;
  /** Its attempt was begun, and has had more time than an attempt may take. */
  readonly isAbandoned: boolean;
}

const entry = (status: string, reason: string): string =>
  `jsonb_build_array(jsonb_build_object('status', ${status}, 'at', now(), 'reason', ${reason}))`;

/** Who may hand a message over, and what came of it. Each change is one conditional statement: PostgreSQL decides who is first. */
@Injectable()
export class AttemptStore {
  constructor(private readonly database: DataSource) {}

  /** Of all who ask for the same message at once, one gets it. @param lifeMs After which the attempt counts as abandoned. */
  begin({ id, workspaceId }: MessageRef, lifeMs: number): Promise<MessageEntity | NotBegun> {
    return inWorkspace(this.database, workspaceId, async (rows) => {
      const [, begun] = await rows.query<[unknown, number]>(
        `UPDATE messages
            SET is_under_way = true, attempts = attempts + 1, due_at = now() + $3 * interval '1 millisecond'
          WHERE id = $1 AND workspace_id = $2 AND status = 'queued' AND NOT is_under_way AND due_at <= now()`,
        [id, workspaceId, lifeMs],
      );
      if (begun === 0) return notBegun(rows, { id, workspaceId });
      return rows.getRepository(MessageEntity).findOneByOrFail({ id, workspaceId });
    });
  }

  /** False when more was known already: what is heard late or twice changes nothing. */
  forward({ id, workspaceId }: MessageRef, { status, reference, reason }: StatusChange): Promise<boolean> {
    return inWorkspace(this.database, workspaceId, async (rows) => {
      const [, changed] = await rows.query<[unknown, number]>(
        `UPDATE messages
            SET status = $3, provider_reference = coalesce(provider_reference, $4), failure_code = $5, failure_reason = $6,
                is_under_way = false, due_at = NULL, updated_at = now(), history = history || ${entry('$3::text', '$6::text')}
          WHERE id = $1 AND workspace_id = $2 AND direction = 'outbound' AND status = ANY($7)`,
        [
          ...[id, workspaceId, status, reference ?? null, reason?.code ?? null, reason?.text ?? null],
          statusesBefore(status),
        ],
      );
      if (changed === 0) return false;
      const message = await rows.getRepository(MessageEntity).findOneByOrFail({ id, workspaceId });
      await WebhookOutbox.note(rows, workspaceId, `message.${status}`, new MessageDto(message));
      return true;
    });
  }

  /** The attempt came to nothing, surely; the message waits for another one. False when somebody gave it up meanwhile. */
  postpone({ id, workspaceId }: MessageRef, delayMs: number, why: string): Promise<boolean> {
    return inWorkspace(this.database, workspaceId, async (rows) => {
      const [, changed] = await rows.query<[unknown, number]>(
        `UPDATE messages
            SET is_under_way = false, due_at = now() + $3 * interval '1 millisecond',
                history = history || ${entry(`'queued'`, '$4::text')}
          WHERE id = $1 AND workspace_id = $2 AND status = 'queued' AND is_under_way`,
        [id, workspaceId, delayMs, why],
      );
      return changed > 0;
    });
  }

  /** Of every workspace, those that nobody has looked at for so long after they were due. */
  overdue(graceSeconds: number, limit: number): Promise<MessageRef[]> {
    return this.database.query<MessageRef[]>(
      'SELECT id, workspace_id AS "workspaceId" FROM across.overdue_messages($1, $2)',
      [graceSeconds, limit],
    );
  }
}

async function notBegun(rows: EntityManager, { id, workspaceId }: MessageRef): Promise<NotBegun> {
  const [row] = await rows.query<{ is_under_way: boolean; due_in_ms: number | null }[]>(
    `SELECT is_under_way, extract(epoch FROM due_at - now())::float8 * 1000 AS due_in_ms
       FROM messages WHERE id = $1 AND workspace_id = $2`,
    [id, workspaceId],
  );
  const dueInMs = row?.due_in_ms ?? null;
  if (!row || dueInMs === null) return { lookAgainInMs: null, isAbandoned: false };
  return { lookAgainInMs: Math.max(0, Math.ceil(dueInMs)), isAbandoned: row.is_under_way && dueInMs <= 0 };
}
