import { BusClient } from '@latchkey/bus';
import { getWorkspace, updateWorkspace } from '@latchkey/contracts';
import { AccessToken, OperatorOnly } from '@latchkey/token-guard';
import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Answer } from '../reference/answers.js';
import { IdempotencyKey, Repeatable } from '../requests/idempotency-key.js';
import { type Success, success } from '../responses/success.js';
import { UpdateWorkspaceDto, WorkspaceDto } from './workspace.dto.js';

/** The operator's own workspace. Auth decides who may change it, from the operator's own access token. */
@ApiTags('workspace')
@Controller('workspace')
@OperatorOnly()
export class WorkspaceController {
  constructor(private readonly auth: BusClient) {}

  @Get()
  @ApiOperation({ summary: 'Read what holds for all tokens' })
  @Answer(WorkspaceDto)
  async fetch(@AccessToken() principal: string): Promise<Success<WorkspaceDto>> {
    return success(await this.auth.call(getWorkspace, {}, { principal }));
  }

  @Patch()
  @Repeatable()
  @ApiOperation({ summary: 'Change what holds for all tokens (admin)' })
  @Answer(WorkspaceDto)
  async update(
    @AccessToken() principal: string,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Body() body: UpdateWorkspaceDto,
  ): Promise<Success<WorkspaceDto>> {
    return success(await this.auth.call(updateWorkspace, body, { principal, idempotencyKey }));
  }
}
