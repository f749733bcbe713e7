import { type LoggerService } from '@nestjs/common';

/** Redis's words, of a command and of one in a script. */
const REFUSED = /NOPERM|user executing the script/;

/** What Redis's ACL refuses does not pass as an outage does: it is said, once, and not asked for again at once. */
export class Rights {
  private readonly told = new Set<string>();

  constructor(private readonly logger: LoggerService) {}

  /** Whether that is why it failed. */
  areLacking(error: unknown, what: string): boolean {
    if (!(error instanceof Error) || !REFUSED.test(error.message)) return false;
    if (!this.told.has(what)) this.logger.error(`May not ${what}: ${error.message}`);
    this.told.add(what);
    return true;
  }
}
