import { type DynamicModule, Module } from '@nestjs/common';
import { QuotaBusController } from './quota.bus-controller.js';
import { QuotaLedger } from './quota-ledger.js';
import { QuotaPools } from './quota-pools.js';
import { QuotaService } from './quota.service.js';

@Module({})
export class QuotasModule {
  static forRoot(redisUrl: string): DynamicModule {
    return {
      module: QuotasModule,
      controllers: [QuotaBusController],
      providers: [
        QuotaService,
        QuotaLedger,
        { provide: QuotaPools, useFactory: () => new QuotaPools(redisUrl) },
      ],
      exports: [QuotaService],
    };
  }
}
