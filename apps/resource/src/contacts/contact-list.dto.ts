import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString } from 'class-validator';
import { PageDto, SortedBy } from '../paging/page.dto.js';
import { CONTACT_TYPES, type ContactType } from './contact.entity.js';

export const CONTACT_ORDERS = [
  'created_at',
  '-created_at',
  'updated_at',
  '-updated_at',
  'firstname',
  '-firstname',
] as const;
export type ContactOrder = (typeof CONTACT_ORDERS)[number];

/** Which contacts, in which order, and from where on. */
export class ListContactsDto extends PageDto {
  @SortedBy(CONTACT_ORDERS)
  readonly sort: ContactOrder = '-created_at';

  @ApiProperty({ required: false, enum: CONTACT_TYPES })
  @IsOptional()
  @IsIn(CONTACT_TYPES, { message: `must be one of: ${CONTACT_TYPES.join(', ')}` })
  readonly type?: ContactType;

  @ApiProperty({ required: false })
  @IsOptional()
  @IsString({ message: 'must be given once' })
  readonly phone?: string;

  @ApiProperty({ required: false })
  @IsOptional()
  @IsString({ message: 'must be given once' })
  readonly email?: string;

  @ApiProperty({ required: false })
  @IsOptional()
  @IsString({ message: 'must be given once' })
  readonly company?: string;

  @ApiProperty({ required: false, description: 'Contacts that carry this tag.' })
  @IsOptional()
  @IsString({ message: 'must be given once' })
  readonly tag?: string;
}
