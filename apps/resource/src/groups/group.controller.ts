import { AnswersInTime } from '@latchkey/platform';
import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Endpoints } from '../catalogue/endpoints.js';
import { ListRowsDto } from '../catalogue/named-row.dto.js';
import { CreateGroupDto, GroupDto, UpdateGroupDto } from './group.dto.js';
import { GroupStore } from './group.store.js';

@ApiTags('groups')
@AnswersInTime()
@Controller(['v1/:workspace/groups', 'groups'])
export class GroupController extends Endpoints({
  resource: 'groups',
  one: 'Group',
  many: 'groups',
  store: GroupStore,
  list: ListRowsDto,
  create: CreateGroupDto,
  update: UpdateGroupDto,
  shown: GroupDto,
}) {}
