import { ReadTokenAuditRequest, type TokenAuditEntry } from '@latchkey/contracts';
import { ApiProperty, OmitType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { pageCursor, pageLimit } from '../paging/page.dto.js';

export class ReadAuditDto extends OmitType(ReadTokenAuditRequest, ['id']) {
  @ApiProperty(pageLimit)
  @Type(() => Number)
  override readonly limit?: number;

  @ApiProperty(pageCursor)
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
