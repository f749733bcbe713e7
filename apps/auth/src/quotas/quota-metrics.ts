import { type Count, Counter, type Family, type Measured } from '@latchkey/metrics';

/** What the ledger said to a guard whose pool is empty (promise P4). `failed`: nothing. */
const OUTCOMES = ['reserved', 'wait', 'exhausted', 'stale', 'failed'] as const;

export class QuotaMetrics implements Measured {
  readonly reservations: Readonly<Record<(typeof OUTCOMES)[number], Count>>;
  readonly families: readonly Family[];

  constructor() {
    const reservations = new Counter(
      'latchkey_quota_reservations_total',
      'Chunks of monthly quotas that guards asked for, by what the ledger said.',
      { outcome: OUTCOMES },
    );
    this.reservations = reservations.each('outcome', {});
    this.families = [reservations];
  }
}
