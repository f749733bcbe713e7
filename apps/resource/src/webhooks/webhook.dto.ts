import { ApiProperty, PartialType } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  MaxLength,
} from 'class-validator';
import { PageDto, SortedBy } from '../paging/page.dto.js';
import { UnlessAbsent } from '../requests/unless-absent.js';
import { SUBSCRIPTIONS } from './event-types.js';
import { shownSecret } from './webhook-secrets.js';
import { type DeactivatedReason, type WebhookEntity } from './webhook.entity.js';

const ORDERS = ['created_at', '-created_at'] as const;

export class ListWebhooksDto extends PageDto {
  @SortedBy(ORDERS)
  readonly sort: (typeof ORDERS)[number] = '-created_at';
}

export class CreateWebhookDto {
  @ApiProperty({
    maxLength: 2_000,
    example: 'https://shop.example/hooks/latchkey',
    description:
      'An https URL of the public internet: without user, password or fragment; port 443, or 1024 and above.',
  })
  @IsString({ message: 'must be a text' })
  readonly url!: string;

  @ApiProperty({
    type: [String],
    enum: SUBSCRIPTIONS,
    minItems: 1,
    uniqueItems: true,
    example: ['token.*', 'contact.created'],
    description: 'What it is told: types, families of types such as `token.*`, or `*` for all.',
  })
  @IsArray({ message: 'must be a list' })
  @ArrayMinSize(1, { message: 'must have at least 1 entry' })
  @ArrayMaxSize(SUBSCRIPTIONS.length, { message: `must have at most ${SUBSCRIPTIONS.length} entries` })
  @ArrayUnique({ message: 'must not name anything twice' })
  @IsIn(SUBSCRIPTIONS, { each: true, message: `each must be one of: ${SUBSCRIPTIONS.join(', ')}` })
  readonly events!: string[];

  @ApiProperty({ required: false, type: String, nullable: true, maxLength: 200, example: 'Billing' })
  @IsOptional()
  @IsString({ message: 'must be a text' })
  @MaxLength(200, { message: 'must have at most 200 characters' })
  readonly description?: string | null;

  @ApiProperty({ required: false, default: true, description: 'Nothing is noted for one that is inactive.' })
  @UnlessAbsent()
  @IsBoolean({ message: 'must be true or false' })
  readonly is_active?: boolean;
}

/** What is absent stays. */
export class UpdateWebhookDto extends PartialType(CreateWebhookDto, { skipNullProperties: false }) {}

export class WebhookDto {
  @ApiProperty({ format: 'uuid' })
  readonly id: string;
  @ApiProperty()
  readonly url: string;
  @ApiProperty({ type: [String] })
  readonly events: readonly string[];
  @ApiProperty({ type: String, nullable: true })
  readonly description: string | null;
  @ApiProperty()
  readonly is_active: boolean;
  @ApiProperty({
    type: String,
    enum: ['gone', 'failing'],
    nullable: true,
    description:
      '`gone`: it answered 410. `failing`: nothing was delivered for five days. null: it is active, or was deactivated by you.',
  })
  readonly deactivated_reason: DeactivatedReason | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'The first failure since anything was delivered.',
  })
  readonly failing_since: string | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'How long the secret before signs too; null: there was none.',
  })
  readonly previous_secret_until: string | null;
  @ApiProperty({ format: 'date-time' })
  readonly created_at: string;
  @ApiProperty({ format: 'date-time' })
  readonly updated_at: string;

  constructor(webhook: WebhookEntity) {
    this.id = webhook.id;
    this.url = webhook.url;
    this.events = webhook.events;
    this.description = webhook.description;
    this.is_active = webhook.isActive;
    this.deactivated_reason = webhook.deactivatedReason;
    this.failing_since = webhook.failingSince?.toISOString() ?? null;
    this.previous_secret_until = webhook.previousUntil?.toISOString() ?? null;
    this.created_at = webhook.createdAt.toISOString();
    this.updated_at = webhook.updatedAt.toISOString();
  }
}

export class WebhookWithSecretDto extends WebhookDto {
  @ApiProperty({
    example: 'whsec_MDEyMzQ1Njc4OUFCQ0RFRjAxMjM0NTY3ODlBQkNERUY=',
    description: 'Shown this once. Verify signatures with it, as Standard Webhooks says.',
  })
  readonly secret: string;

  constructor(webhook: WebhookEntity, secret: Buffer) {
    super(webhook);
    this.secret = shownSecret(secret);
  }
}
