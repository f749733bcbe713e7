import { AnswersInTime } from '@latchkey/platform';
import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ReadEndpoints } from '../catalogue/endpoints.js';
import { ListRowsDto } from '../catalogue/named-row.dto.js';
import { TemplateDto } from './template.dto.js';
import { TemplateStore } from './template.store.js';

@ApiTags('templates')
@AnswersInTime()
@Controller(['v1/:workspace/templates', 'templates'])
export class TemplateController extends ReadEndpoints({
  resource: 'templates',
  one: 'Template',
  many: 'templates',
  store: TemplateStore,
  list: ListRowsDto,
  shown: TemplateDto,
}) {}
