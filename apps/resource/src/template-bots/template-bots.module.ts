import { Module } from '@nestjs/common';
import { TemplateBotController } from './template-bot.controller.js';
import { TemplateBotStore } from './template-bot.store.js';

@Module({ controllers: [TemplateBotController], providers: [TemplateBotStore] })
export class TemplateBotsModule {}
