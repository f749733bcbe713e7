import { setTimeout as delay } from 'node:timers/promises';
import { type Node } from './cluster.js';
import { anyProbe, type Ledger, UNDECIDED_PAUSE_MS } from './ledger.js';
import { type Random } from './random.js';
import { type Subject } from './subject.js';

/**
 * Requests to every guard all the time, with all the credentials that live just now. Each guard has askers of its own,
 * so that one that stands still stops nobody else's.
 */
export class Traffic {
  private readonly live = new Set<Subject>();
  private isOver = false;
  private asking: Promise<unknown> | null = null;

  constructor(
    private readonly ledger: Ledger,
    private readonly random: Random,
  ) {}

  start(nodes: readonly Node[], askersEach: number): void {
    const askers = nodes.flatMap((node) => Array.from({ length: askersEach }, () => this.keepAsking(node)));
    this.asking = Promise.all(askers);
  }

  join(subject: Subject): void {
    this.live.add(subject);
  }

  leave(subject: Subject): void {
    this.live.delete(subject);
  }

  async stop(): Promise<void> {
    this.isOver = true;
    await this.asking;
  }

  private async keepAsking(node: Node): Promise<void> {
    while (!this.isOver) {
      const live = [...this.live];
      const isDecided =
        live.length > 0 && (await this.ledger.ask(this.random.pick(live), node, anyProbe(this.random)));
      if (!isDecided) await delay(UNDECIDED_PAUSE_MS);
    }
  }
}
