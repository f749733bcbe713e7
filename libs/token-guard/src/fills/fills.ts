import { BusUnavailableError } from '@latchkey/bus';
import { type Verdict } from '@latchkey/contracts';
import { type Finding, type Memory } from '../cache/memory.js';
import { type Identity } from '../decision.js';
import { type Clock } from '../lease/clock.js';
import { type Lease } from '../lease/lease.js';

/** Changes that come between a question and its answer, one after the other: then somebody is told what was found. */
const MOST_QUESTIONS = 3;
/** From the first question to the verdict, the repeats included (promise P6). */
const MOST_MS = 950;

/**
 * One question for all requests that may share it. A request may join a question that was sent before it came only if
 * the guard holds its lease: then it knows of every change that was answered before the request, and of an answer that
 * is older than such a change it knows that too.
 */
export class Fills<Found extends Identity> {
  private readonly joinable = new Map<string, Promise<Verdict<Found>>>();

  constructor(
    private readonly lease: Lease,
    private readonly memory: Memory,
    private readonly clock: Clock,
  ) {}

  /** @param ask Sends the question; rejects when there is no answer. */
  verdictOn(digest: string, ask: () => Promise<Finding<Found>>): Promise<Verdict<Found>> {
    if (!this.lease.isHeld()) return ask().then(({ verdict }) => verdict);
    const joined = this.joinable.get(digest);
    if (joined) return joined;
    const fill = this.fill(digest, ask);
    this.joinable.set(digest, fill);
    return fill;
  }

  private async fill(digest: string, ask: () => Promise<Finding<Found>>): Promise<Verdict<Found>> {
    const deadline = this.clock.monotonic() + MOST_MS;
    try {
      for (let asked = 1; asked < MOST_QUESTIONS; asked++) {
        const verdict = await this.askOnce(digest, () =>
          asked === 1 ? ask() : this.before(deadline, ask()),
        );
        if (verdict) return verdict;
      }
    } finally {
      // In the turn in which it is kept, or given up: whoever comes later finds it in memory, or asks anew.
      this.joinable.delete(digest);
    }
    // Sent after everybody came who waits for it, and joined by nobody: it is as new as they may expect.
    const { verdict } = await this.before(deadline, ask());
    return verdict;
  }

  /** @returns null when something has changed meanwhile that the answer does not know of. */
  private async askOnce(digest: string, ask: () => Promise<Finding<Found>>): Promise<Verdict<Found> | null> {
    const question = this.memory.beginQuestion();
    try {
      const finding = await ask();
      if (!this.memory.isCurrent(question, finding)) return null;
      if (this.lease.hasReached(question, finding) && this.lease.isHeld())
        this.memory.keep(digest, question, finding);
      return finding.verdict;
    } finally {
      this.memory.endQuestion(question);
    }
  }

  private async before<Answer>(deadline: number, answer: Promise<Answer>): Promise<Answer> {
    let cancel = (): void => undefined;
    const late = new Promise<never>((_, reject) => {
      cancel = this.clock.after(Math.max(0, deadline - this.clock.monotonic()), () => {
        reject(new BusUnavailableError('timeout'));
      });
    });
    try {
      return await Promise.race([answer, late]);
    } finally {
      cancel();
    }
  }
}
