import { type LogPosition } from '@latchkey/contracts';
import { isUUID } from 'class-validator';

/** A committed change, as the log has it. */
export interface LoggedChange extends LogPosition {
  readonly at: Date;
}

/** The row of it, which PostgreSQL's driver makes. A bigint arrives as text. */
export interface LoggedRow {
  readonly number: string;
  readonly entry_id: string;
  readonly previous_id: string;
  readonly at: Date;
}

/** Comes with what was found, of the same snapshot: the newest entry that it knows of. */
export interface NewestSeen {
  readonly as_of: string;
  readonly as_of_entry: string;
}

/**
 * What a function of the schema `across` finds, with its `as_of`, and the id of that entry: as `NewestSeen`, by the index
 * also where PostgreSQL cannot tell how many rows a function returns.
 * @param call As SQL.
 */
export const selectDated = (call: string): string =>
  `SELECT found.*, (SELECT entry_id FROM change_log WHERE number = found.as_of) AS as_of_entry FROM ${call} found`;

const IS_DIGEST = /^[0-9a-f]{64}$/;

/**
 * The last statement of a change, which travels with its COMMIT in one message: a process that is paused between the
 * two would keep the head from every other change. The head row is locked last, so the order of the commits is the
 * order of the log, and no two changes wait for each other. Has no parameters, for such a message takes none.
 * @param touches Ids and digests (`LogEntry`); whatever else is a defect.
 */
export function appendToLog(workspaceId: string | null, touches: readonly string[]): string {
  const strange = [...touches, ...(workspaceId === null ? [] : [workspaceId])].filter(
    (id) => !isUUID(id) && !IS_DIGEST.test(id),
  );
  if (strange.length > 0) throw new TypeError('The log of changes takes ids and digests only');
  const list = [...new Set(touches)].map((id) => `'${id}'`).join(',');
  return `WITH head AS (
      UPDATE change_head SET number = number + 1, entry_id = gen_random_uuid(), previous_id = entry_id
      RETURNING number, entry_id, previous_id
    )
    INSERT INTO change_log (number, entry_id, workspace_id, touches)
    SELECT number, entry_id, ${workspaceId === null ? 'NULL' : `'${workspaceId}'`}::uuid, ARRAY[${list}]::text[] FROM head
    RETURNING number, entry_id, at, (SELECT previous_id FROM head)`;
}
