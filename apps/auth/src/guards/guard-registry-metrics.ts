import { type Family, Gauge, type Measured } from '@latchkey/metrics';
import { Injectable } from '@nestjs/common';
import { GuardRegistry } from './guard-registry.js';

/** What PostgreSQL knows of guards and of the log: every replica of auth says the same. */
@Injectable()
export class GuardRegistryMetrics implements Measured {
  readonly families: readonly Family[];

  constructor(registry: GuardRegistry) {
    this.families = [
      new Gauge(
        'latchkey_guards',
        'Guards that are registered, and those of them that have not asked for as long as a lease.',
        async () => {
          const { guards } = await registry.look();
          const silent = guards.filter(({ silentForMs, leaseMs }) => silentForMs >= leaseMs).length;
          return { speaking: guards.length - silent, silent };
        },
        'state',
      ),
      new Gauge('latchkey_log_head', 'Number of the newest entry of the log of changes.', async () => {
        const { head } = await registry.look();
        return head.number;
      }),
    ];
  }
}
