import { IsInt, IsUUID, Matches, Max, Min } from 'class-validator';
import { question } from './contract.js';

const IsCount = (): PropertyDecorator => (target, property) => {
  IsInt({ message: 'must be a whole number' })(target, property);
  Min(0, { message: 'must be at least 0' })(target, property);
  Max(Number.MAX_SAFE_INTEGER, { message: 'must be a safe integer' })(target, property);
};

export class ReserveQuotaRequest {
  @IsUUID(undefined, { message: 'must be a UUID' })
  readonly token_id!: string;

  /** As the token's verdict had it, by PostgreSQL's clock in UTC. */
  @Matches(/^\d{4}-(0[1-9]|1[0-2])$/, { message: 'must be a month such as 2026-11' })
  readonly month!: string;

  @IsCount()
  readonly version!: number;

  /** Of the Redis whose pool is to be filled: a pool of one run is nothing to the next. */
  @Matches(/^[0-9a-f]{40}$/, { message: 'must be a run_id of Redis' })
  readonly run_id!: string;

  /** `seq` of that pool: the last credit that is in it. */
  @IsCount()
  readonly after!: number;
}

/** A month of a token's quota, as it stood when the token was verified. */
export interface QuotaMonth {
  /** By PostgreSQL's clock in UTC. */
  readonly month: string;
  readonly version: number;
}

/**
 * Where requests that are reserved in the ledger wait to be spent: a hash of `left` and `seq`, the last credit. It
 * belongs to one run of one Redis, so that data which was lost or given back is never spent (P4). It lies beside the
 * token's counters in a Redis Cluster.
 */
export const quotaPoolKey = ({
  token_id,
  run_id,
  month,
  version,
}: Pick<ReserveQuotaRequest, 'token_id' | 'run_id' | 'month' | 'version'>): string =>
  `latchkey:quota:{${token_id}}:${run_id}:${month}:${version}`;

export interface QuotaReservation {
  /**
   * `reserved`: the pool was credited, or will not be. `wait`: there is something in the pool, or a credit on its way.
   * `exhausted`: nothing is left in this month. `stale`: the quota or the month is another by now.
   */
  readonly outcome: 'reserved' | 'wait' | 'exhausted' | 'stale';
}

export class ReadQuotaRequest {
  @IsUUID(undefined, { message: 'must be a UUID' })
  readonly token_id!: string;
}

/** A month of a token's quota as the ledger has it. */
export interface QuotaStatement {
  readonly limit: number;
  /** Taken out of the ledger: used, or lying in a pool to be used. */
  readonly reserved: number;
  readonly month: string;
  readonly version: number;
  /** RFC 3339 with Z. */
  readonly resets_at: string;
}

/**
 * Takes a chunk of a token's monthly quota out of the ledger and puts it into a pool in Redis, at most once (P4).
 * A question, for asked twice it reserves once: `after` says which reservation is meant.
 */
export const reserveQuota = question<ReserveQuotaRequest, QuotaReservation>('auth.quotas.reserve.v1');
/** null: the token has no quota, or there is no such token. */
export const readQuota = question<ReadQuotaRequest, { readonly quota: QuotaStatement | null }>(
  'auth.quotas.read.v1',
);
