import { BusClient } from '@latchkey/bus';
import {
  adviceOnName,
  getToken,
  issueToken,
  listTokens,
  revokeManyTokens,
  revokeToken,
  rotateToken,
  tokenNotFound,
  updateToken,
} from '@latchkey/contracts';
import { AccessToken, OperatorOnly } from '@latchkey/token-guard';
import { Body, Controller, Delete, Get, Header, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Answer, CreatedAnswer, DoneAnswer, PageAnswer } from '../reference/answers.js';
import { IdempotencyKey, Repeatable } from '../requests/idempotency-key.js';
import { type Changed, changed, TellsEffect } from '../responses/changed.js';
import { IdOf } from '../responses/id-of.js';
import { type Page, page, type Success, success } from '../responses/success.js';
import {
  ApiKeyDto,
  CreateApiKeyDto,
  CreatedApiKeyDto,
  DeleteApiKeyDto,
  IssuedApiKeyDto,
  ListApiKeysDto,
  RevokedManyDto,
  RevokeManyDto,
  RotateApiKeyDto,
  UpdateApiKeyDto,
} from './api-key.dto.js';

const DELETED = 'API key deleted successfully';

/** Tokens, managed by operators (W4 to W10). Auth decides, from the operator's own access token. */
@ApiTags('api-keys')
@Controller('api-keys')
@OperatorOnly()
export class ApiKeyController {
  constructor(private readonly auth: BusClient) {}

  @Get()
  @ApiOperation({ summary: 'List tokens, newest first' })
  @PageAnswer(ApiKeyDto)
  async list(@AccessToken() principal: string, @Query() query: ListApiKeysDto): Promise<Page<ApiKeyDto>> {
    const { items, next_cursor } = await this.auth.call(listTokens, query, { principal });
    return page(items, next_cursor);
  }

  @Post()
  @Repeatable()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Issue a token: shown this once' })
  @CreatedAnswer(IssuedApiKeyDto)
  async create(
    @AccessToken() principal: string,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Body() body: CreateApiKeyDto,
  ): Promise<Success<IssuedApiKeyDto>> {
    const token = await this.auth.call(issueToken, body, { principal, idempotencyKey });
    return success({ ...token, advice: adviceOnName(body.name) });
  }

  @Post('revoke-many')
  @HttpCode(200)
  @Repeatable()
  @ApiOperation({ summary: 'Revoke all tokens, of an owner, or issued before an instant: for an emergency' })
  @Answer(RevokedManyDto)
  @TellsEffect()
  async revokeMany(
    @AccessToken() principal: string,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Body() body: RevokeManyDto,
  ): Promise<Changed<RevokedManyDto>> {
    const call = { principal, idempotencyKey };
    const { receipt, ...revoked } = await this.auth.call(revokeManyTokens, body, call);
    return changed(revoked, receipt);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Read what is known of a token' })
  @Answer(ApiKeyDto)
  async fetch(
    @AccessToken() principal: string,
    @Param('id', IdOf(tokenNotFound)) id: string,
  ): Promise<Success<ApiKeyDto>> {
    return success(await this.auth.call(getToken, { id }, { principal }));
  }

  @Patch(':id')
  @Repeatable()
  @ApiOperation({ summary: 'Change a token; is_active false revokes it, true restores it' })
  @Answer(ApiKeyDto)
  @TellsEffect()
  async update(
    @AccessToken() principal: string,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Param('id', IdOf(tokenNotFound)) id: string,
    @Body() body: UpdateApiKeyDto,
  ): Promise<Changed<ApiKeyDto>> {
    const request = Object.assign({ id }, body);
    const { receipt, ...token } = await this.auth.call(updateToken, request, { principal, idempotencyKey });
    return changed(token, receipt);
  }

  @Post(':id/rotate')
  @HttpCode(200)
  @Repeatable()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Give a token a new secret, shown this once; the old one may go on for a grace' })
  @Answer(CreatedApiKeyDto)
  @TellsEffect()
  async rotate(
    @AccessToken() principal: string,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Param('id', IdOf(tokenNotFound)) id: string,
    @Body() body: RotateApiKeyDto,
  ): Promise<Changed<CreatedApiKeyDto>> {
    const request = Object.assign({ id }, body);
    const { receipt, ...token } = await this.auth.call(rotateToken, request, { principal, idempotencyKey });
    return changed(token, receipt);
  }

  @Delete(':id')
  @Repeatable()
  @ApiOperation({ summary: 'Delete a token, for good' })
  @DoneAnswer(DELETED)
  @TellsEffect()
  async remove(
    @AccessToken() principal: string,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Param('id', IdOf(tokenNotFound)) id: string,
    @Query() query: DeleteApiKeyDto,
  ): Promise<Changed<{ message: string }>> {
    const request = Object.assign({ id }, query);
    const { receipt } = await this.auth.call(revokeToken, request, { principal, idempotencyKey });
    return changed({ message: DELETED }, receipt);
  }
}
