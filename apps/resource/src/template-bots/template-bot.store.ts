import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NamedRowReader } from '../catalogue/named-row.store.js';
import { TemplateBotEntity } from './template-bot.entity.js';

@Injectable()
export class TemplateBotStore extends NamedRowReader<TemplateBotEntity> {
  constructor(database: DataSource) {
    super(database, TemplateBotEntity);
  }
}
