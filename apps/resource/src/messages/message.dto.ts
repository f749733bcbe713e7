import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  IsUrl,
  IsUUID,
  Length,
  Matches,
  MaxLength,
} from 'class-validator';
import { UnlessAbsent } from '../requests/unless-absent.js';
import {
  type HistoryEntry,
  MEDIA_KINDS,
  type MediaKind,
  MESSAGE_KINDS,
  MESSAGE_STATUSES,
  type MessageKind,
  type MessageStatus,
} from './message.js';
import { type MessageEntity } from './message.entity.js';
import { IsE164, type Phone } from './phone.js';

abstract class Addressed {
  @ApiProperty({
    example: '+14155552671',
    description: 'In E.164 form, as `messages/validate` answers it.',
  })
  @IsE164()
  readonly to!: string;
}

export class SendTextDto extends Addressed {
  @ApiProperty({ minLength: 1, maxLength: 4096, example: 'Your order is on its way.' })
  @IsString({ message: 'must be a text' })
  @Length(1, 4096, { message: 'must have 1 to 4096 characters' })
  @Matches(/\S/, { message: 'must not be blank' })
  readonly text!: string;
}

export class SendTemplateDto extends Addressed {
  @ApiProperty({ format: 'uuid', description: 'An approved template.' })
  @IsUUID('all', { message: 'names no template of this workspace' })
  readonly template_id!: string;

  @ApiProperty({
    type: [String],
    maxItems: 100,
    example: ['Ada', '7'],
    description: 'As many as the template’s `parameter_count`.',
  })
  @IsArray({ message: 'must be a list of texts' })
  @ArrayMaxSize(100, { message: 'must have at most 100 entries' })
  @IsString({ each: true, message: 'each must be a text' })
  @Length(1, 1024, { each: true, message: 'each must have 1 to 1024 characters' })
  readonly parameters!: string[];
}

export class SendMediaDto extends Addressed {
  @ApiProperty({ enum: MEDIA_KINDS })
  @IsIn(MEDIA_KINDS, { message: `must be one of: ${MEDIA_KINDS.join(', ')}` })
  readonly kind!: MediaKind;

  @ApiProperty({
    required: false,
    format: 'uri',
    maxLength: 2048,
    example: 'https://cdn.example.com/invoice.pdf',
    description: 'Where it is on the web: the provider fetches it, and Latchkey does not. Or `media_id`.',
  })
  @UnlessAbsent()
  @IsUrl(
    { protocols: ['https'], require_protocol: true, disallow_auth: true },
    { message: 'must be an https URL without credentials' },
  )
  @MaxLength(2048, { message: 'must have at most 2048 characters' })
  readonly media_url?: string;

  @ApiProperty({
    required: false,
    format: 'uuid',
    description: 'Of `messages/media/upload`. Or `media_url`.',
  })
  @UnlessAbsent()
  @IsUUID('all', { message: 'names no upload of this workspace' })
  readonly media_id?: string;

  @ApiProperty({ required: false, type: String, nullable: true, maxLength: 1024 })
  @IsOptional()
  @IsString({ message: 'must be a text' })
  @MaxLength(1024, { message: 'must have at most 1024 characters' })
  readonly caption?: string | null;
}

export class ValidatePhoneDto {
  @ApiProperty({ maxLength: 50, example: '+1 (415) 555-2671', description: 'With the code of its country.' })
  @IsString({ message: 'must be a text' })
  @Length(1, 50, { message: 'must have 1 to 50 characters' })
  readonly phone!: string;
}

export class PhoneDto {
  @ApiProperty({ description: 'As it was sent.' })
  readonly phone: string;
  @ApiProperty({
    description: 'Whether a message can be sent to it. Whether somebody answers, nobody has asked.',
  })
  readonly is_valid: boolean;
  @ApiProperty({ type: String, nullable: true, example: '+14155552671' })
  readonly e164: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'US', description: 'ISO 3166, where it has one.' })
  readonly country: string | null;

  constructor(text: string, phone: Phone | null) {
    this.phone = text;
    this.is_valid = phone !== null;
    this.e164 = phone?.e164 ?? null;
    this.country = phone?.country ?? null;
  }
}

class MessageHistoryDto {
  @ApiProperty({ enum: MESSAGE_STATUSES })
  readonly status: MessageStatus;
  @ApiProperty({ format: 'date-time', description: 'When Latchkey heard of it.' })
  readonly at: string;
  @ApiProperty({ type: String, nullable: true, description: 'Also why an attempt came to nothing.' })
  readonly reason: string | null;

  constructor({ status, at, reason }: HistoryEntry) {
    this.status = status;
    this.at = new Date(at).toISOString();
    this.reason = reason;
  }
}

/** What became of a message; what was in it is not told again. */
export class MessageDto {
  @ApiProperty({ format: 'uuid' })
  readonly id: string;
  @ApiProperty()
  readonly to: string;
  @ApiProperty({ enum: MESSAGE_KINDS })
  readonly kind: MessageKind;
  @ApiProperty({
    enum: MESSAGE_STATUSES,
    description:
      '`queued`: recorded, and on its way to the provider. `sent`: the provider has it. `delivered`, `read`: as it ' +
      'reports. `failed`: it was surely not sent. `unknown`: nobody can tell whether it was sent; it is not sent again.',
  })
  readonly status: MessageStatus;
  @ApiProperty({
    type: String,
    nullable: true,
    example: '131026',
    description: 'The provider’s own code, where it gave one.',
  })
  readonly failure_code: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Of `failed` and `unknown`: why, and what can be done.',
  })
  readonly failure_reason: string | null;
  @ApiProperty({ format: 'date-time' })
  readonly created_at: string;
  @ApiProperty({ format: 'date-time', description: 'When its status last changed.' })
  readonly updated_at: string;

  @ApiProperty({ type: [MessageHistoryDto], description: 'The first first.' })
  readonly history: readonly MessageHistoryDto[];

  constructor(message: MessageEntity) {
    this.id = message.id;
    this.to = message.recipient;
    // What is inbound is shown in its conversation alone.
    this.kind = message.kind as MessageKind;
    this.status = message.status as MessageStatus;
    this.failure_code = message.failureCode;
    this.failure_reason = message.failureReason;
    this.created_at = message.createdAt.toISOString();
    this.updated_at = message.updatedAt.toISOString();
    this.history = message.history.map((entry) => new MessageHistoryDto(entry));
  }
}
