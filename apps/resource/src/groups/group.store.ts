import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NamedRowStore } from '../catalogue/named-row.store.js';
import { fromGroup } from '../contacts/letting-go.js';
import { GroupEntity } from './group.entity.js';

@Injectable()
export class GroupStore extends NamedRowStore<GroupEntity> {
  constructor(database: DataSource) {
    super(database, GroupEntity, fromGroup);
  }
}
