import { ValidateBy } from 'class-validator';

const MOST_BYTES = 16 * 1024;
const DEEPEST = 10;

export const TOO_MUCH_JSON = `must be at most ${MOST_BYTES} characters of JSON, ${DEEPEST} levels deep`;

/** JSON that stays small and shallow: it is stored and shown with every contact. */
export const isSmallJson = (value: unknown): boolean =>
  depthOf(value) <= DEEPEST && JSON.stringify(value).length <= MOST_BYTES;

export const IsSmallJson = (): PropertyDecorator =>
  ValidateBy({
    name: 'isSmallJson',
    validator: { validate: isSmallJson, defaultMessage: () => TOO_MUCH_JSON },
  });

/** Gives up below what is allowed: a body of 100 KB can be 50,000 levels deep. */
function depthOf(value: unknown, level = 0): number {
  if (typeof value !== 'object' || value === null || level > DEEPEST) return level;
  return Math.max(level, ...Object.values(value).map((inner) => depthOf(inner, level + 1)));
}
