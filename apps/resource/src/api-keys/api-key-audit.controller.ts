import { BusClient } from '@latchkey/bus';
import { readTokenAudit, tokenNotFound } from '@latchkey/contracts';
import { AccessToken, OperatorOnly } from '@latchkey/token-guard';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { PageAnswer } from '../reference/answers.js';
import { IdOf } from '../responses/id-of.js';
import { type Page, page } from '../responses/success.js';
import { AuditEntryDto, ReadAuditDto } from './api-key-audit.dto.js';

@ApiTags('api-keys')
@Controller('api-keys/:id/audit')
@OperatorOnly()
export class ApiKeyAuditController {
  constructor(private readonly auth: BusClient) {}

  @Get()
  @ApiOperation({ summary: 'Read what became of a token, and why it was refused; newest first' })
  @PageAnswer(AuditEntryDto)
  async read(
    @AccessToken() principal: string,
    @Param('id', IdOf(tokenNotFound)) id: string,
    @Query() query: ReadAuditDto,
  ): Promise<Page<AuditEntryDto>> {
    const request = Object.assign({ id }, query);
    const { items, next_cursor } = await this.auth.call(readTokenAudit, request, { principal });
    return page(items, next_cursor);
  }
}
