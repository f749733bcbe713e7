import { setTimeout as pause } from 'node:timers/promises';
import { type QuotaMonth } from '@latchkey/contracts';
import { type QuotaLine } from './quota-line.js';

/** While another guard's credit is on its way to the pool. */
const CREDIT_PAUSE_MS = 20;

/** Has one token's empty pool filled: one question at a time, whoever waits for it. */
export class PoolFiller {
  private filling: Promise<'again' | 'exhausted' | 'stale'> | null = null;

  constructor(
    private readonly tokenId: string,
    private readonly line: QuotaLine,
  ) {}

  /** `again`: the pool is worth another look. Rejects when auth is out of reach. */
  fill(
    month: QuotaMonth,
    pool: { readonly runId: string; readonly seq: number },
  ): Promise<'again' | 'exhausted' | 'stale'> {
    this.filling ??= this.ask(month, pool).finally(() => {
      this.filling = null;
    });
    return this.filling;
  }

  private async ask(
    { month, version }: QuotaMonth,
    { runId, seq }: { readonly runId: string; readonly seq: number },
  ): Promise<'again' | 'exhausted' | 'stale'> {
    const { outcome } = await this.line.fill({ tokenId: this.tokenId, month, version, runId, after: seq });
    if (outcome === 'wait') await pause(CREDIT_PAUSE_MS);
    return outcome === 'exhausted' || outcome === 'stale' ? outcome : 'again';
  }
}
