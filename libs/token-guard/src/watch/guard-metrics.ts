import { BusClient } from '@latchkey/bus';
import { type Family, Gauge, type Measured } from '@latchkey/metrics';
import { Injectable } from '@nestjs/common';
import { Memory } from '../cache/memory.js';
import { Lease } from '../lease/lease.js';
import { Counters } from '../limits/counters.js';
import { RequestLimits } from '../limits/request-limits.js';
import { UnknownTokenThrottle } from '../throttle/unknown-token-throttle.js';
import { VerificationMetrics } from './verification-metrics.js';

/**
 * All that a guard measures, for whoever shows it: plain numbers, which no library has to be installed for. The names are
 * Prometheus's (`docs/operations.md`).
 */
@Injectable()
export class GuardMetrics implements Measured {
  readonly families: readonly Family[];

  constructor(
    verifications: VerificationMetrics,
    lease: Lease,
    memory: Memory,
    counters: Counters,
    limits: RequestLimits,
    throttle: UnknownTokenThrottle,
    bus: BusClient,
  ) {
    this.families = [
      ...verifications.families,
      ...lease.metrics.families,
      new Gauge(
        'latchkey_guard_records',
        'Credentials that this guard remembers.',
        () => memory.extent.records,
      ),
      new Gauge(
        'latchkey_guard_record_bytes',
        'What they take, as the cache counts it.',
        () => memory.extent.bytes,
      ),
      ...counters.metrics.families,
      new Gauge(
        'latchkey_permits_tokens',
        'Tokens with limits that this guard remembers.',
        () => limits.tokens,
      ),
      new Gauge(
        'latchkey_throttled_clients',
        'Clients that tried too many unknown tokens.',
        () => throttle.refusedClients,
      ),
      ...bus.metrics.families,
    ];
  }
}
