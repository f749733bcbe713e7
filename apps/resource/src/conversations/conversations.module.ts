import { Module } from '@nestjs/common';
import { OperatorsModule } from '../operators/operators.module.js';
import { ConversationController } from './conversation.controller.js';
import { ConversationStore } from './conversation.store.js';

@Module({
  imports: [OperatorsModule],
  controllers: [ConversationController],
  providers: [ConversationStore],
})
export class ConversationsModule {}
