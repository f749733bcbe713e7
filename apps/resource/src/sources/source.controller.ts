import { AnswersInTime } from '@latchkey/platform';
import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Endpoints } from '../catalogue/endpoints.js';
import { ListRowsDto } from '../catalogue/named-row.dto.js';
import { CreateSourceDto, SourceDto, UpdateSourceDto } from './source.dto.js';
import { SourceStore } from './source.store.js';

@ApiTags('sources')
@AnswersInTime()
@Controller(['v1/:workspace/sources', 'sources'])
export class SourceController extends Endpoints({
  resource: 'sources',
  one: 'Source',
  many: 'sources',
  store: SourceStore,
  list: ListRowsDto,
  create: CreateSourceDto,
  update: UpdateSourceDto,
  shown: SourceDto,
}) {}
