import { LRUCache } from 'lru-cache';
import { type RegisteredGuard, type Renewal } from './guard-registry.js';

/** Whoever may speak can say what he likes: what is of no registered guard makes room. */
const MOST_GUARDS = 10_000;

/**
 * How far guards have said that they are (decision 18). Whoever has said it has applied every entry up to there, and under
 * its id never goes back: one that must forget takes another. So it holds good also when it is heard late, or twice.
 */
export class SaidPlaces {
  private readonly places = new LRUCache<string, Renewal>({ max: MOST_GUARDS });

  add(said: Renewal): void {
    const before = this.places.get(said.id);
    if (!before || before.position.number < said.position.number) this.places.set(said.id, said);
  }

  all(): readonly Renewal[] {
    return [...this.places.values()];
  }

  /** @param said What was asked about: of those that are not registered, nothing needs to be known. */
  forgetStrangers(said: readonly Renewal[], guards: readonly RegisteredGuard[]): void {
    const registered = new Set(guards.map(({ id }) => id));
    for (const { id } of said) if (!registered.has(id)) this.places.delete(id);
  }
}
