import { isInt, isUUID, IsUUID, ValidateBy } from 'class-validator';
import { question } from './contract.js';

/** Tokens in one report: a longer list goes in several. */
export const TOKENS_A_REPORT = 500;
const LONGEST_AGO_MS = 24 * 60 * 60 * 1_000;
const MOST_REQUESTS = 10 ** 12;

/** How one token was used since the report before. */
export interface TokenUse {
  readonly token_id: string;
  /** Requests that were let through, from 1 to 10^12. */
  readonly requests: number;
  /** Milliseconds since the last of them, at most a day. An age, not a time: only PostgreSQL's clock counts. */
  readonly last_ms_ago: number;
  /** By which superseded secret (D10); null or absent: by the token's own. */
  readonly secret_id?: string | null;
}

function isTokenUse(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { token_id, requests, last_ms_ago, secret_id = null, ...more } = value as Partial<TokenUse>;
  const isFrom = (least: number, most: number, n: unknown): boolean =>
    isInt(n) && Number(n) >= least && Number(n) <= most;
  return (
    isUUID(token_id) &&
    (secret_id === null || isUUID(secret_id)) &&
    isFrom(1, MOST_REQUESTS, requests) &&
    isFrom(0, LONGEST_AGO_MS, last_ms_ago) &&
    Object.keys(more).length === 0
  );
}

export class ReportUsageRequest {
  /** The same again is the same report: it counts once. */
  @IsUUID(undefined, { message: 'must be a UUID' })
  readonly report_id!: string;

  @ValidateBy({
    name: 'isUseList',
    constraints: [TOKENS_A_REPORT],
    validator: {
      validate: (uses) =>
        Array.isArray(uses) && uses.length > 0 && uses.length <= TOKENS_A_REPORT && uses.every(isTokenUse),
      defaultMessage: () =>
        `must be a list of 1 to ${TOKENS_A_REPORT} {token_id, secret_id, requests, last_ms_ago}`,
    },
  })
  readonly uses!: readonly TokenUse[];
}

/**
 * What guards counted (D16): in batches, so that no request waits for a write. A report that gets no answer is sent
 * again as it was.
 */
export const reportUsage = question<ReportUsageRequest, Record<string, never>>('auth.usage.report.v1');
