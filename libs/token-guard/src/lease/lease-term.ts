import { type Instant } from './clock.js';

/**
 * From the moment of sending the question that brought it. Over as soon as either clock says so: the monotonic one
 * stands still in a suspended machine, the wall clock may be stepped, in either direction.
 */
export class LeaseTerm {
  private readonly untilMono: number;
  private readonly untilWall: number;

  constructor(
    private readonly sent: Instant,
    leaseMs: number,
  ) {
    this.untilMono = sent.mono + leaseMs;
    this.untilWall = sent.wall + leaseMs;
  }

  /** Milliseconds since the question was sent. */
  ageAt(mono: number): number {
    return mono - this.sent.mono;
  }

  covers({ mono, wall }: Instant): boolean {
    return mono >= this.sent.mono && mono < this.untilMono && wall >= this.sent.wall && wall < this.untilWall;
  }
}
