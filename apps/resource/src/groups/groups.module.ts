import { Module } from '@nestjs/common';
import { GroupController } from './group.controller.js';
import { GroupStore } from './group.store.js';

@Module({ controllers: [GroupController], providers: [GroupStore] })
export class GroupsModule {}
