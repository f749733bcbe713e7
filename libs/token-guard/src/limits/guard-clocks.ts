import { randomBytes } from 'node:crypto';

/** Microseconds of this process's monotonic clock. @param at Its milliseconds, if somebody has just looked. */
export const monotonicUs = (at = performance.now()): number => Math.floor(at * 1_000);

/** No two machines' monotonic clocks drift apart faster: the kernel slews each by at most 500 parts in a million. */
export const DRIFT = 1 / 1_000;

/** As far as the wall clock may part from the monotonic one before it is told that the machine slept, or was set. */
const LEAP_MS = 250;

interface Sighting {
  /** What the other guard's clock was, at the least, … */
  readonly clock: number;
  /** … when ours was this, at the most. */
  readonly at: number;
}

/**
 * What this guard knows of the other guards' monotonic clocks: for each a bound that it has surely reached. No wall
 * clock takes part, neither ours nor Redis's, so that no step of one can free a permit too soon.
 *
 * Why a bound is sound: a script that ran at the instant e stored a clock of guard g that was at most what g's clock
 * was at e. We got its answer at our time `at`, which is not before e. So at our time t, g's clock is at least
 * `clock` + (t − at), less what two clocks may drift. The script takes the greatest bound that anybody brings; each is
 * one of g's own times, or such a sum. Nothing here becomes untrue when Redis loses its data: clocks go on.
 *
 * Why limits hold in any interval as long as a window W (P3): take all that was admitted in it, and of the scripts
 * that granted those permits the one that ran last, at e. A permit that another of them granted was spent at u, at
 * most W before e, and before its guard's clock reached s + life (s: when it was asked for). Its charge is dropped when
 * that clock has surely reached s + life + W, which is after u + W, so after e. Hence at e all of them were charged at
 * once, and a script never grants above the limit.
 */
export class GuardClocks {
  private readonly sightings = new Map<string, Sighting>();
  private name = newName();
  private wallOffsetMs = Date.now() - performance.now();

  /** Stands for this clock of this process. It changes when the clock has stood still. */
  get id(): string {
    const offsetMs = Date.now() - performance.now();
    if (Math.abs(offsetMs - this.wallOffsetMs) > LEAP_MS) this.begin();
    this.wallOffsetMs = offsetMs;
    return this.name;
  }

  /** Others may believe our clock to be later than it is: what we charge from now on is dated by another one. */
  begin(): void {
    this.name = newName();
  }

  /** @param at By our clock, when the answer that said so arrived. */
  learn(guard: string, clock: number, at: number): void {
    if (guard === this.name) return;
    const known = this.boundOf(guard, at);
    if (known === null || clock > known) this.sightings.set(guard, { clock, at });
  }

  /** null: we know nothing of it. */
  boundOf(guard: string, now: number): number | null {
    const seen = this.sightings.get(guard);
    return seen ? Math.floor(seen.clock + Math.max(0, now - seen.at) * (1 - DRIFT)) : null;
  }

  /** Bounds of these guards, or of all. */
  bounds(now: number, guards: Iterable<string> = this.sightings.keys()): Record<string, number> {
    const bounds: Record<string, number> = {};
    for (const guard of guards) {
      const bound = this.boundOf(guard, now);
      if (bound !== null) bounds[guard] = bound;
    }
    return bounds;
  }

  get known(): number {
    return this.sightings.size;
  }

  /** Forgets whom nobody names any more. */
  retain(guards: ReadonlySet<string>): void {
    for (const guard of this.sightings.keys()) if (!guards.has(guard)) this.sightings.delete(guard);
  }
}

const newName = (): string => randomBytes(9).toString('base64url');
