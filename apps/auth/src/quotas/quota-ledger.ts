import { type QuotaMonth, type QuotaStatement } from '@latchkey/contracts';
import { inWorkspace } from '@latchkey/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** What a token's quota is now, by PostgreSQL's clock. */
export interface CurrentQuota extends QuotaMonth {
  readonly workspaceId: string;
  readonly limit: number;
}

/** A month of one token: never more is reserved than its quota (promise P4). */
export interface LedgerEntry {
  readonly version: number;
  readonly reserved: number;
  /** Of the last reservation. */
  readonly seq: number;
  /** Whether that was so long ago that its credit has arrived, or never will. */
  readonly isSettled: boolean;
  readonly toldPercent: number;
}

const MONTH = `to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM')`;
/** A credit is sent as soon as its reservation is committed, and not waited for any longer than this. */
const CREDIT_TIME = `interval '1 second'`;

/** Numbers of PostgreSQL's bigint arrive as text. */
type AsText<Row> = {
  readonly [Column in keyof Row]: Row[Column] extends number ? string | number : Row[Column];
};

type StatementRow = AsText<Omit<QuotaStatement, 'resets_at'>> & { readonly resets_at: Date };

const STATEMENT = `
  SELECT token.monthly_quota AS "limit", token.quota_version AS version, now.month, coalesce(ledger.reserved, 0) AS reserved,
          (date_trunc('month', clock_timestamp() AT TIME ZONE 'UTC') + interval '1 month') AT TIME ZONE 'UTC' AS resets_at
     FROM (SELECT ${MONTH} AS month) now
     JOIN api_tokens token ON token.id = $1 AND token.monthly_quota IS NOT NULL AND token.deleted_at IS NULL
     LEFT JOIN quota_ledger ledger ON ledger.token_id = token.id AND ledger.month = now.month`;

@Injectable()
export class QuotaLedger {
  constructor(private readonly database: DataSource) {}

  /** null: there is no such token. */
  async workspaceOf(tokenId: string): Promise<string | null> {
    const [{ id }] = await this.database.query<[{ id: string | null }]>(
      'SELECT across.workspace_of_token($1) AS id',
      [tokenId],
    );
    return id;
  }

  /** null: the token has none, or there is no such token. Keeps the quota from being changed meanwhile. */
  async current(rows: EntityManager, tokenId: string): Promise<CurrentQuota | null> {
    const [row] = await rows.query<AsText<CurrentQuota>[]>(
      `SELECT workspace_id AS "workspaceId", monthly_quota AS "limit", quota_version AS version, ${MONTH} AS month
         FROM api_tokens WHERE id = $1 AND monthly_quota IS NOT NULL AND deleted_at IS NULL FOR SHARE`,
      [tokenId],
    );
    return row ? { ...row, limit: Number(row.limit), version: Number(row.version) } : null;
  }

  /** The entry, locked until the transaction ends; made if this is the month's first. */
  async lock(rows: EntityManager, tokenId: string, { month, version }: QuotaMonth): Promise<LedgerEntry> {
    await rows.query(
      `INSERT INTO quota_ledger (token_id, month, version) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
      [tokenId, month, version],
    );
    const [row] = await rows.query<[AsText<LedgerEntry>]>(
      `SELECT version, reserved, seq, reserved_at < clock_timestamp() - ${CREDIT_TIME} AS "isSettled",
              told_percent AS "toldPercent"
         FROM quota_ledger WHERE token_id = $1 AND month = $2 FOR UPDATE`,
      [tokenId, month],
    );
    return {
      version: Number(row.version),
      reserved: Number(row.reserved),
      seq: Number(row.seq),
      isSettled: row.isSettled,
      toldPercent: Number(row.toldPercent),
    };
  }

  async keep(
    rows: EntityManager,
    tokenId: string,
    month: string,
    entry: Omit<LedgerEntry, 'isSettled'>,
  ): Promise<void> {
    await rows.query(
      `UPDATE quota_ledger SET version = $3, reserved = $4, seq = $5, told_percent = $6,
              reserved_at = clock_timestamp()
        WHERE token_id = $1 AND month = $2`,
      [tokenId, month, entry.version, entry.reserved, entry.seq, entry.toldPercent],
    );
  }

  /** null: the token has no quota, or there is no such token. */
  async statement(tokenId: string): Promise<QuotaStatement | null> {
    const workspaceId = await this.workspaceOf(tokenId);
    if (workspaceId === null) return null;
    const [row] = await inWorkspace(this.database, workspaceId, (rows) =>
      rows.query<StatementRow[]>(STATEMENT, [tokenId]),
    );
    if (!row) return null;
    return {
      limit: Number(row.limit),
      reserved: Number(row.reserved),
      month: row.month,
      version: Number(row.version),
      resets_at: row.resets_at.toISOString(),
    };
  }
}
