import { isInt, IsInt, isUUID, IsUUID, Max, Min, ValidateBy } from 'class-validator';
import { question } from './contract.js';
import { IsDay } from './days.js';
import { MayBeAbsent } from './token-fields.js';

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

/** Tokens in one answer: the most used. */
export const MOST_REPORTED_TOKENS = 100;

export class ReadUsageRequest {
  @IsUUID(undefined, { message: 'must be a UUID' })
  readonly workspace_id!: string;

  /** Days in UTC, the first and the last; 366 at most. */
  @IsDay()
  readonly from!: string;

  @IsDay()
  readonly to!: string;

  /** Of this token alone. */
  @MayBeAbsent()
  @IsUUID(undefined, { message: 'must be a UUID' })
  readonly token_id?: string;

  /** So many tokens one by one, the most used. */
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be at least 1' })
  @Max(MOST_REPORTED_TOKENS, { message: `must be at most ${MOST_REPORTED_TOKENS}` })
  readonly limit!: number;
}

export interface UsageOfToken {
  readonly token_id: string;
  readonly name: string;
  /** One number for each day. */
  readonly requests_by_day: readonly number[];
}

export interface UsageByDay {
  /** Of all tokens, those that are not listed too: one number for each day. */
  readonly requests_by_day: readonly number[];
  readonly tokens: readonly UsageOfToken[];
}

/**
 * How often a workspace's tokens were let through, as guards have reported it by now. Needs no principal, so that a token
 * can ask for it too: whoever asks has decided that it may.
 */
export const readUsage = question<ReadUsageRequest, UsageByDay>('auth.usage.read.v1');
