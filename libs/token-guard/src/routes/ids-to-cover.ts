import { type ActionPath, type PathParams } from './action-path.js';

/**
 * Ids with which a pattern covers a path: the literals that it has where the path has an id. What `*` and `**` take may
 * be any, and is not named. null: it covers the path with no ids. For people who want to know before they ask; the
 * guard has the ids, and `isRouteAllowed`.
 */
export function idsToCover(pattern: string, path: ActionPath): PathParams | null {
  const wanted = pattern.split('/');
  const asked = path.text.split('/');

  /** A `**` more is a way more, but a pattern may have four of them, and a path of ours has few segments. */
  const from = (at: number, index: number): PathParams | null => {
    const segment = wanted[at];
    if (segment === undefined) return index === asked.length ? {} : null;
    const deep = segment === '**';
    if (deep) return from(at + 1, index) ?? (index < asked.length ? from(at, index + 1) : null);
    const place = asked[index];
    if (place === undefined) return null;
    const isId = place.startsWith('{');
    if (segment !== '*' && segment !== place && !isId) return null;
    const rest = from(at + 1, index + 1);
    return rest && isId && segment !== '*' ? { ...rest, [place.slice(1, -1)]: segment } : rest;
  };
  return from(0, 0);
}
