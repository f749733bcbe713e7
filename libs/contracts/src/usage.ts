import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsInt,
  IsUUID,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { question } from './contract.js';
import { IsTokenId } from './token-fields.js';

/** Tokens in one report: a longer list goes in several. */
export const TOKENS_A_REPORT = 500;
const LONGEST_AGO_MS = 24 * 60 * 60 * 1_000;

/** How one token was used since the report before. */
export class TokenUse {
  @IsTokenId()
  readonly token_id!: string;

  /** Requests that were let through. */
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be at least 1' })
  @Max(1_000_000_000_000, { message: 'must be at most 10^12' })
  readonly requests!: number;

  /** Milliseconds since the last of them. An age, not a time: only PostgreSQL's clock counts. */
  @IsInt({ message: 'must be a whole number' })
  @Min(0, { message: 'must be at least 0' })
  @Max(LONGEST_AGO_MS, { message: 'must be at most a day' })
  readonly last_ms_ago!: number;
}

export class ReportUsageRequest {
  /** The same again is the same report: it counts once. */
  @IsUUID(undefined, { message: 'must be a UUID' })
  readonly report_id!: string;

  @IsArray({ message: 'must be a list' })
  @ArrayMinSize(1, { message: 'must not be empty' })
  @ArrayMaxSize(TOKENS_A_REPORT, { message: `must have at most ${TOKENS_A_REPORT} entries` })
  @ValidateNested({ each: true })
  @Type(() => TokenUse)
  readonly uses!: readonly TokenUse[];
}

/**
 * What guards counted (D16): in batches, so that no request waits for a write. A report that gets no answer is sent
 * again as it was.
 */
export const reportUsage = question<ReportUsageRequest, Record<string, never>>('auth.usage.report.v1');
