/** How large the list of a token's routes may be (D7): matching it is linear in what is allowed here. */
export const ROUTE_LIMITS = { patterns: 100, characters: 256, segments: 32, deepWildcards: 4 } as const;

const WILDCARDS: ReadonlySet<string> = new Set(['*', '**']);
/** Other languages of patterns have a meaning for these: who writes one expects it, and would not get it. */
const RESERVED = /[{}[\]()?!\\%]/;

/**
 * What is wrong with a token's list of routes, for its author; null when it is good (D7). A pattern is a glob over
 * action paths (D6): each segment a literal, `*` (exactly one) or `**` (any number). Anything else is refused rather
 * than taken literally, for a token that allows less or more than was meant is found out late.
 */
export function flawOfRoutes(value: unknown): string | null {
  if (!Array.isArray(value)) return 'must be a list of routes, or null for no restriction';
  const patterns: readonly unknown[] = value;
  if (patterns.length > ROUTE_LIMITS.patterns) return `must have at most ${ROUTE_LIMITS.patterns} routes`;
  for (const pattern of patterns) {
    if (typeof pattern !== 'string') return 'each must be a text';
    const flaw = flawOfRoute(pattern);
    if (flaw !== null) return `${quoted(pattern)} ${flaw}`;
  }
  return null;
}

function flawOfRoute(pattern: string): string | null {
  if (pattern === '') return 'must not be empty';
  if (pattern.length > ROUTE_LIMITS.characters)
    return `must have at most ${ROUTE_LIMITS.characters} characters`;
  if (pattern.startsWith('/')) return 'must not begin with /';
  const prefix = /^(?:v1|api)\//.exec(pattern);
  if (prefix) return `must not begin with ${prefix[0]}: a route is named without it`;
  const segments = pattern.split('/');
  if (segments.length > ROUTE_LIMITS.segments) return `must have at most ${ROUTE_LIMITS.segments} segments`;
  if (segments.filter((segment) => segment === '**').length > ROUTE_LIMITS.deepWildcards)
    return `must have at most ${ROUTE_LIMITS.deepWildcards} times **`;
  for (const segment of segments) {
    const flaw = flawOfSegment(segment);
    if (flaw !== null) return flaw;
  }
  return null;
}

/** What is wrong with one segment of a pattern: a literal or a wildcard. */
export function flawOfSegment(segment: string): string | null {
  if (segment === '') return 'must not have an empty segment';
  if (segment === '.' || segment === '..') return `must not have a segment ${segment}`;
  if (WILDCARDS.has(segment)) return null;
  if (segment.includes('*')) return `must have * and ** as whole segments only, not ${segment}`;
  if (/[<>]/.test(segment)) return `has a placeholder that was not replaced: ${segment}`;
  const reserved = RESERVED.exec(segment);
  return reserved ? `must not hold ${reserved[0]}` : null;
}

const LONGEST_QUOTED = 60;

const quoted = (pattern: string): string =>
  `"${pattern.length > LONGEST_QUOTED ? `${pattern.slice(0, LONGEST_QUOTED)}…` : pattern}"`;
