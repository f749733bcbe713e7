import { type Taken, type Unspent } from './counters.js';

interface Batch extends Unspent {
  left: number;
  /** The end of the permits' life, by our clock; and by the wall clock, for ours stands still with the machine. */
  readonly diesAt: number;
  readonly fromWallMs: number;
  readonly untilWallMs: number;
  /** Each of them holds one of the quota's pool too. */
  readonly ofQuota: boolean;
}

/** The permits that this guard has of one token, the oldest first. */
export class PermitStore {
  private batches: Batch[] = [];
  private readonly dead: Batch[] = [];

  /** How many may be spent, or could be before the last look at the clock. */
  get left(): number {
    let left = 0;
    for (const batch of this.batches) left += batch.left;
    return left;
  }

  /** Whether there is something to give back. */
  get hasDead(): boolean {
    return this.dead.length > 0;
  }

  /**
   * What was taken may be spent from now on.
   * @param endsAt Of the month, if that is sooner than the end of a permit's life.
   */
  add(taken: Taken, windows: readonly { readonly name: string }[], life: number, endsAt: number): void {
    this.batches.push({
      guard: taken.guard,
      permits: taken.granted,
      left: taken.granted,
      charged_until: Object.fromEntries(
        windows.map(({ name }, nth) => [name, taken.windows[nth]?.chargedUntil ?? 0]),
      ),
      diesAt: Math.min(taken.sentAt + life, endsAt),
      fromWallMs: taken.sentWallMs,
      untilWallMs: taken.sentWallMs + life / 1_000,
      ofQuota: taken.pool !== null,
    });
  }

  /** The moment of this call is the moment of the admission. */
  spend(now: number): boolean {
    for (let batch = this.batches[0]; batch; batch = this.batches[0]) {
      if (batch.left > 0 && isAlive(batch, now)) {
        batch.left--;
        if (batch.left === 0) this.batches.shift();
        return true;
      }
      this.batches.shift();
      if (batch.left > 0) this.dead.push(batch);
    }
    return false;
  }

  /** Ends the permits whose life is over. Returns when the next one's is; null: there is none. */
  bury(now: number): number | null {
    this.endThose((batch) => !isAlive(batch, now));
    return this.batches[0]?.diesAt ?? null;
  }

  /** Ends all of them: they were of terms that are no more. */
  buryAll(): void {
    this.endThose(() => true);
  }

  /** What is dead and unspent, to be given back; it is ours no longer. */
  collect(): { readonly back: Unspent[]; readonly ofQuota: number } {
    const back = this.dead.splice(0);
    const unspent = back.map(({ guard, left, charged_until }) => ({ guard, permits: left, charged_until }));
    const ofQuota = back.reduce((sum, batch) => sum + (batch.ofQuota ? batch.left : 0), 0);
    return { back: unspent, ofQuota };
  }

  private endThose(isOver: (batch: Batch) => boolean): void {
    const over = this.batches.filter(isOver);
    if (over.length === 0) return;
    this.batches = this.batches.filter((batch) => !over.includes(batch));
    this.dead.push(...over.filter(({ left }) => left > 0));
  }
}

const isAlive = (batch: Batch, now: number): boolean => {
  if (now >= batch.diesAt) return false;
  const wallMs = Date.now();
  return wallMs >= batch.fromWallMs && wallMs < batch.untilWallMs;
};
