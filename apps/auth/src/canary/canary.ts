import { isUnavailable, LatchkeyClient } from '@latchkey/client';
import { RecurringTask } from '@latchkey/platform';
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { use } from './api.js';
import { CanaryMetrics, type RoundOutcome } from './canary-metrics.js';

export abstract class CanaryTerms {
  abstract readonly urls: readonly string[];
  /** Whether it says what a proxy would. */
  abstract readonly isProxy: boolean;
  abstract readonly everyMs: number;
}

const NAME = 'Revocation canary';
/** So often it is used before, so that guards know it, and after. */
const USES = 5;
/** Whatever becomes of the canary, its token ends. */
const LIFE_MS = 10 * 60_000;
/** Older than any round may be: left by one that was killed. */
const LEFT_AFTER_MS = 5 * 60_000;
/** A guard that has died without a word keeps a change for a lease of 10 s at most. */
const PATIENCE_MS = 30_000;
const PAUSE_MS = 50;
const ACCEPTED = 200;
const REFUSED = 401;

/** What a round found that is no yes and no no. */
class Unexpected extends Error {
  constructor(readonly status: number) {
    super(`A token was answered with ${status}`);
  }
}

/**
 * Issues a token, uses it, revokes it and uses it again, by the ways that everybody has: the promise that revocation is
 * kept (P1, P2) is watched from outside. It stands beside auth and resource, for neither could see itself go wrong.
 */
@Injectable()
export class Canary implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Canary.name);
  private readonly task: RecurringTask;

  constructor(
    private readonly latchkey: LatchkeyClient,
    private readonly metrics: CanaryMetrics,
    private readonly terms: CanaryTerms,
  ) {
    this.task = new RecurringTask(terms.everyMs, () => this.round());
  }

  onApplicationBootstrap(): void {
    this.task.start();
  }

  /** Ends the round that it is at, with its token. */
  beforeApplicationShutdown(): Promise<void> {
    return this.task.stop();
  }

  private async round(): Promise<void> {
    try {
      await this.clearAway();
      await this.try();
    } catch (error) {
      const isAway = isUnavailable(error) || (error instanceof Unexpected && error.status === 503);
      this.end(isAway ? 'unavailable' : 'failed', null, String(error));
    }
  }

  private async try(): Promise<void> {
    const expires_at = new Date(Date.now() + LIFE_MS).toISOString();
    // It may do nothing but say who it is, should anybody find it.
    const { id, key } = await this.latchkey.issueToken({
      name: NAME,
      abilities: [],
      rate_limits: [],
      expires_at,
    });
    try {
      for (const status of await this.useEverywhere(key))
        if (status !== ACCEPTED) throw new Unexpected(status);
    } catch (error) {
      await this.latchkey.revokeToken({ id });
      throw error;
    }
    const askedAt = performance.now();
    const { receipt } = await this.latchkey.revokeToken({ id });
    await this.watch(key, askedAt, receipt.state === 'effective');
  }

  /** @param isPromised Whether auth has said that no guard decides by the old state any more. */
  private async watch(key: string, askedAt: number, isPromised: boolean): Promise<void> {
    let accepted = 0;
    for (;;) {
      const statuses = await this.useEverywhere(key);
      const tookMs = performance.now() - askedAt;
      const wrong = statuses.find((status) => status !== ACCEPTED && status !== REFUSED);
      if (wrong !== undefined) throw new Unexpected(wrong);
      const still = statuses.filter((status) => status === ACCEPTED).length;
      accepted += still;
      if (isPromised) for (let n = 0; n < still; n++) this.metrics.accepted();
      if (still === 0) {
        this.end(
          isPromised && accepted > 0 ? 'stale' : 'refused',
          tookMs,
          `accepted ${accepted} times after it`,
        );
        return;
      }
      if (tookMs > PATIENCE_MS) {
        this.end(isPromised ? 'stale' : 'late', tookMs, 'still accepted');
        return;
      }
      await delay(PAUSE_MS);
    }
  }

  private end(outcome: RoundOutcome, tookMs: number | null, why: string): void {
    this.metrics.end(outcome, tookMs);
    if (outcome === 'stale') this.logger.error(`A revoked token was accepted: ${why}`);
    else if (outcome !== 'refused') this.logger.warn(`A round was ${outcome}: ${why}`);
  }

  private async useEverywhere(key: string): Promise<number[]> {
    const statuses: number[] = [];
    for (let n = 0; n < USES; n++) {
      statuses.push(...(await Promise.all(this.terms.urls.map((url) => use(url, key, this.terms)))));
    }
    return statuses;
  }

  /** What a round left that was killed, or that could not revoke. */
  private async clearAway(): Promise<void> {
    const before = Date.now() - LEFT_AFTER_MS;
    let cursor: string | null = null;
    do {
      const page = await this.latchkey.listTokens(cursor === null ? {} : { cursor });
      for (const { id, name, created_at } of page.items) {
        if (name === NAME && Date.parse(created_at) < before) await this.latchkey.revokeToken({ id });
      }
      cursor = page.next_cursor;
    } while (cursor !== null);
  }
}
