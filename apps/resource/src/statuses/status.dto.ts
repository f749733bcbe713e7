import { ApiProperty, PartialType } from '@nestjs/swagger';
import { IsInt, Matches, Max, Min } from 'class-validator';
import { NamedFields, NamedRowDto, ROW_ORDERS } from '../catalogue/named-row.dto.js';
import { PageDto, SortedBy } from '../paging/page.dto.js';
import { UnlessAbsent } from '../requests/unless-absent.js';
import { type StatusEntity } from './status.entity.js';

const STATUS_ORDERS = [...ROW_ORDERS, 'position', '-position'] as const;
const LAST_POSITION = 1_000_000;

export class ListStatusesDto extends PageDto {
  @SortedBy(STATUS_ORDERS)
  readonly sort: (typeof STATUS_ORDERS)[number] = '-created_at';
}

export class CreateStatusDto extends NamedFields {
  @ApiProperty({ required: false, pattern: '^#[0-9A-Fa-f]{6}$', default: '#808080', example: '#2e7d32' })
  @UnlessAbsent()
  @Matches(/^#[0-9a-f]{6}$/i, { message: 'must be a color such as #2e7d32' })
  readonly color?: string;

  @ApiProperty({ type: 'integer', required: false, minimum: 0, maximum: LAST_POSITION, default: 0 })
  @UnlessAbsent()
  @IsInt({ message: 'must be a whole number' })
  @Min(0, { message: 'must be at least 0' })
  @Max(LAST_POSITION, { message: `must be at most ${LAST_POSITION}` })
  readonly position?: number;
}

/** What is absent stays. */
export class UpdateStatusDto extends PartialType(CreateStatusDto, { skipNullProperties: false }) {}

export class StatusDto extends NamedRowDto {
  @ApiProperty({ example: '#2e7d32' })
  readonly color: string;
  @ApiProperty({ type: 'integer', description: 'Where it stands among the statuses; several may be equal.' })
  readonly position: number;

  constructor(status: StatusEntity) {
    super(status);
    this.color = status.color;
    this.position = status.position;
  }
}
