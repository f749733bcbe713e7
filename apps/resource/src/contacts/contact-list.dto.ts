import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
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
export class ListContactsDto {
  @ApiProperty({ type: 'integer', required: false, minimum: 1, maximum: 100, default: 15 })
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be at least 1' })
  @Max(100, { message: 'must be at most 100' })
  readonly limit: number = 15;

  @ApiProperty({
    required: false,
    description: '`meta.next_cursor` of the page before, with the same `sort`.',
  })
  @IsOptional()
  @IsString({ message: 'must be the next_cursor of the page before' })
  @MaxLength(1_000, { message: 'must be the next_cursor of the page before' })
  readonly cursor?: string;

  @ApiProperty({
    required: false,
    enum: CONTACT_ORDERS,
    default: '-created_at',
    description: '`-`: descending.',
  })
  @IsOptional()
  @IsIn(CONTACT_ORDERS, { message: `must be one of: ${CONTACT_ORDERS.join(', ')}` })
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
