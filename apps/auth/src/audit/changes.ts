import { type LinkedEntry, Refusal } from '@latchkey/contracts';
import { inFramedTransaction } from '@latchkey/platform';
import { Injectable } from '@nestjs/common';
import pLimit from 'p-limit';
import { Subject } from 'rxjs';
import { DataSource, type EntityManager } from 'typeorm';
import { appendToLog, type LoggedChange, type LoggedRow } from '../change-log/change-log.js';
import { type NewEvent } from '../events/outbox.js';
import { type AuditEntry } from './audit-entry.js';
import { type KeptReply, record } from './record.js';

/** One transaction in the making: rows to change, the entry that keeps it, and what others are told of it. */
export interface Change {
  readonly rows: EntityManager;
  /** Written with the events and the reply when all else is: one statement for whatever a change says of itself. */
  audit(entry: AuditEntry): void;
  emit(event: NewEvent): void;
  /** For repetitions of the command that it is; the last one counts. */
  keep(reply: KeptReply): void;
  /** Says that what guards remember of these is no longer so: ids of tokens, operators, workspaces, sessions. */
  touch(...ids: readonly string[]): void;
}

/** What came of a change, and its place in the log if it touched what guards remember. */
export interface Committed<Result> {
  readonly result: Result;
  readonly logged: LoggedChange | null;
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
  /** Each change that guards have to hear of, once this process has committed it. */
  readonly logged = new Subject<LinkedEntry>();

  private readonly turns = pLimit(AT_ONCE);

  constructor(private readonly database: DataSource) {}

  /**
   * Commits when `make` resolves, also to a refusal given as a value; what it throws undoes everything.
   * @param workspaceId Whose rows are seen and written, and no other's; null: of what belongs to no workspace.
   */
  async commit<Result>(
    workspaceId: string | null,
    make: (change: Change) => Result | Promise<Result>,
  ): Promise<Result> {
    return (await this.commitLogged(workspaceId, make)).result;
  }

  /**
   * The same, for whoever waits until every guard knows of it.
   * @param make Gets the rows of the first statement.
   * @param first A statement without parameters, which travels with the beginning.
   */
  async commitLogged<Result>(
    workspaceId: string | null,
    make: (change: Change, found: readonly unknown[]) => Result | Promise<Result>,
    first?: string,
  ): Promise<Committed<Result>> {
    const entries: AuditEntry[] = [];
    const events: NewEvent[] = [];
    let reply: KeptReply | null = null;
    const touched = new Set<string>();
    const asked = performance.now();
    const { result, rows } = await this.turns(() => {
      // Its caller gives up about now. What waited on would be taken for lost, and begun by another replica too.
      if (performance.now() - asked > LONGEST_WAIT_MS) throw Refusal.unavailable();
      return inFramedTransaction(this.database, workspaceId, {
        first,
        work: async (rows, found) => {
          const change: Change = {
            rows,
            audit: (entry) => entries.push(entry),
            emit: (event) => events.push(event),
            keep: (kept) => (reply = kept),
            touch: (...ids) => {
              for (const id of ids) touched.add(id);
            },
          };
          const made = await make(change, found);
          await record(rows, entries, events, reply);
          return made;
        },
        last: () => (touched.size > 0 ? appendToLog(workspaceId, [...touched]) : null),
      });
    });
    if (events.length > 0) this.emitted.next();
    const [entry] = rows as readonly LoggedRow[];
    if (!entry) return { result, logged: null };
    const { entry_id, previous_id, at } = entry;
    const number = Number(entry.number);
    this.logged.next({ number, entry_id, previous_id, touches: [...touched] });
    return { result, logged: { number, entry_id, at } };
  }
}
