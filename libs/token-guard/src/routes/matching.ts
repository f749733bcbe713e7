import { type ActionPath, type PathParams } from './action-path.js';

const SLASH = 0x2f;
const STAR = 0x2a;

/**
 * Whether one of a token's patterns covers what a request asks for (D7). The patterns are matched as they are stored:
 * nothing is compiled, kept or allocated, so a cached token costs no more than its own texts, and tokens with the same
 * ones can share them.
 * @param patterns As `flawOfRoutes` of the contracts lets them pass; of anything else no segment is a wildcard.
 */
export function isRouteAllowed(patterns: readonly string[], path: ActionPath, params: PathParams): boolean {
  for (const pattern of patterns) if (covers(pattern, path, params)) return true;
  return false;
}

/**
 * Segment by segment. After a mismatch the last `**` takes one segment more; an earlier one need not, for what it could
 * gain the last one can have as well. So each segment of the path is begun from at most once: the time is linear in
 * pattern × path, however many `**` there are.
 */
function covers(pattern: string, path: ActionPath, params: PathParams): boolean {
  const { length } = path;
  /** Where the rest of the pattern begins; past its end when all of it is matched. */
  let at = 0;
  let index = 0;
  /** The same after the last `**`; -1: there was none. */
  let atAfterDeep = -1;
  let indexAfterDeep = 0;
  for (;;) {
    if (at > pattern.length) {
      // A `**` at the end takes all that is left.
      if (index === length || at === atAfterDeep) return true;
    } else if (isWildcard(pattern, at, 2)) {
      at += 3;
      atAfterDeep = at;
      indexAfterDeep = index;
      continue;
    } else if (index < length) {
      const next = isWildcard(pattern, at, 1)
        ? at + 2
        : afterLiteral(pattern, at, path.segment(index, params));
      if (next > 0) {
        at = next;
        index++;
        continue;
      }
    }
    if (atAfterDeep < 0 || indexAfterDeep >= length) return false;
    indexAfterDeep++;
    index = indexAfterDeep;
    at = atAfterDeep;
  }
}

/** Where the pattern goes on if its segment is this text; 0 if it is not. A slash in an id is of the id. */
function afterLiteral(pattern: string, at: number, segment: string): number {
  const end = at + segment.length;
  if (!endsAt(pattern, end)) return 0;
  for (let offset = 0; offset < segment.length; offset++) {
    const character = pattern.charCodeAt(at + offset);
    if (character === SLASH || character !== segment.charCodeAt(offset)) return 0;
  }
  return end + 1;
}

/** Whether the segment that begins here is so many stars and nothing else. */
function isWildcard(pattern: string, at: number, stars: 1 | 2): boolean {
  if (pattern.charCodeAt(at) !== STAR) return false;
  return (stars === 1 || pattern.charCodeAt(at + 1) === STAR) && endsAt(pattern, at + stars);
}

const endsAt = (pattern: string, end: number): boolean =>
  end === pattern.length || pattern.charCodeAt(end) === SLASH;
