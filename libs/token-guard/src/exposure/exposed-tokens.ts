import { BusClient } from '@latchkey/bus';
import { reportExposure } from '@latchkey/contracts';
import { type TokenDigest } from '@latchkey/token-format';
import { Injectable, Logger } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { ForeignCredentials } from '../foreign/foreign-credentials.js';
import { type PresentedCredential } from '../presented-credential.js';

const EVERY_MS = 60 * 60 * 1_000;
const MOST_REMEMBERED = 10_000;
const MINUTE_MS = 60_000;
/** Who makes tokens up and sends them must not make us ask auth about each. */
const REPORTS_A_MINUTE = 100;

/**
 * Tells auth of tokens that came over plain HTTP (K8), for their owners to see: each once an hour. Keeps nobody waiting,
 * and nothing depends on it: the request is refused whatever becomes of the report.
 */
@Injectable()
export class ExposedTokens {
  private readonly logger = new Logger('Exposure');
  private readonly told = new LRUCache<TokenDigest, true>({ max: MOST_REMEMBERED, ttl: EVERY_MS });
  private minuteEndsAt = -Infinity;
  private reports = 0;

  constructor(
    private readonly bus: BusClient,
    private readonly foreign: ForeignCredentials,
  ) {}

  /** Passwords and access tokens are nobody's to replace: the one is not sent here, the other is over in minutes. */
  tell(credential: PresentedCredential): void {
    if (credential.kind === 'token') void this.report(credential.digest);
    if (credential.kind === 'foreign') void this.reportForeign(credential.text);
  }

  private async reportForeign(text: string): Promise<void> {
    try {
      const digest = await this.foreign.digestOf(text);
      if (digest !== null) await this.report(digest);
    } catch {
      // Nobody can tell what it is: the next request with it tries again.
    }
  }

  private async report(digest: TokenDigest): Promise<void> {
    if (this.told.has(digest) || !this.mayReport()) return;
    this.told.set(digest, true);
    try {
      await this.bus.call(reportExposure, { digest });
    } catch (error) {
      // Told by the next request with it.
      this.told.delete(digest);
      this.logger.debug(`An exposed token is not reported, for now: ${String(error)}`);
    }
  }

  private mayReport(): boolean {
    const now = performance.now();
    if (now >= this.minuteEndsAt) {
      this.minuteEndsAt = now + MINUTE_MS;
      this.reports = 0;
    }
    return ++this.reports <= REPORTS_A_MINUTE;
  }
}
