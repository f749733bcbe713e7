import { ApiProperty, PartialType } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { NamedFields, NamedRowDto } from '../catalogue/named-row.dto.js';
import { type GroupEntity } from './group.entity.js';

export class CreateGroupDto extends NamedFields {
  @ApiProperty({ required: false, type: String, nullable: true, maxLength: 500 })
  @IsOptional()
  @IsString({ message: 'must be a text' })
  @MaxLength(500, { message: 'must have at most 500 characters' })
  readonly description?: string | null;
}

/** What is absent stays; null clears the description. */
export class UpdateGroupDto extends PartialType(CreateGroupDto, { skipNullProperties: false }) {}

export class GroupDto extends NamedRowDto {
  @ApiProperty({ type: String, nullable: true })
  readonly description: string | null;

  constructor(group: GroupEntity) {
    super(group);
    this.description = group.description;
  }
}
