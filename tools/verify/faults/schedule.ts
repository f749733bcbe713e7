import { setTimeout as delay } from 'node:timers/promises';
import { FAULT_KINDS, type FaultKind, type Scene } from './fault-kinds.js';
import { type Random } from './random.js';

/** Two faults at a time, for some bugs need two. */
const LANES = 2;
/** From the end of one fault to the next: guards get and keep their leases in between. */
const GAP_MS = [200, 1_500] as const;

export interface ScheduleOptions {
  readonly scene: Scene;
  readonly random: Random;
  readonly kinds?: readonly FaultKind[];
  readonly say: (line: string) => void;
}

/** All kinds of faults in a random order, again and again, in two lanes. */
export class Schedule {
  /** How often each kind was done. */
  readonly done = new Map<string, number>();
  /** Those that this machine cannot do. */
  readonly impossible = new Set<string>();
  private readonly struck = new Map<string, Promise<unknown>>();
  private readonly kinds: readonly FaultKind[];
  private isOver = false;
  private lanes: Promise<unknown> | null = null;
  private queue: FaultKind[] = [];

  constructor(private readonly options: ScheduleOptions) {
    this.kinds = options.kinds ?? FAULT_KINDS;
  }

  start(): void {
    this.lanes = Promise.all(Array.from({ length: LANES }, () => this.keepStriking()));
    this.lanes.catch(() => undefined);
  }

  /** Whether each kind that can be done has been. */
  get isRound(): boolean {
    return this.kinds.every(({ name }) => this.done.has(name) || this.impossible.has(name));
  }

  /** Resolves when everything has been healed. */
  async stop(): Promise<void> {
    this.isOver = true;
    await this.lanes;
  }

  private async keepStriking(): Promise<void> {
    const { random } = this.options;
    for (;;) {
      await delay(random.between(...GAP_MS));
      if (this.isOver) return;
      if (this.queue.length === 0) this.queue = random.shuffled(this.kinds);
      const kind = this.queue.pop();
      if (kind) await this.strike(kind);
    }
  }

  private async strike(kind: FaultKind): Promise<void> {
    const { scene, random, say } = this.options;
    const fault = kind.plan(scene, random);
    if (!fault) {
      this.impossible.add(kind.name);
      return;
    }
    // The other lane may be at it.
    while (this.struck.has(fault.target)) await this.struck.get(fault.target);
    say(`${kind.name} (${fault.detail})`);
    const striking = fault.strike();
    this.struck.set(
      fault.target,
      striking.catch(() => undefined),
    );
    try {
      await striking;
    } finally {
      this.struck.delete(fault.target);
    }
    this.done.set(kind.name, (this.done.get(kind.name) ?? 0) + 1);
  }
}
