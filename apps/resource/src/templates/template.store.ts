import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NamedRowReader } from '../catalogue/named-row.store.js';
import { TemplateEntity } from './template.entity.js';

@Injectable()
export class TemplateStore extends NamedRowReader<TemplateEntity> {
  constructor(database: DataSource) {
    super(database, TemplateEntity);
  }
}
