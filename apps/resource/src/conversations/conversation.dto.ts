import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID, Matches } from 'class-validator';
import { type MessageEntity } from '../messages/message.entity.js';
import {
  DIRECTIONS,
  type Direction,
  MESSAGE_KINDS,
  MESSAGE_STATUSES,
  type MessageKind,
  type MessageStatus,
} from '../messages/message.js';
import { PageDto, SortedBy } from '../paging/page.dto.js';
import { UnlessAbsent } from '../requests/unless-absent.js';
import {
  CONVERSATION_STATUSES,
  type ConversationEntity,
  type ConversationStatus,
} from './conversation.entity.js';
import { type Conversation, type KnownContact } from './conversation.store.js';

const CONVERSATION_ORDERS = ['-last_message_at', 'last_message_at'] as const;
const ID_OR_NONE = /^(?:none|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/i;

/** Which conversations, in which order, and from where on. */
export class ListConversationsDto extends PageDto {
  @SortedBy(CONVERSATION_ORDERS, '-last_message_at')
  readonly sort: (typeof CONVERSATION_ORDERS)[number] = '-last_message_at';

  @ApiProperty({ required: false, enum: CONVERSATION_STATUSES, description: 'Those that are so.' })
  @IsOptional()
  @IsIn(CONVERSATION_STATUSES, { message: `must be one of: ${CONVERSATION_STATUSES.join(', ')}` })
  readonly status?: ConversationStatus;

  @ApiProperty({ required: false, description: 'An operator’s; `none`: those that nobody has.' })
  @IsOptional()
  @Matches(ID_OR_NONE, { message: 'must be the id of an operator, or none' })
  readonly assignee_id?: string;

  @ApiProperty({ required: false, type: Boolean, description: 'Whether a message waits to be read.' })
  @IsOptional()
  @IsIn(['true', 'false'], { message: 'must be true or false' })
  readonly unread?: 'true' | 'false';
}

/** What is absent stays. */
export class UpdateConversationDto {
  @ApiProperty({
    required: false,
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'An active operator of this workspace; null: nobody.',
  })
  @IsOptional()
  @IsUUID('all', { message: 'names no operator of this workspace' })
  readonly assignee_id?: string | null;

  @ApiProperty({
    required: false,
    enum: CONVERSATION_STATUSES,
    description: 'A closed one is open again as soon as somebody writes to it.',
  })
  @UnlessAbsent()
  @IsIn(CONVERSATION_STATUSES, { message: `must be one of: ${CONVERSATION_STATUSES.join(', ')}` })
  readonly status?: ConversationStatus;
}

class ConversationContactDto implements KnownContact {
  @ApiProperty({ format: 'uuid' })
  readonly id: string;
  @ApiProperty({ example: 'Ada' })
  readonly firstname: string;
  @ApiProperty({ type: String, nullable: true, example: 'Lovelace' })
  readonly lastname: string | null;

  constructor({ id, firstname, lastname }: KnownContact) {
    this.id = id;
    this.firstname = firstname;
    this.lastname = lastname;
  }
}

/** A conversation as the API shows it: field by field, so that a new column cannot leak. */
export class ConversationDto {
  @ApiProperty({ format: 'uuid' })
  readonly id: string;
  @ApiProperty({ example: '+14155552671' })
  readonly phone: string;
  @ApiProperty({
    type: ConversationContactDto,
    nullable: true,
    description: 'Who has the phone now, among the contacts; null: none of them.',
  })
  readonly contact: ConversationContactDto | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  readonly assignee_id: string | null;
  @ApiProperty({ enum: CONVERSATION_STATUSES })
  readonly status: ConversationStatus;
  @ApiProperty({ type: 'integer', description: 'Messages that came in since it was last read.' })
  readonly unread_count: number;
  @ApiProperty({ format: 'date-time' })
  readonly last_message_at: string;
  @ApiProperty({ enum: DIRECTIONS })
  readonly last_message_direction: Direction;
  @ApiProperty({ maxLength: 200, example: 'Your order is on its way.' })
  readonly last_message_preview: string;
  @ApiProperty({ format: 'date-time' })
  readonly created_at: string;
  @ApiProperty({ format: 'date-time' })
  readonly updated_at: string;

  constructor({ row, contact }: Conversation) {
    this.id = row.id;
    this.phone = row.phone;
    this.contact = contact && new ConversationContactDto(contact);
    this.assignee_id = row.assigneeId;
    this.status = row.status;
    this.unread_count = row.unreadCount;
    this.last_message_at = row.lastMessageAt.toISOString();
    this.last_message_direction = row.lastMessageDirection;
    this.last_message_preview = row.lastMessagePreview;
    this.created_at = row.createdAt.toISOString();
    this.updated_at = row.updatedAt.toISOString();
  }
}

/** With what was in it: whoever may read conversations may read that. */
export class ConversationMessageDto {
  @ApiProperty({ format: 'uuid' })
  readonly id: string;
  @ApiProperty({ enum: DIRECTIONS })
  readonly direction: Direction;
  @ApiProperty({
    enum: [...MESSAGE_KINDS, 'other'],
    description: '`other`: of a kind that only the phone shows.',
  })
  readonly kind: MessageKind | 'other';
  @ApiProperty({
    type: Object,
    additionalProperties: true,
    description:
      'By kind: `text`; or `template_id`, `name`, `language`, `parameters`; or `media_url` or `media_id`, `caption`. What came in has the provider’s own names for media.',
    example: { text: 'Your order is on its way.' },
  })
  readonly content: object;
  @ApiProperty({ enum: [...MESSAGE_STATUSES, 'received'], description: '`received`: of what is inbound.' })
  readonly status: MessageStatus | 'received';
  @ApiProperty({ type: String, nullable: true, description: 'Of `failed` and `unknown`: why.' })
  readonly failure_reason: string | null;
  @ApiProperty({ format: 'date-time' })
  readonly created_at: string;
  @ApiProperty({ format: 'date-time', description: 'When its status last changed.' })
  readonly updated_at: string;

  constructor(message: MessageEntity) {
    this.id = message.id;
    this.direction = message.direction;
    this.kind = message.kind;
    this.content = message.content;
    this.status = message.status;
    this.failure_reason = message.failureReason;
    this.created_at = message.createdAt.toISOString();
    this.updated_at = message.updatedAt.toISOString();
  }
}

/** The columns that a body sets; those it leaves out are left out. */
export function columnsOf({
  assignee_id,
  status,
}: UpdateConversationDto): Partial<Pick<ConversationEntity, 'assigneeId' | 'status'>> {
  return {
    ...(assignee_id !== undefined && { assigneeId: assignee_id }),
    ...(status !== undefined && { status }),
  };
}
