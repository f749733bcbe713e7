import { BusServer, type SealingKey } from '@latchkey/bus';
import { HealthModule, type HealthProbe } from '@latchkey/platform';
import { type DynamicModule, Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { AuditModule } from './audit/audit.module.js';
import { CommandsModule } from './commands/commands.module.js';
import { type AuthConfig } from './config/auth.config.js';
import { dataSourceOptions } from './database/data-source.js';
import { EventsModule } from './events/events.module.js';
import { GuardsModule } from './guards/guards.module.js';
import { KeysModule } from './keys/keys.module.js';
import { OperatorsModule } from './operators/operators.module.js';
import { QuotasModule } from './quotas/quotas.module.js';
import { SessionsModule } from './sessions/sessions.module.js';
import { TokensModule } from './tokens/tokens.module.js';
import { UsageModule } from './usage/usage.module.js';
import { WorkspacesModule } from './workspaces/workspaces.module.js';

/** The bus, for the health probe; `app.ts` connects it. */
@Global()
@Module({})
class BusModule {
  static forRoot(bus: BusServer): DynamicModule {
    return { module: BusModule, providers: [{ provide: BusServer, useValue: bus }], exports: [BusServer] };
  }
}

@Module({})
export class AuthModule {
  static forRoot(config: AuthConfig, bus: BusServer, sealingKey: SealingKey): DynamicModule {
    return {
      module: AuthModule,
      imports: [
        BusModule.forRoot(bus),
        // Waits for a PostgreSQL that starts later, for a minute.
        TypeOrmModule.forRoot({
          ...dataSourceOptions(config.AUTH_DATABASE_URL),
          retryAttempts: 60,
          retryDelay: 1_000,
        }),
        KeysModule.forRoot(config, sealingKey),
        AuditModule,
        EventsModule.forRoot(config.REDIS_URL),
        GuardsModule.forRoot(config.LEASE_SECONDS),
        CommandsModule,
        QuotasModule.forRoot(config.REDIS_URL),
        SessionsModule,
        TokensModule,
        UsageModule,
        WorkspacesModule,
        OperatorsModule,
        HealthModule.forRoot({
          inject: [DataSource, BusServer],
          probes: (database: DataSource, server: BusServer): HealthProbe[] => [
            { name: 'postgresql', isUp: () => database.query('SELECT 1').then(() => true) },
            { name: 'redis', isUp: () => Promise.resolve(server.isConnected) },
          ],
        }),
      ],
    };
  }
}
