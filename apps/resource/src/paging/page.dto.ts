import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

/** How the reference shows the fields of a page, also where their rules are a contract's. */
export const pageLimit = {
  type: 'integer',
  required: false,
  minimum: 1,
  maximum: 100,
  default: 15,
  description: 'How many there are on a page.',
} as const;
export const pageCursor = {
  required: false,
  maxLength: 1_000,
  description: '`meta.next_cursor` of the page before, asked for in the same order.',
} as const;

/** How much of a list, and from where on. */
export class PageDto {
  @ApiProperty(pageLimit)
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be at least 1' })
  @Max(100, { message: 'must be at most 100' })
  readonly limit: number = 15;

  @ApiProperty(pageCursor)
  @IsOptional()
  @IsString({ message: 'must be the next_cursor of the page before' })
  @MaxLength(1_000, { message: 'must be the next_cursor of the page before' })
  readonly cursor?: string;
}

/** The orders that a list may be asked for in; each has an index, or a page would cost what the whole list costs. */
export const SortedBy = (orders: readonly string[], byDefault = '-created_at'): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      required: false,
      type: String,
      enum: orders,
      default: byDefault,
      description: '`-`: descending.',
    }),
    IsOptional(),
    IsIn(orders, { message: `must be one of: ${orders.join(', ')}` }),
  );
