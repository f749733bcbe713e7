import { type DynamicModule, Module } from '@nestjs/common';
import { BacklogMetrics } from './backlog-metrics.js';
import { JobQueues } from './job-queues.js';

@Module({})
export class JobsModule {
  /** Global: whoever has jobs opens a queue of `JobQueues`. */
  static forRoot({ redisUrl }: { readonly redisUrl: string }): DynamicModule {
    return {
      module: JobsModule,
      global: true,
      providers: [{ provide: JobQueues, useFactory: () => new JobQueues(redisUrl) }, BacklogMetrics],
      exports: [JobQueues, BacklogMetrics],
    };
  }
}
