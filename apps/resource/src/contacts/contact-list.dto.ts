import { ApiProperty, IntersectionType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { PageDto, SortedBy } from '../paging/page.dto.js';
import { CONTACT_TYPES, type ContactType } from './contact.entity.js';
import { inE164 } from './contact-phone.js';

export const CONTACT_ORDERS = [
  'created_at',
  '-created_at',
  'updated_at',
  '-updated_at',
  'firstname',
  '-firstname',
] as const;
export type ContactOrder = (typeof CONTACT_ORDERS)[number];

const anId = { required: false, type: String, format: 'uuid' } as const;

/** Which contacts: all that is given must hold. */
export class ContactFilters {
  @ApiProperty({
    required: false,
    maxLength: 100,
    example: 'ada love',
    description:
      'The beginnings of words in first name, last name, company, email and phone, in any order and case, with or ' +
      'without accents. Among very many contacts a page may have fewer than `limit`, or none, and a `next_cursor`.',
  })
  @IsOptional()
  @IsString({ message: 'must be given once' })
  @MaxLength(100, { message: 'must have at most 100 characters' })
  @Matches(/[\p{L}\p{N}]/u, { message: 'must have a letter or a digit' })
  readonly search?: string;

  @ApiProperty({ required: false, enum: CONTACT_TYPES, description: 'Contacts of this type.' })
  @IsOptional()
  @IsIn(CONTACT_TYPES, { message: `must be one of: ${CONTACT_TYPES.join(', ')}` })
  readonly type?: ContactType;

  @ApiProperty({ required: false, description: 'In any form that a contact may be created with.' })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => inE164(value))
  @IsString({ message: 'must be given once' })
  readonly phone?: string;

  @ApiProperty({ required: false, description: 'Contacts with exactly this email address.' })
  @IsOptional()
  @IsString({ message: 'must be given once' })
  readonly email?: string;

  @ApiProperty({ required: false, description: 'Contacts of exactly this company.' })
  @IsOptional()
  @IsString({ message: 'must be given once' })
  readonly company?: string;

  @ApiProperty({ required: false, description: 'Contacts that carry this tag.' })
  @IsOptional()
  @IsString({ message: 'must be given once' })
  readonly tag?: string;

  @ApiProperty({ ...anId, description: 'Contacts that have this status.' })
  @IsOptional()
  @IsUUID('all', { message: 'must be a UUID' })
  readonly status_id?: string;

  @ApiProperty({ ...anId, description: 'Contacts that come from this source.' })
  @IsOptional()
  @IsUUID('all', { message: 'must be a UUID' })
  readonly source_id?: string;

  @ApiProperty({ ...anId, description: 'Contacts that are in this group.' })
  @IsOptional()
  @IsUUID('all', { message: 'must be a UUID' })
  readonly group_id?: string;

  @ApiProperty({ ...anId, description: 'Contacts that are assigned to this operator.' })
  @IsOptional()
  @IsUUID('all', { message: 'must be a UUID' })
  readonly assignee_id?: string;
}

/** Which contacts, in which order, and from where on. */
export class ListContactsDto extends IntersectionType(ContactFilters, PageDto) {
  @SortedBy(CONTACT_ORDERS)
  readonly sort: ContactOrder = '-created_at';
}

/** The same, from within: a page may be larger than a caller may ask for. */
export type ContactTerms = ContactFilters & {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly sort: ContactOrder;
};
