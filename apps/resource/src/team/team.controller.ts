import { BusClient } from '@latchkey/bus';
import {
  createOperator,
  listOperators,
  operatorNotFound,
  removeOperator,
  updateOperator,
} from '@latchkey/contracts';
import { AccessToken, OperatorOnly } from '@latchkey/token-guard';
import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiConflictResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Answer, CreatedAnswer, PageAnswer } from '../reference/answers.js';
import { IdempotencyKey, Repeatable } from '../requests/idempotency-key.js';
import { type Changed, changed, TellsEffect } from '../responses/changed.js';
import { IdOf } from '../responses/id-of.js';
import { type Page, page, type Success, success } from '../responses/success.js';
import {
  CreateOperatorDto,
  ListOperatorsDto,
  OperatorDto,
  RemovedOperatorDto,
  RemoveOperatorDto,
  UpdateOperatorDto,
} from './team.dto.js';

/** The people of a workspace, managed by its admins. Auth decides, from the operator's own access token. */
@ApiTags('team')
@Controller('team')
@OperatorOnly()
export class TeamController {
  constructor(private readonly auth: BusClient) {}

  @Get()
  @ApiOperation({ summary: 'List operators, newest first (admin)' })
  @PageAnswer(OperatorDto)
  async list(@AccessToken() principal: string, @Query() query: ListOperatorsDto): Promise<Page<OperatorDto>> {
    const { items, next_cursor } = await this.auth.call(listOperators, query, { principal });
    return page(items, next_cursor);
  }

  @Post()
  @Repeatable()
  @ApiOperation({ summary: 'Add an operator (admin)' })
  @CreatedAnswer(OperatorDto)
  async create(
    @AccessToken() principal: string,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Body() { email, password, permissions }: CreateOperatorDto,
  ): Promise<Success<OperatorDto>> {
    const request = { email, password, permissions };
    return success(await this.auth.call(createOperator, request, { principal, idempotencyKey }));
  }

  @Patch(':id')
  @Repeatable()
  @ApiOperation({ summary: 'Change what an operator may do, or whether at all (admin)' })
  @Answer(OperatorDto)
  @ApiConflictResponse({ description: 'The workspace would have no active admin left' })
  @TellsEffect()
  async update(
    @AccessToken() principal: string,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Param('id', IdOf(operatorNotFound)) id: string,
    @Body() body: UpdateOperatorDto,
  ): Promise<Changed<OperatorDto>> {
    const request = Object.assign({ id }, body);
    const call = { principal, idempotencyKey };
    const { receipt, ...operator } = await this.auth.call(updateOperator, request, call);
    return changed(operator, receipt);
  }

  @Delete(':id')
  @Repeatable()
  @ApiOperation({
    summary: 'Have an operator leave for good; their tokens go by the workspace’s policy (admin)',
  })
  @Answer(RemovedOperatorDto)
  @ApiConflictResponse({ description: 'The workspace would have no active admin left' })
  @TellsEffect()
  async remove(
    @AccessToken() principal: string,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Param('id', IdOf(operatorNotFound)) id: string,
    @Query() query: RemoveOperatorDto,
  ): Promise<Changed<RemovedOperatorDto>> {
    const request = Object.assign({ id }, query);
    const call = { principal, idempotencyKey };
    const { receipt, ...removed } = await this.auth.call(removeOperator, request, call);
    return changed(removed, receipt);
  }
}
