import { type QuotaMonth, type RateLimit, type TokenIdentity, WINDOWS } from '@latchkey/contracts';
import { type CountedWindow } from './counter-script.js';
import { endOf } from './dated-quota.js';
import { DRIFT } from './guard-clocks.js';

/** A window's permits, and how long a permit of a token lives that has it. */
export interface LimitedWindow extends CountedWindow {
  /** Microseconds. */
  readonly width: number;
}

/** What a token's limits come to: worked out once for each record of it. */
export interface TokenTerms {
  readonly windows: readonly LimitedWindow[];
  /** How long a permit may be spent, from asking for it. */
  readonly life: number;
  /** The same, of permits that somebody waits for: they are spent at once, and nothing may tell Redis so for long. */
  readonly awaitedLife: number;
  /** What will be needed in this time a guard takes at once: what lies with one guard the others cannot spend. */
  readonly horizon: number;
  /** How long a refusal is repeated without asking: others may have given something back. */
  readonly patience: { readonly least: number; readonly most: number };
  /** `RateLimit-Policy`. */
  readonly policy: string | null;
  readonly quota: (QuotaMonth & { readonly limit: number; readonly endsAt: number }) | null;
}

const SECOND = 1_000_000;
/** Longer, and what is told of the next free permit would be wrong by so much until it is known when one was spent. */
const LONGEST_LIFE = SECOND / 4;
/** A window's charges lie in so many places at most, for each guard. */
const GRAINS = 128;

export function termsOf({ rate_limits, quota }: TokenIdentity): TokenTerms {
  const windows = rate_limits.map(limitedWindow);
  const shortest = Math.min(60 * SECOND, ...windows.map(({ width }) => width));
  return {
    windows,
    // A permit is charged for its life and the window, until it is known when it was spent.
    life: Math.min(LONGEST_LIFE, shortest / 10),
    awaitedLife: Math.min(LONGEST_LIFE, shortest / 40),
    horizon: Math.min(LONGEST_LIFE / 2, shortest / 100),
    patience: { least: shortest / 200, most: Math.min(SECOND, shortest / 50) },
    policy: rate_limits.length > 0 ? rate_limits.map(policyOf).join(', ') : null,
    quota: quota && {
      month: quota.month,
      version: quota.version,
      limit: quota.limit,
      endsAt: endOf(quota),
    },
  };
}

const limitedWindow = ({ limit, window }: RateLimit): LimitedWindow => {
  const width = WINDOWS[window] * SECOND;
  return {
    name: window,
    limit,
    width,
    span: Math.ceil(width * (1 + DRIFT)),
    grain: Math.floor(width / GRAINS),
  };
};

const policyOf = ({ limit, window }: RateLimit): string =>
  `"${limit}/${window}";q=${limit};w=${WINDOWS[window]}`;
