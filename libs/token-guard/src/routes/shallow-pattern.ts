import { type ActionPath, type PathParams } from './action-path.js';
import { isRouteAllowed } from './matching.js';

/**
 * The first of these patterns that ends in `*` and would cover the path if it ended in `**`: the mistake that is made
 * most (C10, C17). null: none would. For what was refused already; it is not on the way of what passes.
 */
export const shallowPattern = (
  patterns: readonly string[],
  path: ActionPath,
  params: PathParams,
): string | null =>
  patterns.find((pattern) => endsInOneLevel(pattern) && isRouteAllowed([deeper(pattern)], path, params)) ??
  null;

const endsInOneLevel = (pattern: string): boolean => pattern === '*' || pattern.endsWith('/*');

/** With `**` in the place of the `*` at its end. */
export const deeper = (pattern: string): string => `${pattern}*`;
