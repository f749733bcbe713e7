import { type Measured } from '@latchkey/metrics';
import {
  Controller,
  type DynamicModule,
  type FactoryProvider,
  Get,
  Header,
  Inject,
  type InjectionToken,
  Logger,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Metrics } from './metrics.js';
import { type MetricsAddress, MetricsServer } from './metrics-server.js';

export interface MetricsOptions {
  readonly metrics: Metrics;
  /** Where they are served; null: by the app itself, which nobody outside reaches. */
  readonly address: MetricsAddress | null;
  readonly imports?: DynamicModule['imports'];
  readonly inject: InjectionToken[];
  /** Makes the list of all that is measured from what is injected. */
  readonly measured: FactoryProvider<Measured[]>['useFactory'];
}

const ADDRESS = Symbol('where the metrics are served');
const MEASURED = Symbol('all that is measured');

@Controller('metrics')
class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  @Get()
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  read(): Promise<string> {
    return this.metrics.text();
  }
}

@Module({})
export class MetricsModule implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly server: MetricsServer;

  constructor(
    private readonly metrics: Metrics,
    @Inject(ADDRESS) private readonly address: MetricsAddress | null,
    @Inject(MEASURED) private readonly measured: readonly Measured[],
  ) {
    this.server = new MetricsServer(metrics);
  }

  static forRoot({ metrics, address, imports = [], inject, measured }: MetricsOptions): DynamicModule {
    return {
      module: MetricsModule,
      imports,
      controllers: address ? [] : [MetricsController],
      providers: [
        { provide: Metrics, useValue: metrics },
        { provide: ADDRESS, useValue: address },
        { provide: MEASURED, inject, useFactory: measured },
      ],
    };
  }

  async onApplicationBootstrap(): Promise<void> {
    for (const each of this.measured) this.metrics.add(each);
    if (!this.address) return;
    const port = await this.server.listen(this.address);
    new Logger('Metrics').log(`Metrics on port ${port}`);
  }

  /** To the end: how a process stops is worth seeing. */
  async onApplicationShutdown(): Promise<void> {
    if (this.address) await this.server.close();
  }
}
