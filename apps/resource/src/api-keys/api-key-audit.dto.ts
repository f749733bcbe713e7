import { ReadTokenAuditRequest, type TokenAuditEntry } from '@latchkey/contracts';
import { ApiProperty, OmitType } from '@nestjs/swagger';
import { Type } from 'class-transformer';

export class ReadAuditDto extends OmitType(ReadTokenAuditRequest, ['id']) {
  @ApiProperty({ type: 'integer', required: false, minimum: 1, maximum: 100, default: 15 })
  @Type(() => Number)
  override readonly limit?: number;

  @ApiProperty({ required: false, description: '`meta.next_cursor` of the page before.' })
  override readonly cursor?: string;
}

export class AuditEntryDto implements TokenAuditEntry {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;
  @ApiProperty({ format: 'date-time' })
  readonly at!: string;
  @ApiProperty({
    example: 'token.refused',
    description: '`token.refused` says in `detail.reason` why its bearer was answered 401.',
  })
  readonly action!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The operator who did it.' })
  readonly actor_id!: string | null;
  @ApiProperty({ type: 'object', additionalProperties: true, example: { reason: 'expired' } })
  readonly detail!: Readonly<Record<string, unknown>>;
}
