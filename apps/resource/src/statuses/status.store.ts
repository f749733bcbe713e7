import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NamedRowStore } from '../catalogue/named-row.store.js';
import { fromColumn } from '../contacts/letting-go.js';
import { StatusEntity } from './status.entity.js';

@Injectable()
export class StatusStore extends NamedRowStore<StatusEntity> {
  constructor(database: DataSource) {
    super(database, StatusEntity, fromColumn('status_id'));
  }
}
