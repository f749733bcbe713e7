import { Gauge, type Measured } from '@latchkey/metrics';
import { type DataSource } from 'typeorm';
import { type HealthProbe, isUpInTime } from '../health.module.js';

/** As `pg` has it; TypeORM's own type says nothing. */
interface Pool {
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
  readonly options: { readonly max: number };
}

/**
 * Connections to PostgreSQL: `waiting` are those who have none and want one. To be listed first: other metrics ask
 * PostgreSQL themselves, and are not to be seen waiting.
 */
export function poolMetrics(database: DataSource): Measured {
  const read = (): Record<string, number> => {
    // It may not have come yet.
    const { master } = database.driver as unknown as { readonly master?: Pool };
    if (!master) return { used: 0, idle: 0, waiting: 0, limit: 0 };
    const { totalCount, idleCount, waitingCount, options } = master;
    return { used: totalCount - idleCount, idle: idleCount, waiting: waitingCount, limit: options.max };
  };
  return {
    families: [new Gauge('latchkey_postgres_pool', 'Connections to PostgreSQL, by state.', read, 'state')],
  };
}

/** What `/health/ready` says, part by part. */
export function readinessMetrics(probes: readonly HealthProbe[]): Measured {
  const read = async (): Promise<Record<string, number>> =>
    Object.fromEntries(
      await Promise.all(
        probes.map(async (probe) => [probe.name, (await isUpInTime(probe)) ? 1 : 0] as const),
      ),
    );
  return {
    families: [new Gauge('latchkey_ready', '1 while this part is there that requests need.', read, 'part')],
  };
}
