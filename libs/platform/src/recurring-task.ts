/**
 * Work that is done again and again, never twice at once, and by no process that only waits for it. Replicas that start
 * together drift apart.
 */
export class RecurringTask {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  private isOver = false;

  /** @param work Never rejects: what it could not do it does the next time, and says so itself. */
  constructor(
    private readonly everyMs: number,
    private readonly work: () => Promise<void>,
  ) {}

  /** Work in several steps ends after the one that it is at. */
  get isStopping(): boolean {
    return this.isOver;
  }

  start(): void {
    this.timer = setTimeout(
      () => {
        this.running = this.work().then(() => {
          if (!this.isOver) this.start();
        });
      },
      this.everyMs * (0.75 + Math.random() / 2),
    );
    this.timer.unref();
  }

  /** Resolves when what is under way is done. */
  async stop(): Promise<void> {
    this.isOver = true;
    if (this.timer) clearTimeout(this.timer);
    await this.running;
  }
}
