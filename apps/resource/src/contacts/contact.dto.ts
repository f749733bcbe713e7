import { ApiProperty, PartialType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsEmail,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  MaxLength,
} from 'class-validator';
import { UnlessAbsent } from '../requests/unless-absent.js';
import { CONTACT_TYPES, type Contact, type ContactType } from './contact.entity.js';
import { E164, inE164 } from './contact-phone.js';
import { namesNo } from './contact-references.js';
import { IsSmallJson } from './custom-fields.js';

const anId = { type: String, format: 'uuid', nullable: true } as const;
const anyObject = { type: Object, additionalProperties: true, required: false } as const;

/** What a caller may set of a contact. Whether what is named is there, is found out when it is stored. */
class ContactFields {
  @ApiProperty({ minLength: 1, maxLength: 100, example: 'Ada' })
  @IsString({ message: 'must be a text' })
  @Length(1, 100, { message: 'must have 1 to 100 characters' })
  @Matches(/\S/, { message: 'must not be blank' })
  readonly firstname!: string;

  @ApiProperty({ required: false, type: String, nullable: true, maxLength: 100, example: 'Lovelace' })
  @IsOptional()
  @IsString({ message: 'must be a text' })
  @MaxLength(100, { message: 'must have at most 100 characters' })
  readonly lastname?: string | null;

  @ApiProperty({
    example: '+15550100',
    description:
      'Unique in the workspace. Stored in E.164 form: spaces, brackets, dots and dashes are taken out, a missing plus is added.',
  })
  @Transform(({ value }: { value: unknown }) => inE164(value))
  @IsString({ message: 'must be a text' })
  @Matches(E164, { message: 'must be a phone number in E.164 form, such as +15550100' })
  readonly phone!: string;

  @ApiProperty({ required: false, type: String, nullable: true, example: 'ada@example.com' })
  @IsOptional()
  @IsEmail({}, { message: 'must be an email address' })
  @MaxLength(254, { message: 'must have at most 254 characters' })
  readonly email?: string | null;

  @ApiProperty({ required: false, type: String, nullable: true, maxLength: 200 })
  @IsOptional()
  @IsString({ message: 'must be a text' })
  @MaxLength(200, { message: 'must have at most 200 characters' })
  readonly company?: string | null;

  @ApiProperty({ required: false, enum: CONTACT_TYPES, default: 'lead' })
  @UnlessAbsent()
  @IsIn(CONTACT_TYPES, { message: `must be one of: ${CONTACT_TYPES.join(', ')}` })
  readonly type?: ContactType;

  @ApiProperty({ ...anId, required: false, description: 'A status of the workspace.' })
  @IsOptional()
  @IsUUID('all', { message: namesNo('status') })
  readonly status_id?: string | null;

  @ApiProperty({ ...anId, required: false, description: 'A source of the workspace.' })
  @IsOptional()
  @IsUUID('all', { message: namesNo('source') })
  readonly source_id?: string | null;

  @ApiProperty({
    required: false,
    type: 'array',
    items: { type: 'string', format: 'uuid' },
    maxItems: 50,
    description: 'Groups of the workspace.',
  })
  @UnlessAbsent()
  @IsArray({ message: 'must be a list' })
  @ArrayMaxSize(50, { message: 'must have at most 50 entries' })
  @IsUUID('all', { each: true, message: namesNo('group') })
  readonly group_ids?: readonly string[];

  @ApiProperty({
    ...anId,
    required: false,
    description: 'An active operator of the workspace (W13). Whoever leaves it stays assigned.',
  })
  @IsOptional()
  @IsUUID('all', { message: namesNo('operator') })
  readonly assignee_id?: string | null;

  @ApiProperty({ required: false, type: [String], maxItems: 50, example: ['vip'] })
  @UnlessAbsent()
  @IsArray({ message: 'must be a list of texts' })
  @ArrayMaxSize(50, { message: 'must have at most 50 entries' })
  @IsString({ each: true, message: 'each must be a text' })
  @Length(1, 50, { each: true, message: 'each must have 1 to 50 characters' })
  readonly tags?: string[];

  @ApiProperty({ ...anyObject, example: { plan: 'gold' } })
  @UnlessAbsent()
  @IsObject({ message: 'must be a JSON object' })
  @IsSmallJson()
  // As it came: class-transformer would drop a key such as `toString`.
  @Transform(({ obj }: { obj: { custom_fields?: unknown } }) => obj.custom_fields)
  readonly custom_fields?: object;
}

export class CreateContactDto extends ContactFields {}

/** What is absent stays; null clears what may be empty. */
export class UpdateContactDto extends PartialType(ContactFields, { skipNullProperties: false }) {}

/** A contact as the API shows it: field by field, so that a new column cannot leak. */
export class ContactDto {
  @ApiProperty({ format: 'uuid' })
  readonly id: string;
  @ApiProperty()
  readonly firstname: string;
  @ApiProperty({ type: String, nullable: true })
  readonly lastname: string | null;
  @ApiProperty()
  readonly phone: string;
  @ApiProperty({ type: String, nullable: true })
  readonly email: string | null;
  @ApiProperty({ type: String, nullable: true })
  readonly company: string | null;
  @ApiProperty({ enum: CONTACT_TYPES })
  readonly type: ContactType;
  @ApiProperty(anId)
  readonly status_id: string | null;
  @ApiProperty(anId)
  readonly source_id: string | null;
  @ApiProperty({ type: [String] })
  readonly group_ids: readonly string[];
  @ApiProperty(anId)
  readonly assignee_id: string | null;
  @ApiProperty({ type: [String] })
  readonly tags: readonly string[];
  @ApiProperty({ ...anyObject, required: true })
  readonly custom_fields: object;
  @ApiProperty({ format: 'date-time' })
  readonly created_at: string;
  @ApiProperty({ format: 'date-time' })
  readonly updated_at: string;

  constructor(contact: Contact) {
    this.id = contact.id;
    this.firstname = contact.firstname;
    this.lastname = contact.lastname;
    this.phone = contact.phone;
    this.email = contact.email;
    this.company = contact.company;
    this.type = contact.type;
    this.status_id = contact.statusId;
    this.source_id = contact.sourceId;
    this.group_ids = contact.groupIds;
    this.assignee_id = contact.assigneeId;
    this.tags = contact.tags;
    this.custom_fields = contact.customFields;
    this.created_at = contact.createdAt.toISOString();
    this.updated_at = contact.updatedAt.toISOString();
  }
}
