import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NamedRowStore } from '../catalogue/named-row.store.js';
import { fromColumn } from '../contacts/letting-go.js';
import { SourceEntity } from './source.entity.js';

@Injectable()
export class SourceStore extends NamedRowStore<SourceEntity> {
  constructor(database: DataSource) {
    super(database, SourceEntity, fromColumn('source_id'));
  }
}
