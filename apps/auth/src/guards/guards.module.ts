import { BusServer } from '@latchkey/bus';
import { hintOf, readAcknowledgement } from '@latchkey/contracts';
import {
  type DynamicModule,
  Global,
  Module,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Changes } from '../audit/changes.js';
import { LogPruning } from '../change-log/log-pruning.js';
import { Clock } from './clock.js';
import { EffectiveChanges } from './effective-changes.js';
import { Effects } from './effects.js';
import { GuardBusController } from './guard.bus-controller.js';
import { GuardRegistry } from './guard-registry.js';
import { GuardRegistryMetrics } from './guard-registry-metrics.js';
import { PostgresGuardRegistry } from './postgres-guard-registry.js';
import { Renewals } from './renewals.js';

/** Auth's half of the lease protocol. */
@Global()
@Module({})
export class GuardsModule implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(
    private readonly renewals: Renewals,
    private readonly effects: Effects,
    private readonly changes: Changes,
    private readonly bus: BusServer,
  ) {}

  /** @param leaseSeconds The lease that guards are granted. */
  static forRoot(leaseSeconds: number): DynamicModule {
    const leaseMs = Math.round(leaseSeconds * 1_000);
    return {
      module: GuardsModule,
      controllers: [GuardBusController],
      providers: [
        Clock,
        {
          provide: GuardRegistry,
          inject: [DataSource],
          useFactory: (database: DataSource) => new PostgresGuardRegistry(database),
        },
        {
          provide: Renewals,
          inject: [GuardRegistry, Clock],
          useFactory: (registry: GuardRegistry, clock: Clock) => new Renewals(registry, clock, leaseMs),
        },
        {
          provide: Effects,
          inject: [GuardRegistry, Clock],
          useFactory: (registry: GuardRegistry, clock: Clock) => new Effects(registry, clock),
        },
        EffectiveChanges,
        GuardRegistryMetrics,
        LogPruning,
      ],
      exports: [Effects, GuardRegistryMetrics],
    };
  }

  onApplicationBootstrap(): void {
    this.effects.listenTo(this.renewals);
    // Guards apply it and say so at once, instead of at their next turn. One who does not hear it loses nothing but that.
    this.changes.logged.subscribe((entry) => {
      this.bus.announce(hintOf(entry));
    });
    this.bus.onNotice((text) => {
      const acknowledgement = readAcknowledgement(text);
      if (acknowledgement) this.effects.hear(acknowledgement);
    });
  }

  /** First of all: whoever closes waits for those who wait here. */
  onModuleDestroy(): void {
    this.effects.leave();
  }
}
