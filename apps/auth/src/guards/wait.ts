import { type LoggedChange } from '../change-log/change-log.js';
import { type RegisteredGuard, type RegistryView } from './guard-registry.js';

/** Clocks of two machines need not run equally fast. */
export const LEASE_MARGIN_MS = 250;

/** One who waits for a change, by this process's monotonic clock. */
export interface Wait {
  /** null until the head was read. */
  change: LoggedChange | null;
  /** When it was known to be committed. */
  since: number;
}

/**
 * Whether no guard can decide by what was before the change. A guard that has applied it does not. Of the others, every
 * lease that was granted without it was asked for before it was committed, so all of those have ended once the longest
 * lease is over; and a lease that was granted with it is trusted only after it is applied. So a guard that was offered
 * the change and said no more is left alone then, and one that was not even offered it is forgotten first: it would be
 * waited for by every change to come.
 */
export function isEffective(wait: Wait, view: RegistryView, now: number): boolean {
  const behind = behindOf(wait, view);
  if (behind.length === 0) return wait.change !== null;
  return isOverdue(wait, behind, now) && behind.every(({ offered }) => offered >= numberOf(wait));
}

export interface StrikeOff {
  readonly change: LoggedChange;
  /** Of those that were not even offered the change, and can hold no lease any more. */
  readonly ids: readonly string[];
}

/** For the newest change for which there is anybody to be struck off. */
export function newestToStrikeOff(
  waits: readonly Wait[],
  view: RegistryView,
  now: number,
): StrikeOff | undefined {
  return waits
    .flatMap((wait) => {
      const ids = toStrikeOff(wait, view, now);
      return wait.change && ids.length > 0 ? [{ change: wait.change, ids }] : [];
    })
    .sort((one, other) => other.change.number - one.change.number)
    .at(0);
}

function toStrikeOff(wait: Wait, view: RegistryView, now: number): readonly string[] {
  const behind = behindOf(wait, view);
  if (!isOverdue(wait, behind, now)) return [];
  return behind.filter(({ offered }) => offered < numberOf(wait)).map(({ id }) => id);
}

const numberOf = ({ change }: Wait): number => change?.number ?? Infinity;

const behindOf = (wait: Wait, { guards }: RegistryView): readonly RegisteredGuard[] =>
  guards.filter(({ position }) => position < numberOf(wait));

/** Leases have the length that auth gave them then, which need not be the one that it gives now. */
const isOverdue = ({ since }: Wait, behind: readonly RegisteredGuard[], now: number): boolean =>
  now >= since + Math.max(...behind.map(({ leaseMs }) => leaseMs)) + LEASE_MARGIN_MS;
