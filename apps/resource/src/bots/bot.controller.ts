import { Refusal, type WorkspaceRef } from '@latchkey/contracts';
import { AnswersInTime } from '@latchkey/platform';
import { CurrentWorkspace, Unlisted } from '@latchkey/token-guard';
import { Controller, Get, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Answer, CreatedAnswer } from '../reference/answers.js';
import { OnceForAKey } from '../requests/once.js';
import { IdOf } from '../responses/id-of.js';
import { type Success, success } from '../responses/success.js';
import { BotSessionDto, BotUsageDto } from './bot.dto.js';
import { BotStore } from './bot.store.js';

const notFound = (): Refusal => new Refusal('not_found', 'bot.not_found', 'Bot not found');

/** None of the twenty abilities stands for bots: tokens reach them by routes, or unrestricted (D3, C13). */
@ApiTags('bots')
@AnswersInTime()
@Controller(['v1/:workspace/bot/:botId', 'bot/:botId'])
export class BotController {
  constructor(private readonly bots: BotStore) {}

  @Post('session/create')
  @OnceForAKey()
  @Unlisted('bot/{botId}/session/create')
  @ApiOperation({ summary: 'Begin a session with a bot' })
  @CreatedAnswer(BotSessionDto)
  async createSession(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Param('botId', IdOf(notFound)) botId: string,
  ): Promise<Success<BotSessionDto>> {
    const session = await this.bots.addSession(workspace.id, botId);
    if (!session) throw notFound();
    return success(new BotSessionDto(session));
  }

  @Get('usage/fetch')
  @Unlisted('bot/{botId}/usage/fetch')
  @ApiOperation({ summary: 'Tell how often a bot was used, and when last' })
  @Answer(BotUsageDto)
  async usage(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Param('botId', IdOf(notFound)) botId: string,
  ): Promise<Success<BotUsageDto>> {
    const usage = await this.bots.usage(workspace.id, botId);
    if (!usage) throw notFound();
    return success(new BotUsageDto(usage));
  }
}
