import { type Count, Counter, type Family, Gauge, type Measured, Total } from '@latchkey/metrics';

/**
 * `refused`: as it should be. `stale`: a request after the answer was accepted (promise P1). `late`: not refused in time.
 * `unavailable`: nobody could tell. `failed`: something else than any of this.
 */
const OUTCOMES = ['refused', 'stale', 'late', 'unavailable', 'failed'] as const;
export type RoundOutcome = (typeof OUTCOMES)[number];

/** What the rounds came to. */
export class CanaryMetrics implements Measured {
  readonly families: readonly Family[];
  private readonly rounds: Readonly<Record<RoundOutcome, Count>>;
  private readonly stale = new Total(
    'latchkey_canary_stale_total',
    'Requests that were accepted after the answer that their token is revoked everywhere.',
  );
  private revocationSeconds: number | null = null;
  /** Milliseconds since 1970. One that never succeeds has done so for the last time before it began. */
  private lastSuccess = Date.now();

  constructor() {
    const rounds = new Counter('latchkey_canary_runs_total', 'Tokens issued, used and revoked, by outcome.', {
      outcome: OUTCOMES,
    });
    this.rounds = rounds.each('outcome', {});
    this.families = [
      rounds,
      this.stale,
      new Gauge(
        'latchkey_canary_revocation_seconds',
        'From asking for the last revocation until its token was refused everywhere.',
        () => this.revocationSeconds,
      ),
      new Gauge(
        'latchkey_canary_last_success_timestamp_seconds',
        'When a round last went as it should, or the canary began.',
        () => this.lastSuccess / 1_000,
      ),
    ];
  }

  accepted(): void {
    this.stale.add();
  }

  /** @param tookMs Until the token was refused; null: nobody knows. */
  end(outcome: RoundOutcome, tookMs: number | null): void {
    this.rounds[outcome].add();
    if (tookMs !== null) this.revocationSeconds = tookMs / 1_000;
    if (outcome === 'refused') this.lastSuccess = Date.now();
  }
}
