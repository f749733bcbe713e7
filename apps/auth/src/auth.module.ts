import { BusServer, type SealingKey } from '@latchkey/bus';
import { type Measured } from '@latchkey/metrics';
import {
  DatabaseArrival,
  DatabaseModule,
  HEALTH_PROBES,
  HealthModule,
  type HealthProbe,
  type Metrics,
  MetricsModule,
  poolMetrics,
  readinessMetrics,
} from '@latchkey/platform';
import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  Global,
  Module,
  type OnModuleDestroy,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditModule } from './audit/audit.module.js';
import { CommandsModule } from './commands/commands.module.js';
import { type AuthConfig } from './config/auth.config.js';
import { dataSourceOptions } from './database/data-source.js';
import { EventsModule } from './events/events.module.js';
import { OutboxMetrics } from './events/outbox-metrics.js';
import { Effects } from './guards/effects.js';
import { GuardRegistryMetrics } from './guards/guard-registry-metrics.js';
import { refuseForgetfulPostgres } from './guards/durability.js';
import { GuardsModule } from './guards/guards.module.js';
import { KeysModule } from './keys/keys.module.js';
import { OperatorsModule } from './operators/operators.module.js';
import { QuotaService } from './quotas/quota.service.js';
import { QuotasModule } from './quotas/quotas.module.js';
import { SessionsModule } from './sessions/sessions.module.js';
import { TokensModule } from './tokens/tokens.module.js';
import { UsageModule } from './usage/usage.module.js';
import { WorkspacesModule } from './workspaces/workspaces.module.js';

export interface AuthParts {
  readonly config: AuthConfig;
  readonly bus: BusServer;
  readonly sealingKey: SealingKey;
  readonly metrics: Metrics;
}

/** The bus, for the health probe; `app.ts` connects it. */
@Global()
@Module({})
class BusModule implements OnModuleDestroy, BeforeApplicationShutdown {
  constructor(private readonly bus: BusServer) {}

  /** First of all: other replicas read what this one does not. */
  onModuleDestroy(): void {
    void this.bus.close();
  }

  /** What was read is answered before HTTP is closed, and before that what it is answered with. */
  beforeApplicationShutdown(): Promise<void> {
    return this.bus.close();
  }

  static forRoot(bus: BusServer): DynamicModule {
    return { module: BusModule, providers: [{ provide: BusServer, useValue: bus }], exports: [BusServer] };
  }
}

@Module({})
export class AuthModule {
  static forRoot({ config, bus, sealingKey, metrics }: AuthParts): DynamicModule {
    const events = EventsModule.forRoot(config.redisUrl);
    const quotas = QuotasModule.forRoot(config.redisUrl);
    return {
      module: AuthModule,
      imports: [
        BusModule.forRoot(bus),
        DatabaseModule.forRoot(dataSourceOptions(config.databaseUrl), {
          variable: 'AUTH_DATABASE_URL',
          refuse: refuseForgetfulPostgres,
        }),
        KeysModule.forRoot(config, sealingKey),
        AuditModule,
        events,
        GuardsModule.forRoot(config.LEASE_SECONDS),
        CommandsModule,
        quotas,
        SessionsModule,
        TokensModule,
        UsageModule,
        WorkspacesModule,
        OperatorsModule,
        HealthModule.forRoot({
          inject: [DatabaseArrival, BusServer],
          probes: (database: DatabaseArrival, server: BusServer): HealthProbe[] => [
            database.probe,
            { name: 'redis', isUp: () => Promise.resolve(server.isConnected) },
          ],
        }),
        MetricsModule.forRoot({
          metrics,
          address: null,
          imports: [events, quotas],
          inject: [
            HEALTH_PROBES,
            DataSource,
            BusServer,
            Effects,
            QuotaService,
            GuardRegistryMetrics,
            OutboxMetrics,
          ],
          measured: (
            probes: HealthProbe[],
            database: DataSource,
            server: BusServer,
            effects: Effects,
            { metrics: ofQuotas }: QuotaService,
            ...features: Measured[]
          ): Measured[] => [
            ...[poolMetrics(database), readinessMetrics(probes)],
            ...[server.metrics, effects.metrics, ofQuotas, ...features],
          ],
        }),
      ],
    };
  }
}
