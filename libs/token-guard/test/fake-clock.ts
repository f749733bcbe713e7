import { Clock } from '../src/lease/clock.js';

/** Stands still until the test moves it. */
export class FakeClock extends Clock {
  private mono = 1_000;
  private offset = 1_700_000_000_000;
  private timers: { at: number; callback: () => void }[] = [];

  monotonic(): number {
    return this.mono;
  }

  wall(): number {
    return this.mono + this.offset;
  }

  after(ms: number, callback: () => void): () => void {
    const timer = { at: this.mono + ms, callback };
    this.timers.push(timer);
    return () => (this.timers = this.timers.filter((other) => other !== timer));
  }

  /** Time passes, and what was to happen happens, each in its turn. */
  async pass(ms: number): Promise<void> {
    const end = this.mono + ms;
    for (let turns = 0; turns < 10_000; turns++) {
      await settled();
      const next = this.timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.timers = this.timers.filter((other) => other !== next);
      this.mono = Math.max(this.mono, next.at);
      next.callback();
    }
    this.mono = end;
    await settled();
  }

  /** Somebody sets the wall clock; no time passes. */
  stepWall(ms: number): void {
    this.offset += ms;
  }

  /** The machine is suspended: the monotonic clock does not count it. */
  suspend(ms: number): void {
    this.offset += ms;
  }

  get waiting(): number {
    return this.timers.length;
  }
}

/** Whatever follows from what has happened has happened. */
export const settled = (): Promise<void> => new Promise(setImmediate);
