import { type LogEntry, type LogPosition } from '@latchkey/contracts';
import { type LoggedChange } from '../change-log/change-log.js';

/** What a guard says that it has applied. */
export interface Renewal {
  readonly id: string;
  readonly position: LogPosition;
}

/** What a guard is offered with a lease. */
export interface Offer {
  /** The oldest first; null: empty your cache. */
  readonly entries: readonly LogEntry[] | null;
  /** Where it is then. */
  readonly position: LogPosition;
}

export interface RegisteredGuard {
  readonly id: string;
  /** The number of the last entry that it has applied, by what is stored and what it has said. */
  readonly position: number;
  /** The newest entry that it was sent, or told to forget everything for. */
  readonly offered: number;
  /** The longest lease that it may hold. */
  readonly leaseMs: number;
  /** Since it last asked for a lease, by PostgreSQL's clock. */
  readonly silentForMs: number;
}

/** Everything that a wait needs to know, as one statement saw it. */
export interface RegistryView {
  /** The newest entry of the log. */
  readonly head: LoggedChange;
  /** By PostgreSQL's clock. */
  readonly at: Date;
  readonly guards: readonly RegisteredGuard[];
  /** Which history of this PostgreSQL it is, and for how long that is known; null: nobody has seen it before. */
  readonly timeline: { readonly id: string; readonly knownForMs: number | null };
}

/** More entries than this are not sent: an empty cache costs less. */
export const MOST_ENTRIES = 1_000;

/**
 * What the lease protocol needs of PostgreSQL, each method one atomic statement. Each rejects within about a second
 * when PostgreSQL does not answer: it may have been carried out all the same.
 */
export abstract class GuardRegistry {
  /**
   * Enters a guard at the head of the log.
   * @returns null when there is a guard with this id: what is registered is never changed by it.
   */
  abstract register(id: string, leaseMs: number): Promise<LogPosition | null>;
  /**
   * Stores how far they are, and what they are offered.
   * @returns In the order of the renewals; null for a guard that is not registered, or is at a place of another log.
   */
  abstract renew(renewals: readonly Renewal[], leaseMs: number): Promise<readonly (Offer | null)[]>;
  abstract leave(id: string): Promise<void>;
  /**
   * @param said What guards have said since they last renewed: a place that the log does not have counts for nothing.
   */
  abstract look(said?: readonly Renewal[]): Promise<RegistryView>;
  /**
   * Forgets those of the guards that were not even offered this entry.
   * @returns How many that were; null when the log does not have the entry: it has lost it, or forgotten it since.
   */
  abstract strikeOff(entry: LogPosition, ids: readonly string[]): Promise<number | null>;
  /** From now on this timeline is known. */
  abstract rememberTimeline(id: string): Promise<void>;
}
