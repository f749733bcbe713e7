import {
  quotaReached,
  type QuotaReservation,
  type QuotaStatement,
  type ReserveQuotaRequest,
} from '@latchkey/contracts';
import { Injectable } from '@nestjs/common';
import { type Change, Changes } from '../audit/changes.js';
import { type CurrentQuota, type LedgerEntry, QuotaLedger } from './quota-ledger.js';
import { QuotaMetrics } from './quota-metrics.js';
import { QuotaPools } from './quota-pools.js';

type Reserved = QuotaReservation & { readonly credit?: { readonly seq: number; readonly chunk: number } };

const TOLD_AT = [80, 100] as const;

@Injectable()
export class QuotaService {
  readonly metrics = new QuotaMetrics();

  constructor(
    private readonly changes: Changes,
    private readonly ledger: QuotaLedger,
    private readonly pools: QuotaPools,
  ) {}

  async reserve(request: ReserveQuotaRequest): Promise<QuotaReservation> {
    const { reservations } = this.metrics;
    try {
      const reservation = await this.reserveChunk(request);
      reservations[reservation.outcome].add();
      return reservation;
    } catch (error) {
      reservations.failed.add();
      throw error;
    }
  }

  read(tokenId: string): Promise<QuotaStatement | null> {
    return this.ledger.statement(tokenId);
  }

  /** First the ledger, then the pool: whatever is lost between the two was counted, and is never counted again. */
  private async reserveChunk(request: ReserveQuotaRequest): Promise<QuotaReservation> {
    // Anyone on the bus may ask: a chunk that nobody needs would lie in a pool, and be stranded when Redis crashes.
    if (!(await this.pools.isEmptyAfter(request, request.after))) return { outcome: 'wait' };
    const workspaceId = await this.ledger.workspaceOf(request.token_id);
    if (workspaceId === null) return { outcome: 'stale' };
    const { outcome, credit } = await this.changes.commit(workspaceId, (change) =>
      this.reserveIn(change, request),
    );
    if (credit) await this.pools.credit(request, credit.seq, credit.chunk);
    return { outcome };
  }

  private async reserveIn(change: Change, request: ReserveQuotaRequest): Promise<Reserved> {
    const { token_id: tokenId, month, version, after } = request;
    const quota = await this.ledger.current(change.rows, tokenId);
    if (quota?.month !== month || quota.version !== version) return { outcome: 'stale' };
    const entry = await this.ofVersion(change, await this.ledger.lock(change.rows, tokenId, quota), request);
    // The pool lacks a credit: one that is on its way, or one that is lost.
    if (after < entry.seq && !entry.isSettled) return { outcome: 'wait' };
    const largest = Math.max(1, Math.floor(quota.limit / 100));
    // The pool had credits that the ledger knows nothing of: it was restored from a backup. Each was a chunk at most.
    const forgotten = Math.max(0, after - entry.seq) * largest;
    const left = quota.limit - entry.reserved - forgotten;
    if (left <= 0) return { outcome: 'exhausted' };
    const chunk = Math.min(left, largest);
    const reserved = entry.reserved + forgotten + chunk;
    const seq = Math.max(entry.seq, after) + 1;
    const toldPercent = this.tell(change, tokenId, quota, { ...entry, reserved });
    await this.ledger.keep(change.rows, tokenId, month, { version, reserved, seq, toldPercent });
    return { outcome: 'reserved', credit: { seq, chunk } };
  }

  /** A month in which the quota was changed goes on with what was used of it, less what nobody can spend any more. */
  private async ofVersion(
    { rows }: Change,
    entry: LedgerEntry,
    request: ReserveQuotaRequest,
  ): Promise<LedgerEntry> {
    const { token_id: tokenId, run_id, month, version } = request;
    if (entry.version === version) return entry;
    // Out of the pool first: what is lost on the way is stranded, and never spent twice.
    const rest = await this.pools.empty({ token_id: tokenId, run_id, month, version: entry.version });
    const reserved = Math.max(0, entry.reserved - rest);
    const renewed = { ...entry, version, reserved, toldPercent: 0, isSettled: true };
    await this.ledger.keep(rows, tokenId, month, renewed);
    return renewed;
  }

  private tell(
    change: Change,
    tokenId: string,
    { workspaceId, limit, month }: CurrentQuota,
    { reserved, toldPercent }: LedgerEntry,
  ): number {
    let told = toldPercent;
    for (const percent of TOLD_AT) {
      if (percent <= told || reserved * 100 < limit * percent) continue;
      const data = { token_id: tokenId, month, percent };
      change.emit({ ...quotaReached, workspace_id: workspaceId, actor_id: null, data });
      told = percent;
    }
    return told;
  }
}
