import { PartialType } from '@nestjs/swagger';
import { NamedFields, NamedRowDto } from '../catalogue/named-row.dto.js';

export class CreateSourceDto extends NamedFields {}

/** What is absent stays. */
export class UpdateSourceDto extends PartialType(CreateSourceDto, { skipNullProperties: false }) {}

export class SourceDto extends NamedRowDto {}
