import { Logger } from '@nestjs/common';

const MINUTE_MS = 60_000;

/** So many in a minute; those beyond are counted and told in one line of the log when it ends. */
export class MinuteAllowance {
  private readonly logger = new Logger(MinuteAllowance.name);
  private taken = 0;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly most: number,
    private readonly what: string,
  ) {}

  take(): boolean {
    if (!this.timer) {
      this.timer = setTimeout(() => {
        this.end();
      }, MINUTE_MS);
      this.timer.unref();
    }
    this.taken++;
    return this.taken <= this.most;
  }

  private end(): void {
    const beyond = this.taken - this.most;
    if (beyond > 0) this.logger.warn(`${beyond} more ${this.what} in a minute than are written down`);
    this.taken = 0;
    this.timer = null;
  }
}
