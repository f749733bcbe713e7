import { type AsOf, type LogEntry, type LogPosition } from '@latchkey/contracts';

/** Where in the log a question began. */
export type Mark = LogPosition;

/** What was applied while questions were on their way: their answers may be older. Kept for no longer than that. */
export class RecentEntries {
  private entries: LogEntry[] = [];
  /** Of the questions on their way, in the order of their beginning. */
  private readonly marks = new Set<Mark>();

  begin({ number, entry_id }: LogPosition): Mark {
    const mark = { number, entry_id };
    this.marks.add(mark);
    return mark;
  }

  end(mark: Mark): void {
    this.marks.delete(mark);
    const [oldest] = this.marks;
    if (!oldest) this.entries = [];
    else if ((this.entries[0]?.number ?? Infinity) <= oldest.number) {
      this.entries = this.entries.filter(({ number }) => number > oldest.number);
    }
  }

  note(entry: LogEntry): void {
    if (this.marks.size > 0) this.entries.push(entry);
  }

  /** Whether the answer to a question that is still on its way is of the place where that began, or of an entry since. */
  haveReached({ number, entry_id }: Mark, { as_of, as_of_entry }: AsOf): boolean {
    if (as_of === number) return as_of_entry === entry_id;
    return this.entries.some((entry) => entry.number === as_of && entry.entry_id === as_of_entry);
  }

  /** Whether something newer than the answer has changed what the answer is about. */
  outdate({ as_of, depends_on }: AsOf): boolean {
    return this.entries.some(
      ({ number, touches }) => number > as_of && depends_on.some((id) => touches.includes(id)),
    );
  }
}
