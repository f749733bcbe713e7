import { type LeaseGrant, type LogPosition, Refusal, type UnknownGuard } from '@latchkey/contracts';
import { Subject } from 'rxjs';
import { type Clock } from './clock.js';
import { type GuardRegistry, type Offer, type Renewal } from './guard-registry.js';

interface Asked extends Renewal {
  readonly resolve: (offer: Offer | null) => void;
  readonly reject: (error: unknown) => void;
}

/** So far apart the renewals arrive of guards that hear of a change together. */
const GATHER_MS = 3;

/**
 * Leases, for guards that ask. Renewals of many guards go in one statement: those that arrive within a moment of the
 * first, and those that arrive while one is at work. So a hundred guards that hear of a change at once cost a few
 * statements, and not each one of its own.
 */
export class Renewals {
  /** How far guards have said that they are. */
  readonly stored = new Subject<readonly Renewal[]>();
  /** Each time that a guard has struck itself off. */
  readonly left = new Subject<void>();

  private waiting: Asked[] = [];
  private isAtWork = false;

  constructor(
    private readonly registry: GuardRegistry,
    private readonly clock: Clock,
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
    this.left.next();
  }

  private grant(offer: Offer): LeaseGrant {
    return { outcome: 'granted', lease_ms: this.leaseMs, ...offer };
  }

  private async work(): Promise<void> {
    this.isAtWork = true;
    while (this.waiting.length > 0) {
      await new Promise<void>((gathered) => this.clock.after(GATHER_MS, gathered));
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
      this.stored.next(asked);
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  }
}
