import { IsDay } from '@latchkey/contracts';
import { ApiProperty, PartialType } from '@nestjs/swagger';
import {
  IsIn,
  IsInt,
  IsISO4217CurrencyCode,
  IsOptional,
  IsString,
  IsUppercase,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { PageDto, SortedBy } from '../paging/page.dto.js';
import { STAGE_KINDS, type StageKind } from '../pipelines/stage.js';
import { UnlessAbsent } from '../requests/unless-absent.js';
import { type DealEntity } from './deal.entity.js';
import { type DealFields } from './deal.store.js';

/** Of a currency's minor unit: more than anybody's deal, and exact in every client's numbers. */
const LARGEST_AMOUNT = 999_999_999_999_999;
const DEAL_ORDERS = ['created_at', '-created_at', 'updated_at', '-updated_at', 'title', '-title'] as const;
const anId = { required: false, type: String, format: 'uuid' } as const;

/** Which deals, in which order, and from where on. */
export class ListDealsDto extends PageDto {
  @SortedBy(DEAL_ORDERS)
  readonly sort: (typeof DEAL_ORDERS)[number] = '-created_at';

  @ApiProperty({ required: false, enum: STAGE_KINDS, description: 'Deals in stages of this kind.' })
  @IsOptional()
  @IsIn(STAGE_KINDS, { message: `must be one of: ${STAGE_KINDS.join(', ')}` })
  readonly status?: StageKind;

  @ApiProperty({ ...anId, description: 'Deals in this pipeline.' })
  @IsOptional()
  @IsUUID('all', { message: 'must be a UUID' })
  readonly pipeline_id?: string;

  @ApiProperty({ ...anId, description: 'Deals in this stage.' })
  @IsOptional()
  @IsUUID('all', { message: 'must be a UUID' })
  readonly stage_id?: string;

  @ApiProperty({ ...anId, description: 'Deals with this contact.' })
  @IsOptional()
  @IsUUID('all', { message: 'must be a UUID' })
  readonly contact_id?: string;

  @ApiProperty({ ...anId, description: 'Deals of this operator.' })
  @IsOptional()
  @IsUUID('all', { message: 'must be a UUID' })
  readonly owner_id?: string;
}

export class CreateDealDto {
  @ApiProperty({ minLength: 1, maxLength: 200, example: 'Ten seats for Acme' })
  @IsString({ message: 'must be a text' })
  @Length(1, 200, { message: 'must have 1 to 200 characters' })
  @Matches(/\S/, { message: 'must not be blank' })
  readonly title!: string;

  @ApiProperty({
    ...anId,
    description:
      'Where it stands; another stage moves it, also to another pipeline. A new deal that names none stands in the ' +
      'first stage of the oldest pipeline.',
  })
  @UnlessAbsent()
  @IsUUID('all', { message: 'names no stage of this workspace' })
  readonly stage_id?: string;

  @ApiProperty({
    required: false,
    type: 'integer',
    nullable: true,
    minimum: 0,
    maximum: LARGEST_AMOUNT,
    example: 120_000,
    description:
      'In the minor unit of `currency`, so that it is exact: 120000 is 1,200.00 in EUR, 120,000 in JPY and 120.000 in ' +
      'KWD. With `currency`, or both null: not known.',
  })
  @IsOptional()
  @IsInt({ message: 'must be a whole number, in the minor unit of the currency' })
  @Min(0, { message: 'must be at least 0' })
  @Max(LARGEST_AMOUNT, { message: `must be at most ${LARGEST_AMOUNT}` })
  readonly amount?: number | null;

  @ApiProperty({ required: false, type: String, nullable: true, example: 'EUR', description: 'ISO 4217.' })
  @IsOptional()
  @IsUppercase({ message: 'must be in capital letters' })
  @IsISO4217CurrencyCode({ message: 'must be a currency of ISO 4217, such as EUR' })
  readonly currency?: string | null;

  @ApiProperty({ ...anId, nullable: true, description: 'Null as soon as the contact is deleted.' })
  @IsOptional()
  @IsUUID('all', { message: 'names no contact of this workspace' })
  readonly contact_id?: string | null;

  @ApiProperty({ ...anId, nullable: true, description: 'An active operator of this workspace.' })
  @IsOptional()
  @IsUUID('all', { message: 'names no operator of this workspace' })
  readonly owner_id?: string | null;

  @ApiProperty({ required: false, type: String, format: 'date', nullable: true, example: '2026-11-30' })
  @IsOptional()
  @IsDay()
  readonly expected_close_date?: string | null;
}

/** What is absent stays; null clears what may be empty. */
export class UpdateDealDto extends PartialType(CreateDealDto, { skipNullProperties: false }) {}

/** A deal as the API shows it: field by field, so that a new column cannot leak. */
export class DealDto {
  @ApiProperty({ format: 'uuid' })
  readonly id: string;
  @ApiProperty()
  readonly title: string;
  @ApiProperty({ format: 'uuid' })
  readonly pipeline_id: string;
  @ApiProperty({ format: 'uuid' })
  readonly stage_id: string;
  @ApiProperty({ enum: STAGE_KINDS, description: 'The kind of its stage.' })
  readonly status: StageKind;
  @ApiProperty({ type: 'integer', nullable: true, description: 'In the minor unit of `currency`.' })
  readonly amount: number | null;
  @ApiProperty({ type: String, nullable: true, example: 'EUR' })
  readonly currency: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  readonly contact_id: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  readonly owner_id: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true })
  readonly expected_close_date: string | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Since when it is won, or lost; null: it is open.',
  })
  readonly closed_at: string | null;
  @ApiProperty({ format: 'date-time' })
  readonly created_at: string;
  @ApiProperty({ format: 'date-time' })
  readonly updated_at: string;

  constructor(deal: DealEntity) {
    this.id = deal.id;
    this.title = deal.title;
    this.pipeline_id = deal.pipelineId;
    this.stage_id = deal.stageId;
    this.status = deal.status;
    this.amount = deal.amount;
    this.currency = deal.currency;
    this.contact_id = deal.contactId;
    this.owner_id = deal.ownerId;
    this.expected_close_date = deal.expectedCloseDate;
    this.closed_at = deal.closedAt?.toISOString() ?? null;
    this.created_at = deal.createdAt.toISOString();
    this.updated_at = deal.updatedAt.toISOString();
  }
}

/** The fields that a body sets; those it leaves out are left out. */
export function fieldsOf(body: UpdateDealDto): Partial<DealFields> {
  const { title, amount, currency, stage_id, contact_id, owner_id, expected_close_date } = body;
  const fields = {
    ...{ title, amount, currency },
    ...{
      stageId: stage_id,
      contactId: contact_id,
      ownerId: owner_id,
      expectedCloseDate: expected_close_date,
    },
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
