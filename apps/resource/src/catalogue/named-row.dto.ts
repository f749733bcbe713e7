import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length, Matches } from 'class-validator';
import { PageDto, SortedBy } from '../paging/page.dto.js';
import { type NamedRow } from './named-row.js';

export const ROW_ORDERS = ['created_at', '-created_at', 'name', '-name'] as const;

export class ListRowsDto extends PageDto {
  @SortedBy(ROW_ORDERS)
  readonly sort: (typeof ROW_ORDERS)[number] = '-created_at';
}

export abstract class NamedFields {
  @ApiProperty({
    minLength: 1,
    maxLength: 100,
    example: 'Partners',
    description: 'Unique in its workspace, whatever the case of its letters.',
  })
  @IsString({ message: 'must be a text' })
  @Length(1, 100, { message: 'must have 1 to 100 characters' })
  @Matches(/\S/, { message: 'must not be blank' })
  readonly name!: string;
}

/** A row as the API shows it: field by field, so that a new column cannot leak. */
export abstract class NamedRowDto {
  @ApiProperty({ format: 'uuid' })
  readonly id: string;
  @ApiProperty()
  readonly name: string;
  @ApiProperty({ format: 'date-time' })
  readonly created_at: string;
  @ApiProperty({ format: 'date-time' })
  readonly updated_at: string;

  constructor({ id, name, createdAt, updatedAt }: NamedRow) {
    this.id = id;
    this.name = name;
    this.created_at = createdAt.toISOString();
    this.updated_at = updatedAt.toISOString();
  }
}
