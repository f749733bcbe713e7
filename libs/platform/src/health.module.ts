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
import { Departure, DepartureModule } from './departure.js';

export interface HealthProbe {
  /** As it stands in the answer: `postgresql`, `redis`. */
  readonly name: string;
  readonly isUp: () => Promise<boolean>;
  /** What is wrong when it is down, in words that anybody may read: health is asked without credentials. */
  readonly reason?: () => string | null;
}

/** Injection token of what an app checks before it calls itself ready; of every module. */
export const HEALTH_PROBES = Symbol('HEALTH_PROBES');
/** A probe that hangs is down: the orchestrator that asks waits no longer either. */
const PROBE_MS = 800;

/** Describing it would load all of @nestjs/swagger into whatever imports this: a fifth of the time to start. */
const UNDESCRIBED = { noCache: true, swaggerDocumentation: false };

/** Told at once, whatever else is up or down. */
const LEAVING: HealthProbe = {
  name: 'process',
  isUp: () => Promise.resolve(false),
  reason: () => 'told to stop',
};

@Controller('health')
class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicator: HealthIndicatorService,
    private readonly departure: Departure,
    @Inject(HEALTH_PROBES) private readonly probes: readonly HealthProbe[],
  ) {}

  /** The process runs. Depends on nothing else: restarting it would not bring PostgreSQL or Redis back. */
  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Requests can be served now; 503 otherwise, with what is missing. */
  @Get('ready')
  @HealthCheck(UNDESCRIBED)
  ready(): Promise<HealthCheckResult> {
    const probes = this.departure.isUnderWay ? [LEAVING] : this.probes;
    return this.health.check(
      probes.map(({ name, isUp, reason }) => async () => {
        const session = this.indicator.check(name);
        if (await isUpInTime({ name, isUp })) return session.up();
        const why = reason?.() ?? null;
        return why === null ? session.down() : session.down({ reason: why });
      }),
    );
  }
}

export async function isUpInTime({ isUp }: HealthProbe): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, PROBE_MS, false);
  });
  try {
    return await Promise.race([isUp().catch(() => false), tooLate]);
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
      global: true,
      imports: [DepartureModule, TerminusModule.forRoot({ logger: false }), ...(options.imports ?? [])],
      controllers: [HealthController],
      providers: [{ provide: HEALTH_PROBES, inject: options.inject, useFactory: options.probes }],
      exports: [HEALTH_PROBES],
    };
  }
}
