import { addDays, daysOf, IsDay, MOST_DAYS, MOST_REPORTED_TOKENS } from '@latchkey/contracts';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import { CONTACT_GROUPS, type ContactGroup } from './report.store.js';

const DEFAULT_DAYS = 30;

/** Which days, in UTC. */
export class ReportRangeDto {
  @ApiProperty({
    required: false,
    type: String,
    format: 'date',
    example: '2026-11-01',
    description: `The first day, in UTC; by default the ${DEFAULT_DAYS}th before \`to\`, and that included.`,
  })
  @IsOptional()
  @IsDay()
  readonly from?: string;

  @ApiProperty({
    required: false,
    type: String,
    format: 'date',
    example: '2026-11-30',
    description: `The last day, in UTC; by default today. A report has ${MOST_DAYS} days at most.`,
  })
  @IsOptional()
  @IsDay()
  readonly to?: string;
}

export class ContactReportDto extends ReportRangeDto {
  @ApiProperty({
    required: false,
    enum: Object.keys(CONTACT_GROUPS),
    default: 'type',
    description: 'What they are counted by.',
  })
  @IsOptional()
  @IsIn(Object.keys(CONTACT_GROUPS), { message: `must be one of: ${Object.keys(CONTACT_GROUPS).join(', ')}` })
  readonly group_by: ContactGroup = 'type';
}

export class UsageReportDto extends ReportRangeDto {
  @ApiProperty({ required: false, type: String, format: 'uuid', description: 'Of this token alone.' })
  @IsOptional()
  @IsUUID('all', { message: 'must be a UUID' })
  readonly token_id?: string;

  @ApiProperty({
    type: 'integer',
    required: false,
    minimum: 1,
    maximum: MOST_REPORTED_TOKENS,
    default: 15,
    description: 'So many tokens one by one, the most used.',
  })
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be at least 1' })
  @Max(MOST_REPORTED_TOKENS, { message: `must be at most ${MOST_REPORTED_TOKENS}` })
  readonly limit: number = 15;
}

export interface Range {
  readonly from: string;
  readonly to: string;
  /** All of them. */
  readonly days: readonly string[];
}

/** @throws Refusal When it ends before it begins, or is too long. */
export function rangeOf({ from, to }: ReportRangeDto): Range {
  const last = to ?? new Date().toISOString().slice(0, 10);
  const first = from ?? addDays(last, 1 - DEFAULT_DAYS);
  return { from: first, to: last, days: daysOf({ from: first, to: last }) };
}
