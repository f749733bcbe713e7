import { BusClient } from '@latchkey/bus';
import {
  type QuotaMonth,
  type QuotaReservation,
  type QuotaStatement,
  readQuota,
  reserveQuota,
} from '@latchkey/contracts';
import { Injectable } from '@nestjs/common';

export interface PoolToFill extends QuotaMonth {
  readonly tokenId: string;
  /** The run of Redis whose pool is empty, and the number of the last credit that is in it. */
  readonly runId: string;
  readonly after: number;
}

/** Who has the ledger: auth. Rejects when it cannot be reached. */
export abstract class QuotaLine {
  abstract fill(pool: PoolToFill): Promise<QuotaReservation>;
  abstract read(tokenId: string): Promise<QuotaStatement | null>;
}

@Injectable()
export class BusQuotaLine extends QuotaLine {
  constructor(private readonly bus: BusClient) {
    super();
  }

  fill({ tokenId, month, version, runId, after }: PoolToFill): Promise<QuotaReservation> {
    return this.bus.call(reserveQuota, { token_id: tokenId, month, version, run_id: runId, after });
  }

  async read(tokenId: string): Promise<QuotaStatement | null> {
    const { quota } = await this.bus.call(readQuota, { token_id: tokenId });
    return quota;
  }
}
