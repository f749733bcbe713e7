import { type Count, Counter, type Family, Gauge, type Measured } from '@latchkey/metrics';

/** What became of a question for a lease. `unknown`: this guard was struck off, and registers anew. */
const OUTCOMES = ['granted', 'unknown', 'failed'] as const;
export type RenewalOutcome = (typeof OUTCOMES)[number];

export interface LeaseState {
  /** Milliseconds since the question was sent that brought the lease; null: none is held. */
  readonly ageMs: number | null;
  /** Entries of auth's log that this guard has heard of and not applied. */
  readonly lag: number;
}

/** What a guard says of its lease (promise P1). */
export class LeaseMetrics implements Measured {
  readonly renewals: Readonly<Record<RenewalOutcome, Count>>;
  readonly families: readonly Family[];

  constructor(state: () => LeaseState) {
    const renewals = new Counter(
      'latchkey_lease_renewals_total',
      'Questions for a lease, by their outcome.',
      {
        outcome: OUTCOMES,
      },
    );
    this.renewals = renewals.each('outcome', {});
    this.families = [
      renewals,
      new Gauge('latchkey_lease_held', '1 while this guard may decide from memory.', () =>
        state().ageMs === null ? 0 : 1,
      ),
      new Gauge(
        'latchkey_lease_age_seconds',
        'Since the question that brought the lease was sent. No series without a lease.',
        () => {
          const { ageMs } = state();
          return ageMs === null ? null : ageMs / 1_000;
        },
      ),
      new Gauge(
        'latchkey_log_lag_entries',
        'Entries of the log of changes that this guard has heard of and not applied.',
        () => state().lag,
      ),
    ];
  }
}
