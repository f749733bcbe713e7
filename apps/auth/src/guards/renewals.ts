import { type LeaseGrant, type LogPosition, Refusal, type UnknownGuard } from '@latchkey/contracts';
import { Subject } from 'rxjs';
import { type GuardRegistry, type Offer, type Renewal } from './guard-registry.js';

interface Asked extends Renewal {
  readonly resolve: (offer: Offer | null) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Leases, for guards that ask. Renewals of many guards go in one statement: those that arrive while one is at work go
 * with the next, and none waits for a timer. So a hundred guards that hear of a change at once cost a few statements.
 */
export class Renewals {
  /** Each time that guards have said how far they are: a wait may be over. */
  readonly stored = new Subject<void>();

  private waiting: Asked[] = [];
  private isAtWork = false;

  constructor(
    private readonly registry: GuardRegistry,
    private readonly leaseMs: number,
  ) {}

  /** @throws Refusal for an id that is taken: each attempt has one of its own. */
  async register(id: string): Promise<LeaseGrant> {
    const position = await this.registry.register(id, this.leaseMs);
    if (!position) {
      throw new Refusal('conflict', 'guard.registered', 'A guard with this id is registered: take a new id');
    }
    return this.grant({ entries: null, position });
  }

  async renew(id: string, position: LogPosition): Promise<LeaseGrant | UnknownGuard> {
    const offer = await new Promise<Offer | null>((resolve, reject) => {
      this.waiting.push({ id, position, resolve, reject });
      if (!this.isAtWork) void this.work();
    });
    return offer ? this.grant(offer) : { outcome: 'unknown' };
  }

  async leave(id: string): Promise<void> {
    await this.registry.leave(id);
    this.stored.next();
  }

  private grant(offer: Offer): LeaseGrant {
    return { outcome: 'granted', lease_ms: this.leaseMs, ...offer };
  }

  private async work(): Promise<void> {
    this.isAtWork = true;
    while (this.waiting.length > 0) {
      const asked = this.waiting;
      this.waiting = [];
      await this.carryOut(asked);
    }
    this.isAtWork = false;
  }

  private async carryOut(asked: readonly Asked[]): Promise<void> {
    try {
      const offers = await this.registry.renew(asked, this.leaseMs);
      asked.forEach(({ resolve }, index) => {
        resolve(offers[index] ?? null);
      });
      this.stored.next();
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  }
}
