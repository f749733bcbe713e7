import { AnswersInTime } from '@latchkey/platform';
import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Endpoints } from '../catalogue/endpoints.js';
import { CreateStatusDto, ListStatusesDto, StatusDto, UpdateStatusDto } from './status.dto.js';
import { StatusStore } from './status.store.js';

@ApiTags('statuses')
@AnswersInTime()
@Controller(['v1/:workspace/statuses', 'statuses'])
export class StatusController extends Endpoints({
  resource: 'statuses',
  one: 'Status',
  many: 'statuses',
  store: StatusStore,
  list: ListStatusesDto,
  create: CreateStatusDto,
  update: UpdateStatusDto,
  shown: StatusDto,
}) {}
