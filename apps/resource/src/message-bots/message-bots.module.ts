import { Module } from '@nestjs/common';
import { MessageBotController } from './message-bot.controller.js';
import { MessageBotStore } from './message-bot.store.js';

@Module({ controllers: [MessageBotController], providers: [MessageBotStore] })
export class MessageBotsModule {}
