/** What can be asked with a credential; none of it needs resource's own database. */
export type Probe = 'read' | 'write' | 'self';

/** What a guard made of a request, such as `allowed`, `forbidden`, `refused`, or what it says the credential is. */
type Outcome = string;

/** What a credential is worth: the outcome of each probe. */
export type Worth = Readonly<Record<Probe, Outcome>>;

/** All times are milliseconds of one monotonic clock. */
export interface Change {
  readonly what: string;
  /** Before the first attempt was sent. */
  readonly begun: number;
  /** When the first answer of success had arrived; null while there is none. */
  readonly answered: number | null;
  readonly worth: Worth;
}

export interface Decision {
  /** Before the request was sent. */
  readonly sent: number;
  /** When the answer had arrived. */
  readonly received: number;
  /** Who decided, and in which of its lives: `resource-2#3`. */
  readonly guard: string;
  readonly probe: Probe;
  readonly outcome: Outcome;
}

export interface Violation {
  readonly kind: 'stale accept' | 'stale refusal' | 'no such state';
  readonly decision: Decision;
  /** The changes and what this guard decided around the violation, in the order of time, for people. */
  readonly story: string;
}

const STORY_MS = 3_000;

/**
 * What became of one credential, whose changes follow each other. A decision is right when it fits a state that the
 * credential may have been in while the request was under way: not before the last change that had been answered
 * when it was sent, not after the last one that had begun when it was received.
 */
export class History {
  private readonly changes: { -readonly [Key in keyof Change]: Change[Key] }[] = [];
  private readonly decisions: Decision[] = [];
  /** Decisions on requests that were sent after the last answer, by guard. */
  private settled = new Map<string, number>();

  constructor(private readonly first: Worth) {}

  /** As it is when all changes are done. */
  get worth(): Worth {
    return this.changes.at(-1)?.worth ?? this.first;
  }

  /** @returns The guards that have decided by the state before, and so may have it in their memory. */
  begin(what: string, worth: Worth, now: number): ReadonlySet<string> {
    this.changes.push({ what, begun: now, answered: null, worth });
    return new Set(this.settled.keys());
  }

  /** The last change has been answered. Only the first answer counts. */
  answer(now: number): void {
    const change = this.changes.at(-1);
    if (!change || change.answered !== null) return;
    change.answered = now;
    this.settled = new Map();
  }

  /** Takes a decision down, and says what is wrong with it, if anything is. */
  add(decision: Decision): Violation | null {
    this.decisions.push(decision);
    const { sent, received, guard, probe, outcome } = decision;
    const answered = this.changes.filter((change) => change.answered !== null && change.answered < sent);
    const begun = this.changes.filter((change) => change.begun < received);
    if (answered.length === this.changes.length) {
      this.settled.set(guard, this.settledBy(guard) + 1);
    }
    const states = [this.first, ...begun.map(({ worth }) => worth)].map((worth) => worth[probe]);
    if (states.slice(answered.length).includes(outcome)) return null;
    return { kind: kindOf(outcome, states), decision, story: this.storyOf(decision) };
  }

  /** How many requests a guard has decided that were sent after the last answer. */
  settledBy(guard: string): number {
    return this.settled.get(guard) ?? 0;
  }

  private storyOf(stale: Decision): string {
    const lines = this.changes.flatMap(({ what, begun, answered }) => [
      { at: begun, text: `${what}: begun` },
      ...(answered === null ? [] : [{ at: answered, text: `${what}: answered` }]),
    ]);
    for (const decision of this.decisions) {
      const { sent, received, guard, probe, outcome } = decision;
      if (guard !== stale.guard || Math.abs(sent - stale.sent) > STORY_MS) continue;
      const mark = decision === stale ? '  <== wrong' : '';
      const text = `${guard} ${probe}: ${outcome}, after ${(received - sent).toFixed(1)} ms${mark}`;
      lines.push({ at: sent, text });
    }
    return lines
      .sort((a, b) => a.at - b.at)
      .map(({ at, text }) => `${(at - stale.sent).toFixed(2).padStart(12)} ms  ${text}`)
      .join('\n');
  }
}

function kindOf(outcome: Outcome, states: readonly Outcome[]): Violation['kind'] {
  if (!states.includes(outcome)) return 'no such state';
  return outcome === 'refused' || outcome === 'forbidden' ? 'stale refusal' : 'stale accept';
}
