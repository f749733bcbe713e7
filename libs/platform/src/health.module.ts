import {
  Controller,
  type DynamicModule,
  type FactoryProvider,
  Get,
  Inject,
  type InjectionToken,
  Module,
} from '@nestjs/common';
import {
  HealthCheck,
  HealthCheckService,
  type HealthCheckResult,
  HealthIndicatorService,
  TerminusModule,
} from '@nestjs/terminus';

export interface HealthProbe {
  /** As it stands in the answer: `postgresql`, `redis`. */
  readonly name: string;
  readonly isUp: () => Promise<boolean>;
}

/** Injection token of what an app checks before it calls itself ready. */
export const HEALTH_PROBES = Symbol('HEALTH_PROBES');
/** A probe that hangs is down: the orchestrator that asks waits no longer either. */
const PROBE_MS = 800;

@Controller('health')
class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicator: HealthIndicatorService,
    @Inject(HEALTH_PROBES) private readonly probes: readonly HealthProbe[],
  ) {}

  /** The process runs. Depends on nothing else: restarting it would not bring PostgreSQL or Redis back. */
  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Requests can be served now; 503 otherwise, with what is missing. */
  @Get('ready')
  @HealthCheck()
  ready(): Promise<HealthCheckResult> {
    return this.health.check(
      this.probes.map(({ name, isUp }) => async () => {
        const session = this.indicator.check(name);
        return (await within(PROBE_MS, isUp())) ? session.up() : session.down();
      }),
    );
  }
}

async function within(ms: number, isUp: Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, ms, false);
  });
  try {
    return await Promise.race([isUp.catch(() => false), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

export interface HealthOptions {
  /** How the app's guard is told that health needs no credentials. */
  readonly openedBy?: ClassDecorator;
  readonly imports?: DynamicModule['imports'];
  readonly inject: InjectionToken[];
  readonly probes: FactoryProvider<HealthProbe[]>['useFactory'];
}

@Module({})
export class HealthModule {
  /** `probes` makes the list from what is injected. */
  static forRoot(options: HealthOptions): DynamicModule {
    options.openedBy?.(HealthController);
    return {
      module: HealthModule,
      imports: [TerminusModule.forRoot({ logger: false }), ...(options.imports ?? [])],
      controllers: [HealthController],
      providers: [{ provide: HEALTH_PROBES, inject: options.inject, useFactory: options.probes }],
    };
  }
}
