import { Module } from '@nestjs/common';
import { PipelineController } from './pipeline.controller.js';
import { PipelineStore } from './pipeline.store.js';

@Module({ controllers: [PipelineController], providers: [PipelineStore] })
export class PipelinesModule {}
