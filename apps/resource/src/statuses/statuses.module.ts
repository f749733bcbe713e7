import { Module } from '@nestjs/common';
import { StatusController } from './status.controller.js';
import { StatusStore } from './status.store.js';

@Module({ controllers: [StatusController], providers: [StatusStore] })
export class StatusesModule {}
