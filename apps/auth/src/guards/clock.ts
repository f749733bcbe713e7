/** Time as waiting and leasing see it. The simulation of the lease protocol puts its own in its place. */
export class Clock {
  /** Milliseconds that never step: PostgreSQL's clock and this machine's may. */
  monotonic(): number {
    return performance.now();
  }

  /** @returns What calls it off. */
  after(ms: number, callback: () => void): () => void {
    const timer = setTimeout(callback, ms);
    // A process that has nothing else to do may end.
    timer.unref();
    return () => {
      clearTimeout(timer);
    };
  }
}
