/**
 * A place in auth's log of changes. Two logs may give one number to different entries, after a restore or a failover
 * that lost the end of one: the id tells them apart.
 */
export interface LogPosition {
  /** Dense, from 0; in the order of the commits. */
  readonly number: number;
  readonly entry_id: string;
}

/** One change to something that guards remember. */
export interface LogEntry extends LogPosition {
  /**
   * What is no longer as it was: ids of tokens, of their owners, of workspaces, of sessions; digests of tokens that
   * were unknown. Ids are UUIDs of one space, so the list needs no kinds.
   */
  readonly touches: readonly string[];
}

/** An entry, and the id of the one that it follows: one of a log that has lost its end is followed by no entry of the new end. */
export interface LinkedEntry extends LogEntry {
  readonly previous_id: string;
}

/** What auth calls out when its log has grown: how far it is, and the entry itself, if it is short. */
export interface LogHint {
  readonly newest: number;
  readonly entry: LinkedEntry | null;
}

/** With more, guards ask for the entry: everybody who listens is sent all of it. */
const MOST_CALLED_OUT = 32;
const HINT = /^log at (\d+)(?: ([0-9a-f-]{36}) after ([0-9a-f-]{36}): ([0-9a-f-]+(?:,[0-9a-f-]+)*))?$/;

/** As it is called out: `log at 1234 <entry_id> after <previous_id>: <id>,<id>`, or `log at 1234`. */
export function hintOf({ number, entry_id, previous_id, touches }: LinkedEntry): string {
  const isShort = touches.length > 0 && touches.length <= MOST_CALLED_OUT;
  return isShort
    ? `log at ${number} ${entry_id} after ${previous_id}: ${touches.join(',')}`
    : `log at ${number}`;
}

/** @returns null for what is no hint. */
export function readHint(text: string): LogHint | null {
  const [, digits, entry_id, previous_id, touches] = HINT.exec(text) ?? [];
  if (digits === undefined) return null;
  const number = Number(digits);
  return {
    newest: number,
    entry:
      entry_id && previous_id && touches
        ? { number, entry_id, previous_id, touches: touches.split(',') }
        : null,
  };
}

/** Comes with every verdict of auth, read in the statement that found it. */
export interface AsOf {
  /** The number of the newest entry of the log that the verdict knows of. */
  readonly as_of: number;
  /** Its id: a log that has lost its end gives the number to another. */
  readonly as_of_entry: string;
  /** An entry that touches one of these ends the verdict: the token, its owner, its workspace; of an unknown token its digest. */
  readonly depends_on: readonly string[];
}
