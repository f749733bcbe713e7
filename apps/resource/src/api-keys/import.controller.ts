import { BusClient } from '@latchkey/bus';
import { importTokens } from '@latchkey/contracts';
import { AccessToken, OperatorOnly } from '@latchkey/token-guard';
import { Body, Controller, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CreatedAnswer } from '../reference/answers.js';
import { IdempotencyKey, Repeatable } from '../requests/idempotency-key.js';
import { type Changed, changed, TellsEffect } from '../responses/changed.js';
import { ImportApiKeysDto, ImportedApiKeysDto } from './import.dto.js';

/** Tokens that another system issued go on working here (D18). Only their digests are sent. */
@ApiTags('api-keys')
@Controller('api-keys/import')
@OperatorOnly()
export class ImportController {
  constructor(private readonly auth: BusClient) {}

  @Post()
  @Repeatable()
  @ApiOperation({ summary: 'Take over tokens of another system, by their SHA-256 (admin)' })
  @CreatedAnswer(ImportedApiKeysDto)
  @TellsEffect()
  async import(
    @AccessToken() principal: string,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Body() body: ImportApiKeysDto,
  ): Promise<Changed<ImportedApiKeysDto>> {
    const call = { principal, idempotencyKey };
    const { receipt, ...imported } = await this.auth.call(importTokens, body, call);
    return changed(imported, receipt);
  }
}
