import { Module } from '@nestjs/common';
import { UsageBusController } from './usage.bus-controller.js';
import { UsageStore } from './usage.store.js';

/** How often tokens are used, and when they last were (Q4, D16). */
@Module({ controllers: [UsageBusController], providers: [UsageStore] })
export class UsageModule {}
