import { Module } from '@nestjs/common';
import { ReportController } from './report.controller.js';
import { ReportStore } from './report.store.js';

@Module({ controllers: [ReportController], providers: [ReportStore] })
export class ReportsModule {}
