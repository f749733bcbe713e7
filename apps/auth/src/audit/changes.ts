import { Refusal } from '@latchkey/contracts';
import { inTransaction } from '@latchkey/platform';
import { Injectable } from '@nestjs/common';
import pLimit from 'p-limit';
import { Subject } from 'rxjs';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as newId } from 'uuid';
import { type Actor } from '../operators/actor.js';
import { addToOutbox, type NewEvent } from '../events/outbox.js';
import { AuditEntryEntity } from './audit-entry.entity.js';

export type AuditedAction =
  | 'workspace.created'
  | 'operator.created'
  | 'service.created'
  | 'service.disabled'
  | 'command.refused'
  | 'session.opened'
  | 'session.refused'
  | 'session.refreshed'
  | 'session.ended'
  | 'token.issued'
  | 'token.updated'
  | 'token.deleted';

export interface AuditEntry {
  /** null: of a command that nobody known sent. */
  readonly workspaceId: string | null;
  readonly actorId: string | null;
  readonly action: AuditedAction;
  readonly subjectId: string | null;
  readonly detail?: object;
}

/** What somebody did, in their own workspace. */
export const entryBy = (
  { operator, workspace }: Actor,
  action: AuditedAction,
  subjectId: string,
  detail: object = {},
): AuditEntry => ({ workspaceId: workspace.id, actorId: operator.id, action, subjectId, detail });

/** One transaction in the making: rows to change, the entry that keeps it, and what others are told of it. */
export interface Change {
  readonly rows: EntityManager;
  audit(entry: AuditEntry): Promise<void>;
  emit(event: NewEvent): Promise<void>;
}

/**
 * Of the connections that a process has (`platform/postgres.ts`), the others are left to questions: changes that wait
 * for a lock, however many there are, keep no verification from its answer.
 */
const AT_ONCE = 10;
const LONGEST_WAIT_MS = 4_000;

/** The one path of every change: its rows, its audit entry and its events are committed together or not at all. */
@Injectable()
export class Changes {
  /** Each time that events were committed by this process. */
  readonly emitted = new Subject<void>();

  private readonly turns = pLimit(AT_ONCE);

  constructor(private readonly database: DataSource) {}

  /** Commits when `make` resolves, also to a refusal given as a value; what it throws undoes everything. */
  async commit<Result>(make: (change: Change) => Promise<Result>): Promise<Result> {
    const events: NewEvent[] = [];
    const asked = performance.now();
    const result = await this.turns(() => {
      // Its caller gives up about now. What waited on would be taken for lost, and begun by another replica too.
      if (performance.now() - asked > LONGEST_WAIT_MS) throw Refusal.unavailable();
      return inTransaction(this.database, (rows) =>
        make({
          rows,
          audit: async ({ detail = {}, ...entry }) => {
            await rows.insert(AuditEntryEntity, { id: newId(), detail, ...entry });
          },
          emit: async (event) => {
            events.push(event);
            await addToOutbox(rows, event);
          },
        }),
      );
    });
    if (events.length > 0) this.emitted.next();
    return result;
  }
}
