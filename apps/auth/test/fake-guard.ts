import { type LeaseGrant, type LogPosition, type UnknownGuard } from '@latchkey/contracts';
import { randomUUID } from 'node:crypto';
import { type Renewals } from '../src/guards/renewals.js';

/** A guard as far as auth can see it: it applies what it gets when a test says so. */
export class FakeGuard {
  /** By this machine's monotonic clock: nobody may take it for longer than that. */
  leaseEnds = 0;

  private constructor(
    private readonly renewals: Renewals,
    readonly id: string,
    public position: LogPosition,
  ) {}

  static async registered(renewals: Renewals): Promise<FakeGuard> {
    const id = randomUUID();
    const { position } = await renewals.register(id);
    return new FakeGuard(renewals, id, position);
  }

  /** Asks for a lease, and does nothing with the answer. */
  renew(): Promise<LeaseGrant | UnknownGuard> {
    return this.renewals.renew(this.id, this.position);
  }

  /** Applies what there is, and says so. */
  async catchUp(): Promise<void> {
    await this.apply();
    await this.apply();
  }

  async apply(): Promise<void> {
    const sent = performance.now();
    const grant = await this.renew();
    if (grant.outcome === 'unknown') throw new Error('Struck off');
    this.position = grant.position;
    this.leaseEnds = sent + grant.lease_ms;
  }
}
