import { type Durations, type Family, Gauge, Histogram, type Measured, Total } from '@latchkey/metrics';

/** Promise P2: 50 ms as a rule, and no more than a lease and half a second when a guard has died. */
const BOUNDS = [0.01, 0.02, 0.03, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 7.5, 11];

/** How changes become effective. */
export class EffectMetrics implements Measured {
  readonly families: readonly Family[];
  readonly pending = new Total(
    'latchkey_changes_pending_total',
    'Changes that were answered `pending`: nobody could tell yet whether every guard knows.',
  );
  readonly lapsed = new Total(
    'latchkey_change_lapsed_guards_total',
    'Guards that were struck off, for they said nothing for as long as a lease.',
  );
  private readonly took: Durations;

  constructor(waiting: () => number) {
    const seconds = new Histogram(
      'latchkey_change_effect_seconds',
      'From the commit of a change until every guard knew of it.',
      {},
      BOUNDS,
    );
    this.took = seconds.of({});
    this.families = [
      seconds,
      this.pending,
      this.lapsed,
      new Gauge('latchkey_changes_waiting', 'Changes that wait for guards.', waiting),
    ];
  }

  effective(ms: number): void {
    this.took.add(ms / 1_000);
  }
}
