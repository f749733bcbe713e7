import { LatchkeyModule, type LatchkeyOptions } from '@latchkey/client';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { HealthController } from './health.controller.js';
import { LatchkeyErrorsFilter } from './latchkey-errors.filter.js';
import { OrderController } from './order.controller.js';
import { Orders } from './orders.js';
import { TokenEventsController } from './token-events.controller.js';

@Module({})
export class BillingModule {
  static forRoot(latchkey: LatchkeyOptions): DynamicModule {
    return {
      module: BillingModule,
      imports: [LatchkeyModule.forRoot(latchkey)],
      controllers: [OrderController, TokenEventsController, HealthController],
      providers: [Orders, { provide: APP_FILTER, useClass: LatchkeyErrorsFilter }],
    };
  }
}
