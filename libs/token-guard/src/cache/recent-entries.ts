import { type AsOf, type LogEntry } from '@latchkey/contracts';

/** Where in the log a question began. */
export interface Mark {
  readonly number: number;
}

/** What was applied while questions were on their way: their answers may be older. Kept for no longer than that. */
export class RecentEntries {
  private entries: LogEntry[] = [];
  /** Of the questions on their way, in the order of their beginning. */
  private readonly marks = new Set<Mark>();

  begin(number: number): Mark {
    const mark = { number };
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

  /** Whether something newer than the answer has changed what the answer is about. */
  outdate({ as_of, depends_on }: AsOf): boolean {
    return this.entries.some(
      ({ number, touches }) => number > as_of && depends_on.some((id) => touches.includes(id)),
    );
  }
}
