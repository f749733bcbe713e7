/** What was seen so long ago (microseconds) counts for a third. */
const MEMORY = 100_000;

/** How many requests a microsecond one token has on this guard, lately. */
export class Demand {
  private count = 0;
  private measuredAt: number | null = null;
  rate = 0;

  add(): void {
    this.count++;
  }

  measure(now: number): number {
    if (this.measuredAt !== null && now > this.measuredAt) {
      const elapsed = now - this.measuredAt;
      const weight = 1 - Math.exp(-elapsed / MEMORY);
      this.rate += weight * (this.count / elapsed - this.rate);
    }
    this.count = 0;
    this.measuredAt = now;
    return this.rate;
  }
}
