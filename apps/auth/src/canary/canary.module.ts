import { LatchkeyClient, LatchkeyModule } from '@latchkey/client';
import { HealthModule, type HealthProbe, type Metrics, MetricsModule } from '@latchkey/platform';
import { type DynamicModule, Module } from '@nestjs/common';
import { type CanaryConfig } from './canary.config.js';
import { CanaryMetrics } from './canary-metrics.js';
import { Canary, CanaryTerms } from './canary.js';

@Module({})
export class CanaryModule {
  static forRoot(config: CanaryConfig, metrics: Metrics): DynamicModule {
    const figures = new CanaryMetrics();
    const terms: CanaryTerms = {
      urls: config.CANARY_URLS.split(','),
      isProxy: config.CANARY_AS_PROXY,
      everyMs: config.CANARY_EVERY_SECONDS * 1_000,
    };
    return {
      module: CanaryModule,
      imports: [
        LatchkeyModule.forRoot({
          redisUrl: config.redisUrl,
          sealingPublicKey: config.SEALING_PUBLIC_KEY,
          credential: config.CANARY_CREDENTIAL,
        }),
        HealthModule.forRoot({
          inject: [LatchkeyClient],
          probes: (latchkey: LatchkeyClient): HealthProbe[] => [
            { name: 'redis', isUp: () => Promise.resolve(latchkey.isConnected) },
          ],
        }),
        MetricsModule.forRoot({ metrics, address: null, inject: [], measured: () => [figures] }),
      ],
      providers: [
        Canary,
        { provide: CanaryMetrics, useValue: figures },
        { provide: CanaryTerms, useValue: terms },
      ],
    };
  }
}
