import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NamedRowReader } from '../catalogue/named-row.store.js';
import { MessageBotEntity } from './message-bot.entity.js';

@Injectable()
export class MessageBotStore extends NamedRowReader<MessageBotEntity> {
  constructor(database: DataSource) {
    super(database, MessageBotEntity);
  }
}
