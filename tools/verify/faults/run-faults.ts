import { eventually } from '@latchkey/testing';
import { setTimeout as delay } from 'node:timers/promises';
import { Api } from './api.js';
import { Cluster } from './cluster.js';
import { Desk } from './desk.js';
import { type FaultKind } from './fault-kinds.js';
import { type Violation } from './history.js';
import { type AnsweredChange, Ledger } from './ledger.js';
import { Lives } from './lives.js';
import { Random } from './random.js';
import { Schedule } from './schedule.js';
import { Subject, worthOf } from './subject.js';
import { Traffic } from './traffic.js';

export interface FaultsPlan {
  readonly seed: number;
  /**
   * It goes on until all of these are reached, and each kind of fault has been done. A change counts when as many
   * requests as promise P1 says were sent after its answer to guards that had the credential cached.
   */
  readonly atLeast: { readonly minutes: number; readonly changes: number; readonly decisions: number };
  /** It ends then, whatever has been reached. */
  readonly atMostMinutes: number;
  readonly leaseSeconds: number;
  /** Credentials at once. */
  readonly lives: number;
  /** Requests at once for each guard, besides those about a change. */
  readonly askersEach: number;
  readonly folder: string;
  /** Of each app; three unless given. */
  readonly replicas?: number;
  /** What is run instead of dist. */
  readonly dist?: string;
  /** All of them unless given. */
  readonly kinds?: readonly FaultKind[];
  /** Ends at the first violation: it is one that is looked for. */
  readonly isHunt?: boolean;
  readonly say: (line: string) => void;
}

export interface FaultsReport {
  readonly seed: number;
  readonly seconds: number;
  readonly changes: readonly AnsweredChange[];
  readonly unanswered: number;
  readonly decisions: number;
  readonly undecided: number;
  /** Of those, 429, which hides what the guard knows. */
  readonly limited: number;
  /** Those changes after which enough was sent. */
  readonly fullChanges: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly impossible: readonly string[];
  readonly violationCount: number;
  readonly violations: readonly Violation[];
}

/** How long everything may take to work again after the last fault (promise P10 says 2 s of a store alone). */
const HEALED_WITHIN_MS = 15_000;

/** Real processes under real faults, and every decision judged: proof number four of promise P1. */
export async function runFaults(plan: FaultsPlan): Promise<FaultsReport> {
  const random = new Random(plan.seed);
  const cluster = await Cluster.start(plan);
  const api = new Api();
  const ledger = new Ledger(api);
  const traffic = new Traffic(ledger, random.fork());
  const desk = new Desk(api, cluster, cluster.latchkey.operator, random.fork());
  const lives = new Lives({ cluster, desk, ledger, traffic });
  const started = performance.now();
  const minutes = (): number => (performance.now() - started) / 60_000;
  const schedule = new Schedule({
    scene: { cluster, leaseMs: plan.leaseSeconds * 1_000 },
    random: random.fork(),
    say: (line) => {
      plan.say(`${(minutes() * 60).toFixed(1).padStart(7)} s  ${line}`);
    },
    ...(plan.kinds && { kinds: plan.kinds }),
  });
  const isEnough = (): boolean =>
    minutes() >= plan.atLeast.minutes &&
    ledger.fullChanges >= plan.atLeast.changes &&
    ledger.decisions >= plan.atLeast.decisions &&
    schedule.isRound;

  try {
    traffic.start(cluster.resources, plan.askersEach);
    lives.start(random.fork(), plan.lives);
    schedule.start();
    while (!isEnough() && minutes() < plan.atMostMinutes && !(plan.isHunt && ledger.violationCount > 0)) {
      await delay(50);
    }
    await schedule.stop();
    await lives.stop();
    await traffic.stop();
    if (!plan.isHunt) await healed(cluster, desk, ledger);
  } finally {
    api.close();
    await cluster.stop();
  }
  return {
    seed: plan.seed,
    seconds: minutes() * 60,
    changes: ledger.changes,
    unanswered: lives.unanswered,
    decisions: ledger.decisions,
    undecided: ledger.undecided,
    limited: ledger.limited,
    fullChanges: ledger.fullChanges,
    faults: Object.fromEntries([...schedule.done].sort()),
    impossible: [...schedule.impossible],
    violationCount: ledger.violationCount,
    violations: ledger.violations,
  };
}

/** Every guard decides again, with no process restarted for it. */
async function healed(cluster: Cluster, desk: Desk, ledger: Ledger): Promise<void> {
  const { key } = await desk.issue([]);
  const subject = new Subject(key, 'token', worthOf([]));
  await Promise.all(
    cluster.resources.map((node) =>
      eventually(() => ledger.ask(subject, node, 'self'), { withinMs: HEALED_WITHIN_MS }),
    ),
  );
}
