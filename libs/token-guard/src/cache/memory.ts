import {
  type AsOf,
  type LeaseGrant,
  type LinkedEntry,
  type LogEntry,
  type LogPosition,
  type Verdict,
} from '@latchkey/contracts';
import { type Identity } from '../decision.js';
import { type Clock, type Instant } from '../lease/clock.js';
import { type Mark, RecentEntries } from './recent-entries.js';
import { RecordCache } from './record-cache.js';
import { UnknownDigests } from './unknown-digests.js';

/** What auth said of a credential, and what would make it say something else. */
export interface Finding<Found extends Identity = Identity> extends AsOf {
  readonly verdict: Verdict<Found>;
  /** Milliseconds from the answer until it may be another without a change; null: never. */
  readonly livesMs: number | null;
}

/** A question that was sent: when, and what was known here at that time. */
export interface Question extends Instant {
  readonly mark: Mark;
  readonly epoch: number;
}

/** While auth answers no renewals: the next one that it answers makes good what was not applied. */
const MOST_HEARD = 1_000;
/** What came before those that it follows; the next renewal brings what is not kept. */
const MOST_AHEAD = 256;
const NOWHERE: LogPosition = { number: 0, entry_id: '00000000-0000-0000-0000-000000000000' };
const UNKNOWN: Verdict<never> = { outcome: 'invalid', reason: 'unknown' };

/** What a guard remembers, and up to which place in auth's log it is true. */
export class Memory {
  private at = NOWHERE;
  /** Where the last grant left it, and where it has been since, by number: a grant that is on its way may be of any of them. */
  private readonly places = new Map<number, string>();
  /** Entries that were called out and do not follow yet, by the id of the one that each follows. */
  private readonly ahead = new Map<string, LinkedEntry>();
  /** How often it was emptied: of what was asked before, nobody knows what it missed. */
  private epoch = 0;
  private readonly recent = new RecentEntries();
  private readonly records: RecordCache;
  private readonly unknown: UnknownDigests;
  private tellEnd: (ids: readonly string[] | null) => void = () => undefined;

  /** @param cacheBytes Most memory that what is remembered may take. */
  constructor(
    private readonly clock: Clock,
    cacheBytes: number,
  ) {
    this.records = new RecordCache(cacheBytes);
    this.unknown = new UnknownDigests(clock);
  }

  /** Records, and the bytes that they take as the cache counts them. */
  get extent(): { readonly records: number; readonly bytes: number } {
    return { records: this.records.size, bytes: this.records.bytes };
  }

  get position(): LogPosition {
    return this.at;
  }

  /** Worth no more than the lease that is held in the same turn, by the same clocks. */
  find(digest: string, at: Instant = this.clock.now()): Verdict<Identity> | undefined {
    return this.records.get(digest, at) ?? (this.unknown.has(digest) ? UNKNOWN : undefined);
  }

  /** Whether it is of a credential that auth once knew: asks for no lease, and says nothing of what it may do. */
  has(digest: string): boolean {
    return this.records.has(digest);
  }

  /** @returns Whether auth does not know yet that this guard is where it is now. */
  follow({ entries, position }: LeaseGrant): boolean {
    const before = this.at;
    if (!entries || !this.joins(entries, position)) this.startAt(position);
    else for (const entry of entries) if (entry.number > this.at.number) this.apply(entry);
    this.beginAnew();
    for (const [id, { number }] of this.ahead) if (number <= this.at.number) this.ahead.delete(id);
    this.catchUp();
    return this.at.number !== before.number || this.at.entry_id !== before.entry_id;
  }

  /**
   * An entry, as auth called it out: applied at once if it follows the one that this is at, and good for no lease. One that
   * has overtaken others is applied when they have come. Anything else is left to the renewal. A log that has lost its end
   * goes on with the same numbers: by the number alone an entry of its new end could follow one of the lost end here, and the
   * entries between them would be missing for ever.
   * @returns Whether it was applied.
   */
  hear(entry: LinkedEntry): boolean {
    const isNext = entry.number === this.at.number + 1 && entry.previous_id === this.at.entry_id;
    if (!isNext) {
      const isAhead = entry.number > this.at.number + 1;
      if (isAhead && this.ahead.size < MOST_AHEAD) this.ahead.set(entry.previous_id, entry);
      return false;
    }
    if (this.places.size > MOST_HEARD) return false;
    this.applyHeard(entry);
    this.catchUp();
    return true;
  }

  startAt(position: LogPosition): void {
    this.empty();
    this.at = position;
    this.beginAnew();
  }

  empty(): void {
    this.epoch++;
    this.records.clear();
    this.unknown.clear();
    this.tellEnd(null);
  }

  /** For what is remembered elsewhere. @param listener Gets the ids of what has changed; null: it may be anything. */
  onEnd(listener: (ids: readonly string[] | null) => void): void {
    this.tellEnd = listener;
  }

  beginQuestion(): Question {
    return { ...this.clock.now(), mark: this.recent.begin(this.at), epoch: this.epoch };
  }

  endQuestion({ mark }: Question): void {
    this.recent.end(mark);
  }

  /** Whether the answer is as new as what is known here by now. */
  isCurrent(question: Question, answer: Finding): boolean {
    // It is not about anything that can change.
    if (answer.depends_on.length === 0) return true;
    // It ran out on its way, and some of those who wait for it may have come after that.
    if (answer.verdict.outcome === 'valid' && this.isOver(question, answer.livesMs)) return false;
    return this.isUpToDate(question, answer);
  }

  /**
   * Whether what the answer knows of is known here too, to the last entry. Nothing else is kept: an answer that is ahead
   * may be of changes that the log loses (a failover, a restore), and no entry that comes here would then end it.
   */
  hasReached({ mark }: Question, answer: AsOf): boolean {
    return this.recent.haveReached(mark, answer);
  }

  /** Whether nothing has changed here that the answer is about, and that it does not know of. */
  isUpToDate(question: Question, answer: AsOf): boolean {
    if (question.epoch !== this.epoch) return false;
    // An answer that is older than its question comes from a log that is not ours.
    return answer.as_of >= question.mark.number && !this.recent.outdate(answer);
  }

  /** Only what is current and of a place that was reached, and only with a lease. */
  keep(digest: string, question: Question, { verdict, depends_on, livesMs }: Finding): void {
    if (verdict.outcome === 'invalid' && verdict.reason === 'unknown') {
      this.records.delete(digest);
      this.unknown.add(digest, question.mono);
      return;
    }
    this.unknown.delete(digest);
    this.records.set(digest, { verdict, dependsOn: depends_on, asked: question, livesMs });
  }

  /** By either clock, as of a record. */
  private isOver({ mono, wall }: Question, livesMs: number | null): boolean {
    if (livesMs === null) return false;
    const now = this.clock.now();
    return now.mono >= mono + livesMs || now.wall >= wall + livesMs;
  }

  private catchUp(): void {
    for (;;) {
      const next = this.ahead.get(this.at.entry_id);
      if (next?.number !== this.at.number + 1 || this.places.size > MOST_HEARD) return;
      this.ahead.delete(next.previous_id);
      this.applyHeard(next);
    }
  }

  private applyHeard(entry: LinkedEntry): void {
    this.apply(entry);
    this.places.set(entry.number, entry.entry_id);
  }

  private beginAnew(): void {
    this.places.clear();
    this.places.set(this.at.number, this.at.entry_id);
  }

  private apply(entry: LogEntry): void {
    for (const id of entry.touches) {
      this.records.end(id);
      this.unknown.delete(id);
    }
    this.recent.note(entry);
    this.at = { number: entry.number, entry_id: entry.entry_id };
    this.tellEnd(entry.touches);
  }

  /**
   * Whether the entries lead from where this is to where it shall be, without a gap; or to where it has been, if more
   * was heard of since auth was asked. What was heard must be what the log has.
   */
  private joins(entries: readonly LogEntry[], position: LogPosition): boolean {
    const lacking = entries.filter((entry) => entry.number > this.at.number);
    const isKnown = ({ number, entry_id }: LogPosition): boolean => this.places.get(number) === entry_id;
    const last = lacking.at(-1);
    return (
      entries.every((entry) => entry.number > this.at.number || isKnown(entry)) &&
      (last ? last.number === position.number && last.entry_id === position.entry_id : isKnown(position)) &&
      lacking.every((entry, i) => entry.number === this.at.number + 1 + i)
    );
  }
}
