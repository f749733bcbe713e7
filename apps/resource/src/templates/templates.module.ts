import { Module } from '@nestjs/common';
import { TemplateController } from './template.controller.js';
import { TemplateStore } from './template.store.js';

@Module({ controllers: [TemplateController], providers: [TemplateStore], exports: [TemplateStore] })
export class TemplatesModule {}
