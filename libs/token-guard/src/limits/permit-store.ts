import { type Settled, type Taken } from './counters.js';

interface Batch {
  readonly guard: string;
  readonly granted: number;
  left: number;
  /** When the last of them was spent. */
  spentAt: number;
  readonly chargedUntil: Readonly<Record<string, number>>;
  /** The end of the permits' life, by our clock; and by the wall clock, for ours stands still with the machine. */
  readonly diesAt: number;
  readonly fromWallMs: number;
  readonly untilWallMs: number;
  /** Each of them holds one of the quota's pool too. */
  readonly isOfQuota: boolean;
}

/** More than that many wait to be settled only when Redis is away; then their charges end by themselves. */
const MOST_SETTLED = 100;

/** The permits that this guard has of one token, the oldest first. */
export class PermitStore {
  private batches: Batch[] = [];
  /** Of which nothing will be spent any more. */
  private ended: Batch[] = [];

  /** How many may be spent, or could be before the last look at the clock. */
  get left(): number {
    let left = 0;
    for (const batch of this.batches) left += batch.left;
    return left;
  }

  /** Whether there is something that others could spend. */
  get hasUnspent(): boolean {
    return this.ended.some(({ left }) => left > 0);
  }

  /**
   * What was taken may be spent from now on.
   * @param endsAt Of the month, if that is sooner than the end of a permit's life.
   */
  add(taken: Taken, windows: readonly { readonly name: string }[], life: number, endsAt: number): void {
    this.batches.push({
      guard: taken.guard,
      granted: taken.granted,
      left: taken.granted,
      spentAt: taken.sentAt,
      chargedUntil: Object.fromEntries(
        windows.map(({ name }, nth) => [name, taken.windows[nth]?.chargedUntil ?? 0]),
      ),
      diesAt: Math.min(taken.sentAt + life, endsAt),
      fromWallMs: taken.sentWallMs,
      untilWallMs: taken.sentWallMs + life / 1_000,
      isOfQuota: taken.pool !== null,
    });
  }

  /** Now is the moment of the admission, by both clocks. */
  spend(now: number, wallMs = Date.now()): boolean {
    for (let batch = this.batches[0]; batch; batch = this.batches[0]) {
      const isSpent = isAlive(batch, now, wallMs);
      if (isSpent) {
        batch.left--;
        batch.spentAt = now;
      }
      if (batch.left === 0 || !isSpent) this.ended.push(...this.batches.splice(0, 1));
      if (isSpent) return true;
    }
    return false;
  }

  /** Ends the permits whose life is over. Returns when the next one's is; null: there is none. */
  bury(now: number): number | null {
    const wallMs = Date.now();
    this.endThose((batch) => !isAlive(batch, now, wallMs));
    return this.batches[0]?.diesAt ?? null;
  }

  /** Ends all of them: they were of terms that are no more. */
  buryAll(): void {
    this.endThose(() => true);
  }

  /** All that has ended; it is ours no longer. */
  collect(): { readonly settled: Settled[]; readonly ofQuota: number } {
    const ended = this.ended.splice(0);
    return {
      settled: ended.slice(-MOST_SETTLED).map(({ guard, granted, left, spentAt, chargedUntil }) => ({
        guard,
        spent: granted - left,
        spent_at: spentAt,
        unspent: left,
        charged_until: chargedUntil,
      })),
      ofQuota: ended.reduce((sum, { isOfQuota, left }) => sum + (isOfQuota ? left : 0), 0),
    };
  }

  private endThose(isOver: (batch: Batch) => boolean): void {
    const over = this.batches.filter(isOver);
    if (over.length === 0) return;
    this.batches = this.batches.filter((batch) => !over.includes(batch));
    this.ended.push(...over);
  }
}

const isAlive = (batch: Batch, now: number, wallMs: number): boolean =>
  now < batch.diesAt && wallMs >= batch.fromWallMs && wallMs < batch.untilWallMs;
