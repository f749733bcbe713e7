import { AnswersInTime } from '@latchkey/platform';
import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ReadEndpoints } from '../catalogue/endpoints.js';
import { ListRowsDto } from '../catalogue/named-row.dto.js';
import { TemplateBotDto } from './template-bot.dto.js';
import { TemplateBotStore } from './template-bot.store.js';

@ApiTags('template bots')
@AnswersInTime()
@Controller(['v1/:workspace/templatebots', 'templatebots'])
export class TemplateBotController extends ReadEndpoints({
  resource: 'templatebots',
  one: 'Template bot',
  many: 'template bots',
  store: TemplateBotStore,
  list: ListRowsDto,
  shown: TemplateBotDto,
}) {}
