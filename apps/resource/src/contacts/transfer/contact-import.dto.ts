import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { ON_DUPLICATE, type OnDuplicate } from './contact-batch.store.js';
import { type ImportReport } from './import-report.js';

export class ImportContactsDto {
  @ApiProperty({
    required: false,
    enum: ON_DUPLICATE,
    default: 'refuse',
    description:
      'What becomes of a line whose phone a contact has already: `refuse` reports it, `skip` leaves the contact as it ' +
      'is, `update` sets what the line names and leaves what its empty cells say nothing of (the token needs ' +
      '`contacts.update` too). With `skip` and `update` an import may be repeated.',
  })
  @IsOptional()
  @IsIn(ON_DUPLICATE, { message: `must be one of: ${ON_DUPLICATE.join(', ')}` })
  readonly on_duplicate: OnDuplicate = 'refuse';
}

class RefusedLineDto {
  @ApiProperty({ type: 'integer', description: 'In the file; the header is 1.', example: 3 })
  readonly line!: number;

  @ApiProperty({
    description: 'The reasons, by field.',
    type: 'object',
    additionalProperties: { type: 'array', items: { type: 'string' } },
    example: { phone: ['is taken by another contact of this workspace'] },
  })
  readonly errors!: object;
}

const count = { type: 'integer', minimum: 0 } as const;

/** What became of the file, line by line. */
export class ImportReportDto {
  @ApiProperty({
    ...count,
    description: 'Without the header and empty lines: all that the others add up to.',
  })
  readonly lines: number;
  @ApiProperty(count)
  readonly created: number;
  @ApiProperty(count)
  readonly updated: number;
  @ApiProperty(count)
  readonly skipped: number;
  @ApiProperty({ ...count, description: 'Nothing of these is written.' })
  readonly refused: number;
  @ApiProperty({ type: [RefusedLineDto], description: 'Of the first thousand that were refused.' })
  readonly errors: readonly RefusedLineDto[];

  constructor(report: ImportReport) {
    this.lines = report.lines;
    this.created = report.created;
    this.updated = report.updated;
    this.skipped = report.skipped;
    this.refused = report.refused;
    this.errors = report.errors;
  }
}
