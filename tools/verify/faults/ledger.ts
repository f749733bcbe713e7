import { type Api } from './api.js';
import { type Node } from './cluster.js';
import { type Probe, type Violation } from './history.js';
import { type Random } from './random.js';
import { outcomeOf, type Subject } from './subject.js';

/** Requests a change that are sent after its answer to guards that had the credential cached (promise P1). */
export const SENT_AFTER = 100;
/**
 * Before somebody asks again who got no decision: a guard that cannot decide says so at once, at the price of a decision, and
 * asking on without a pause would take the whole machine.
 */
export const UNDECIDED_PAUSE_MS = 100;
const KEPT_VIOLATIONS = 20;

/** A change that was answered. */
export interface AnsweredChange {
  readonly tookMs: number;
  /** Guards that had not said that they know of it, and whose leases were waited for; from its receipt. */
  readonly lapsed: number;
  /** Requests that were sent after the answer to guards that had the credential cached. */
  readonly sentAfter: number;
}

/** Asks with credentials, has every decision judged, and counts. */
export class Ledger {
  decisions = 0;
  /** No answer, or one that decides nothing. */
  undecided = 0;
  /** Of those, 429: a stale decision would not show. */
  limited = 0;
  readonly changes: AnsweredChange[] = [];
  readonly violations: Violation[] = [];
  violationCount = 0;

  constructor(private readonly api: Api) {}

  get fullChanges(): number {
    return this.changes.filter(({ sentAfter }) => sentAfter >= SENT_AFTER).length;
  }

  /** @returns Whether there was a decision. */
  async ask(subject: Subject, node: Node, probe: Probe): Promise<boolean> {
    const wasStepped = node.clock.offset !== 0;
    const answer = await subject.ask(this.api, node, probe);
    const outcome = answer && outcomeOf(probe, answer);
    // By its own clock a guard may find that an access token has expired: that is no news of the session.
    const isByTheClock =
      subject.kind === 'session' && outcome === 'refused' && (wasStepped || node.clock.offset !== 0);
    if (!answer || outcome === null || isByTheClock) {
      this.undecided++;
      if (answer?.status === 429) this.limited++;
      return false;
    }
    const { sent, received, guard } = answer;
    this.decisions++;
    const violation = subject.history.add({ sent, received, guard, probe, outcome });
    if (violation) {
      this.violationCount++;
      if (this.violations.length < KEPT_VIOLATIONS) this.violations.push(violation);
    }
    return true;
  }
}

/** Mostly what needs a decision on an ability. */
export const anyProbe = (random: Random): Probe =>
  random.pick(['read', 'read', 'read', 'write', 'self'] as const);
