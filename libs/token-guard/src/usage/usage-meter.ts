import { BusClient } from '@latchkey/bus';
import {
  reportUsage,
  type ReportUsageRequest,
  type TokenIdentity,
  TOKENS_A_REPORT,
  type TokenUse,
} from '@latchkey/contracts';
import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { randomUUID } from 'node:crypto';

const EVERY_MS = 10_000;
/** The longest that auth takes: an older use is said to be this old. */
const LONGEST_AGO_MS = 24 * 60 * 60 * 1_000;

interface Use {
  readonly tokenId: string;
  /** Of the superseded secret that it was presented by; null: by its own. */
  readonly secretId: string | null;
  requests: number;
  /** By this process's monotonic clock. */
  lastAt: number;
}

interface Report {
  readonly id: string;
  readonly uses: readonly Use[];
}

/**
 * How often each token was let through, told to auth every ten seconds (D16): a request costs a look into a map and
 * no I/O. What a process has not told when it ends is lost: quotas are kept elsewhere.
 */
@Injectable()
export class UsageMeter implements OnApplicationBootstrap {
  private readonly logger = new Logger(UsageMeter.name);
  private uses = new Map<string, Use>();
  /** Sent, but not answered: sent again as it was, for auth may have counted it. */
  private unanswered: Report[] = [];
  private timer: NodeJS.Timeout | null = null;
  private telling: Promise<void> = Promise.resolve();
  private isFailing = false;

  constructor(private readonly auth: BusClient) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.tell(), EVERY_MS * (0.75 + Math.random() / 2));
    this.timer.unref();
  }

  /** @param now By the monotonic clock, if somebody has just looked. */
  count(
    { id: tokenId, superseded }: Pick<TokenIdentity, 'id' | 'superseded'>,
    now = performance.now(),
  ): void {
    const secretId = superseded?.secret_id ?? null;
    const key = secretId ?? tokenId;
    const use = this.uses.get(key);
    if (use) {
      use.requests++;
      use.lastAt = now;
    } else {
      this.uses.set(key, { tokenId, secretId, requests: 1, lastAt: now });
    }
  }

  /** Tells auth what it has not heard yet. Never fails: what auth did not take goes with the next. */
  tell(): Promise<void> {
    this.telling = this.telling.then(() => this.send());
    return this.telling;
  }

  /** What there is by now, and no more: for a process that ends. */
  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.tell();
  }

  private async send(): Promise<void> {
    // While auth is away this grows by no report, only by tokens.
    if (this.unanswered.length === 0) this.unanswered = this.takeReports();
    try {
      for (let report = this.unanswered[0]; report; report = this.unanswered[0]) {
        await this.auth.call(reportUsage, inWords(report));
        this.unanswered.shift();
      }
      this.isFailing = false;
    } catch (error) {
      if (!this.isFailing) this.logger.warn(`Usage is not reported, for now: ${String(error)}`);
      this.isFailing = true;
    }
  }

  private takeReports(): Report[] {
    const uses = [...this.uses.values()];
    this.uses = new Map();
    const reports: Report[] = [];
    for (let from = 0; from < uses.length; from += TOKENS_A_REPORT) {
      reports.push({ id: randomUUID(), uses: uses.slice(from, from + TOKENS_A_REPORT) });
    }
    return reports;
  }
}

/** Ages as they are at this sending. */
function inWords({ id, uses }: Report): ReportUsageRequest {
  const now = performance.now();
  return {
    report_id: id,
    uses: uses.map(({ tokenId, secretId, requests, lastAt }): TokenUse => ({
      token_id: tokenId,
      secret_id: secretId,
      requests,
      last_ms_ago: Math.min(Math.round(now - lastAt), LONGEST_AGO_MS),
    })),
  };
}
