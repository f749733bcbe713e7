import { Module } from '@nestjs/common';
import { BotController } from './bot.controller.js';
import { BotStore } from './bot.store.js';

@Module({ controllers: [BotController], providers: [BotStore] })
export class BotsModule {}
