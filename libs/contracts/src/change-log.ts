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

/** Comes with every verdict of auth, read in the statement that found it. */
export interface AsOf {
  /** The number of the newest entry of the log that the verdict knows of. */
  readonly as_of: number;
  /** An entry that touches one of these ends the verdict: the token, its owner, its workspace; of an unknown token its digest. */
  readonly depends_on: readonly string[];
}
