import { AnswersInTime } from '@latchkey/platform';
import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ReadEndpoints } from '../catalogue/endpoints.js';
import { ListRowsDto } from '../catalogue/named-row.dto.js';
import { MessageBotDto } from './message-bot.dto.js';
import { MessageBotStore } from './message-bot.store.js';

@ApiTags('message bots')
@AnswersInTime()
@Controller(['v1/:workspace/messagebots', 'messagebots'])
export class MessageBotController extends ReadEndpoints({
  resource: 'messagebots',
  one: 'Message bot',
  many: 'message bots',
  store: MessageBotStore,
  list: ListRowsDto,
  shown: MessageBotDto,
}) {}
