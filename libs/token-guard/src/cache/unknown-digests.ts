import { LRUCache } from 'lru-cache';
import { type Clock } from '../lease/clock.js';

const MOST_DIGESTS = 10_000;
const LIFE_MS = 5_000;

/** Digests that no token has, for a moment. Apart from what is known: a flood of them drives out nothing but them (promise P8). */
export class UnknownDigests {
  /** Until when, by the monotonic clock. */
  private readonly deadlines = new LRUCache<string, number>({ max: MOST_DIGESTS });

  constructor(private readonly clock: Clock) {}

  has(digest: string): boolean {
    const deadline = this.deadlines.get(digest);
    if (deadline === undefined) return false;
    if (this.clock.monotonic() < deadline) return true;
    this.deadlines.delete(digest);
    return false;
  }

  /** @param sentMono When the question was sent that found it unknown. */
  add(digest: string, sentMono: number): void {
    this.deadlines.set(digest, sentMono + LIFE_MS);
  }

  delete(digest: string): void {
    this.deadlines.delete(digest);
  }

  clear(): void {
    this.deadlines.clear();
  }

  get size(): number {
    return this.deadlines.size;
  }
}
