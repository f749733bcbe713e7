import { type Ability, type ChangedTokenField, type RateLimit, type TokenState } from '@latchkey/contracts';
import { isDeepStrictEqual } from 'node:util';
import { type ApiTokenEntity } from '../tokens/api-token.entity.js';
import { WIRE_NAME } from '../tokens/noted-changes.js';
import { type TokenChanges } from '../tokens/token.store.js';

/** The last that was told of a token's terms, and which of them were changed on the way. */
export interface ToldTerms {
  readonly state: TokenState;
  readonly changed: ReadonlySet<ChangedTokenField>;
}

export interface Narrowed {
  /** None where it may do no more than was told already. */
  readonly changes: TokenChanges;
  /** What was told and does not hold after all: it would give the token something, or is nobody's business but people's. */
  readonly withheld: readonly ChangedTokenField[];
}

/**
 * What a token may do both by what stands here and by what was told: never more than either. So a stream that somebody
 * forged, events of another time and a repetition take away at most; what was widened, its owner widens again.
 * @param workspaceLimits Of each token that has none of its own.
 */
export function narrower(
  token: ApiTokenEntity,
  { state, changed }: ToldTerms,
  workspaceLimits: readonly RateLimit[],
): Narrowed {
  const told: TokenChanges = {
    ...(changed.has('name') && { name: state.name }),
    ...(changed.has('abilities') && { abilities: copyOf(state.abilities) }),
    ...(changed.has('allowed_routes') && { allowedRoutes: copyOf(state.allowed_routes) }),
    ...(changed.has('rate_limits') && { rateLimits: copyOf(state.rate_limits) }),
    ...(changed.has('monthly_quota') && { monthlyQuota: state.monthly_quota }),
    ...(changed.has('expires_at') && {
      expiresAt: state.expires_at === null ? null : new Date(state.expires_at),
    }),
    ...(changed.has('owner_id') && { ownerId: state.owner_id }),
  };
  const both: TokenChanges = {
    abilities: inBoth(token.abilities, told.abilities),
    allowedRoutes: routesInBoth(token.allowedRoutes, told.allowedRoutes),
    rateLimits: limitsOfBoth(token.rateLimits, told.rateLimits, workspaceLimits),
    monthlyQuota: least(token.monthlyQuota, told.monthlyQuota),
    expiresAt: earliest(token.expiresAt, told.expiresAt),
  };
  const changes = Object.fromEntries(
    Object.entries(both).filter(
      ([field, value]) => !isDeepStrictEqual(value, token[field as keyof TokenChanges]),
    ),
  ) as TokenChanges;
  const after = Object.assign({}, token, changes);
  const withheld = Object.entries(told)
    .filter(([field, value]) => !isSame(value, after[field as keyof TokenChanges]))
    .map(([field]) => WIRE_NAME[field as Exclude<keyof TokenChanges, 'isActive'>]);
  return { changes, withheld };
}

const copyOf = <Item>(list: readonly Item[] | null): Item[] | null => list && [...list];

/** Lists are sets here. */
const isSame = (one: unknown, other: unknown): boolean =>
  isDeepStrictEqual(Array.isArray(one) ? new Set(one) : one, Array.isArray(other) ? new Set(other) : other);

/** undefined: nothing was told of it; null: it restricts nothing. */
type Told<Value> = Value | null | undefined;

const inBoth = (ours: Ability[] | null, told: Told<Ability[]>): Ability[] | null =>
  ours && told ? ours.filter((each) => told.includes(each)) : (ours ?? told ?? null);

/** The patterns of each that a pattern of the other covers: of two that only overlap, neither. */
function routesInBoth(ours: string[] | null, told: Told<string[]>): string[] | null {
  if (!ours || !told) return ours ?? told ?? null;
  const kept = ours.filter((pattern) => told.some((wide) => covers(wide, pattern)));
  const within = told.filter((pattern) => ours.some((wide) => covers(wide, pattern)));
  return [...new Set([...kept, ...within])];
}

const covers = (wide: string, pattern: string): boolean => segmentsCover(wide.split('/'), pattern.split('/'));

/** Whether every path that the second has, the first has too; `**` is any number of segments, none too. */
function segmentsCover([wide, ...wider]: string[], segments: string[]): boolean {
  const [segment, ...rest] = segments;
  if (wide === undefined) return segment === undefined;
  if (wide === '**') {
    return segmentsCover(wider, segments) || (segment !== undefined && segmentsCover([wide, ...wider], rest));
  }
  if (segment === undefined || segment === '**') return false;
  return (wide === '*' || wide === segment) && segmentsCover(wider, rest);
}

/** All of both; of two for one window the smaller. */
function limitsOfBoth(
  ours: RateLimit[] | null,
  told: Told<RateLimit[]>,
  workspaceLimits: readonly RateLimit[],
): RateLimit[] | null {
  if (told === undefined) return ours;
  const present = ours ?? workspaceLimits;
  const all = [...present, ...(told ?? workspaceLimits)];
  const windows = [...new Set(all.map(({ window }) => window))];
  const both = windows.map((window) => ({
    limit: Math.min(...all.filter((each) => each.window === window).map(({ limit }) => limit)),
    window,
  }));
  return isDeepStrictEqual(both, present) ? ours : both;
}

const least = (ours: number | null, told: Told<number>): number | null =>
  ours === null || told === null || told === undefined ? (ours ?? told ?? null) : Math.min(ours, told);

const earliest = (ours: Date | null, told: Told<Date>): Date | null =>
  told && (ours === null || told < ours) ? told : ours;
