import { type UsageByDay, type UsageOfToken } from '@latchkey/contracts';
import { ApiProperty } from '@nestjs/swagger';
import { type Range } from './report-range.dto.js';
import { type DayCount } from './report.store.js';

type Counts = Readonly<Record<string, number>>;

const ofGroups = { type: Object, additionalProperties: { type: 'integer' } } as const;
/** The group of what has none. */
const NONE = 'none';
/** Of a workspace with thousands of sources nobody reads more. */
const MOST_GROUPS = 100;
/** All the smaller groups together. */
const OTHER = 'other';

class DayDto {
  @ApiProperty({ format: 'date', example: '2026-11-30', description: 'In UTC.' })
  readonly date: string;
  @ApiProperty({ type: 'integer' })
  readonly total: number;
  @ApiProperty({
    ...ofGroups,
    example: { queued: 0, sent: 3, failed: 1 },
    description: `By the group’s name, or its id; \`none\`: of what has none; \`other\`: of groups behind the ${MOST_GROUPS} largest.`,
  })
  readonly groups: Counts;

  constructor(date: string, groups: Counts) {
    this.date = date;
    this.total = sum(Object.values(groups));
    this.groups = groups;
  }
}

/** How much was made on each day, of each group. */
export class CountReportDto {
  @ApiProperty({ format: 'date', example: '2026-11-01' })
  readonly from: string;
  @ApiProperty({ format: 'date', example: '2026-11-30' })
  readonly to: string;
  @ApiProperty({ example: 'status' })
  readonly group_by: string;
  @ApiProperty({ type: 'integer' })
  readonly total: number;
  @ApiProperty({ ...ofGroups, example: { queued: 0, sent: 3, failed: 1 }, description: 'Of all days.' })
  readonly groups: Counts;
  @ApiProperty({ type: [DayDto], description: 'Every day, also one on which there was nothing.' })
  readonly days: readonly DayDto[];

  /** @param known The groups that are shown also where there is nothing of them. */
  constructor(
    { from, to, days }: Range,
    groupBy: string,
    known: readonly string[],
    counts: readonly DayCount[],
  ) {
    this.from = from;
    this.to = to;
    this.group_by = groupBy;
    const byDay = new Map(days.map((day) => [day, zerosOf(known)]));
    const all = zerosOf(known);
    const largest = largestOf(counts);
    for (const { day, key, count } of counts) {
      const group = largest.has(key) ? (key ?? NONE) : OTHER;
      for (const groups of [all, byDay.get(day) ?? {}]) groups[group] = (groups[group] ?? 0) + count;
    }
    this.total = sum(Object.values(all));
    this.groups = all;
    this.days = [...byDay].map(([day, groups]) => new DayDto(day, groups));
  }
}

class UsageDayDto {
  @ApiProperty({ format: 'date', example: '2026-11-30', description: 'In UTC.' })
  readonly date: string;
  @ApiProperty({ type: 'integer' })
  readonly requests: number;

  constructor(date: string, requests: number) {
    this.date = date;
    this.requests = requests;
  }
}

class UsedTokenDto {
  @ApiProperty({ format: 'uuid' })
  readonly token_id: string;
  @ApiProperty({ example: 'Production Integration' })
  readonly name: string;
  @ApiProperty({ type: 'integer' })
  readonly requests: number;
  @ApiProperty({
    type: 'array',
    items: { type: 'integer' },
    description: 'One number for each of `days`, in their order.',
  })
  readonly requests_by_day: readonly number[];

  constructor({ token_id, name, requests_by_day }: UsageOfToken) {
    this.token_id = token_id;
    this.name = name;
    this.requests = sum(requests_by_day);
    this.requests_by_day = requests_by_day;
  }
}

/** What tokens asked of the API and were let do; what operators ask with their sessions is not counted. */
export class UsageReportAnswerDto {
  @ApiProperty({ format: 'date', example: '2026-11-01' })
  readonly from: string;
  @ApiProperty({ format: 'date', example: '2026-11-30' })
  readonly to: string;
  @ApiProperty({ type: 'integer', description: 'Of all tokens. It may lag by a quarter of a minute.' })
  readonly requests: number;
  @ApiProperty({ type: [UsageDayDto], description: 'Every day, also one on which there was nothing.' })
  readonly days: readonly UsageDayDto[];
  @ApiProperty({ type: [UsedTokenDto], description: 'The most used; deleted ones too.' })
  readonly tokens: readonly UsedTokenDto[];
  @ApiProperty({ type: 'integer', description: 'Of the tokens that are not among `tokens`.' })
  readonly other_requests: number;

  constructor({ from, to, days }: Range, { requests_by_day, tokens }: UsageByDay) {
    this.from = from;
    this.to = to;
    this.requests = sum(requests_by_day);
    this.days = days.map((day, index) => new UsageDayDto(day, requests_by_day[index] ?? 0));
    this.tokens = tokens.map((token) => new UsedTokenDto(token));
    this.other_requests = this.requests - sum(this.tokens.map(({ requests }) => requests));
  }
}

function largestOf(counts: readonly DayCount[]): ReadonlySet<string | null> {
  const sizes = new Map<string | null, number>();
  for (const { key, count } of counts) sizes.set(key, (sizes.get(key) ?? 0) + count);
  const bySize = [...sizes].sort(([, one], [, other]) => other - one);
  return new Set(bySize.slice(0, MOST_GROUPS).map(([key]) => key));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
const zerosOf = (groups: readonly string[]): Record<string, number> =>
  Object.fromEntries(groups.map((group) => [group, 0]));
