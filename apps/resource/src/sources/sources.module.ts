import { Module } from '@nestjs/common';
import { SourceController } from './source.controller.js';
import { SourceStore } from './source.store.js';

@Module({ controllers: [SourceController], providers: [SourceStore] })
export class SourcesModule {}
