import { Module } from '@nestjs/common';
import { TemplatesModule } from '../templates/templates.module.js';
import { LocalProvider } from './local-provider.js';
import { MessageProvider } from './message-provider.js';
import { MessageController } from './message.controller.js';
import { MessageService } from './message.service.js';
import { MessageStore } from './message.store.js';

@Module({
  imports: [TemplatesModule],
  controllers: [MessageController],
  providers: [MessageService, MessageStore, { provide: MessageProvider, useClass: LocalProvider }],
})
export class MessagesModule {}
