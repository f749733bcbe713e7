/** One moment by two clocks: neither can be trusted alone (`Lease`). */
export interface Instant {
  /** Milliseconds, never stepped; stands still while the machine is suspended. */
  readonly mono: number;
  /** Milliseconds since 1970; anybody may step it. */
  readonly wall: number;
}

/** Where the protocol gets its time from. The simulation of the protocol puts its own in here. */
export abstract class Clock {
  abstract monotonic(): number;
  abstract wall(): number;
  /** @returns What cancels it. */
  abstract after(ms: number, callback: () => void): () => void;

  now(): Instant {
    return { mono: this.monotonic(), wall: this.wall() };
  }
}

export class SystemClock extends Clock {
  monotonic(): number {
    return performance.now();
  }

  wall(): number {
    return Date.now();
  }

  /** Keeps no process alive: whoever waits for it is a request or a lease, and both end with the process. */
  after(ms: number, callback: () => void): () => void {
    const timer = setTimeout(callback, ms);
    timer.unref();
    return () => {
      clearTimeout(timer);
    };
  }
}
