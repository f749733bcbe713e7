import { Module } from '@nestjs/common';
import { OperatorsModule } from '../operators/operators.module.js';
import { DealController } from './deal.controller.js';
import { DealStore } from './deal.store.js';

@Module({ imports: [OperatorsModule], controllers: [DealController], providers: [DealStore] })
export class DealsModule {}
