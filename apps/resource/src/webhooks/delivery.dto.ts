import { IsInstant } from '@latchkey/contracts';
import { ApiExtraModels, ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { PageDto, SortedBy } from '../paging/page.dto.js';
import { type DeliveredEvent } from './delivery.store.js';
import { EVENT_TYPES, TEST_EVENT } from './event-types.js';
import { FAILURES, type Failure } from './outcome.js';
import {
  DELIVERY_STATUSES,
  type DeliveryStatus,
  type LoggedAttempt,
  type WebhookDeliveryEntity,
} from './webhook-delivery.entity.js';

const ORDERS = ['created_at', '-created_at'] as const;
const TYPES: readonly string[] = [...EVENT_TYPES, TEST_EVENT];

export class ListDeliveriesDto extends PageDto {
  @SortedBy(ORDERS)
  readonly sort: (typeof ORDERS)[number] = '-created_at';

  @ApiProperty({ required: false, enum: DELIVERY_STATUSES, description: 'Those that came to this.' })
  @IsOptional()
  @IsIn(DELIVERY_STATUSES, { message: `must be one of: ${DELIVERY_STATUSES.join(', ')}` })
  readonly status?: DeliveryStatus;

  @ApiProperty({ required: false, type: String, enum: TYPES, description: 'Those of this type.' })
  @IsOptional()
  @IsIn(TYPES, { message: `must be one of: ${TYPES.join(', ')}` })
  readonly type?: string;
}

export class RecoverDto {
  @ApiProperty({
    format: 'date-time',
    example: '2026-11-22T09:00:00.000Z',
    description: 'What was noted since then and given up is sent once more.',
  })
  @IsInstant()
  readonly since!: string;
}

export class RecoveredDto {
  @ApiProperty({ type: 'integer', description: 'How many are sent once more.' })
  readonly redelivered: number;
  @ApiProperty({ description: 'Whether there may be more: ask again.' })
  readonly has_more: boolean;

  constructor(redelivered: number, hasMore: boolean) {
    this.redelivered = redelivered;
    this.has_more = hasMore;
  }
}

export class AttemptDto {
  @ApiProperty({ type: 'integer' })
  readonly number: number;
  @ApiProperty({ format: 'date-time' })
  readonly at: string;
  @ApiProperty({ type: 'integer', nullable: true, description: 'Of HTTP; null: there was no answer.' })
  readonly status: number | null;
  @ApiProperty({ type: String, enum: FAILURES, nullable: true, description: 'Why there was none.' })
  readonly error: Failure | null;
  @ApiProperty({ type: 'integer' })
  readonly duration_ms: number;

  constructor({ number, at, status, error, duration_ms }: LoggedAttempt) {
    this.number = number;
    this.at = at;
    this.status = status;
    this.error = error;
    this.duration_ms = duration_ms;
  }
}

export class DetailedAttemptDto extends AttemptDto {
  @ApiProperty({ type: String, nullable: true, description: 'The first 4 KiB of the answer.' })
  readonly response: string | null;

  constructor(attempt: LoggedAttempt) {
    super(attempt);
    this.response = attempt.response;
  }
}

@ApiExtraModels(AttemptDto)
export class DeliveryDto {
  @ApiProperty({ format: 'uuid', description: 'What is sent as `webhook-id`.' })
  readonly id: string;
  @ApiProperty({ enum: TYPES })
  readonly type: string;
  @ApiProperty({
    enum: DELIVERY_STATUSES,
    description:
      '`failed`: ten attempts did not reach it. `canceled`: the webhook was deactivated before it was delivered.',
  })
  readonly status: DeliveryStatus;
  @ApiProperty({ type: 'integer', description: 'Attempts so far, one that is under way included.' })
  readonly attempts: number;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'About when it is tried next.',
  })
  readonly next_attempt_at: string | null;
  @ApiProperty({ type: () => AttemptDto, nullable: true })
  readonly last_attempt: AttemptDto | null;
  @ApiProperty({ format: 'date-time' })
  readonly created_at: string;

  constructor(delivery: WebhookDeliveryEntity) {
    const last = delivery.log.at(-1);
    this.id = delivery.id;
    this.type = delivery.type;
    this.status = delivery.status;
    this.attempts = delivery.attempts;
    this.next_attempt_at = delivery.nextAt?.toISOString() ?? null;
    this.last_attempt = last ? new AttemptDto(last) : null;
    this.created_at = delivery.createdAt.toISOString();
  }
}

export class DetailedDeliveryDto extends DeliveryDto {
  @ApiProperty({ type: Object, additionalProperties: true, description: '`data` of what is sent.' })
  readonly data: object;
  @ApiProperty({ format: 'date-time', description: '`timestamp` of what is sent: when it happened.' })
  readonly timestamp: string;
  @ApiProperty({ type: [DetailedAttemptDto], description: 'The last twenty, oldest first.' })
  readonly log: readonly DetailedAttemptDto[];

  constructor(delivery: WebhookDeliveryEntity, event: DeliveredEvent) {
    super(delivery);
    this.data = event.data;
    this.timestamp = event.at.toISOString();
    this.log = delivery.log.map((attempt) => new DetailedAttemptDto(attempt));
  }
}
