import { ValidateBy } from 'class-validator';

const MOST_BYTES = 16 * 1024;
const DEEPEST = 10;

/** JSON that stays small and shallow: it is stored, shown and searched with every contact. */
export const IsSmallJson = (): PropertyDecorator =>
  ValidateBy({
    name: 'isSmallJson',
    validator: {
      validate: (value: unknown) => depthOf(value) <= DEEPEST && JSON.stringify(value).length <= MOST_BYTES,
      defaultMessage: () => `must be at most ${MOST_BYTES} characters of JSON, ${DEEPEST} levels deep`,
    },
  });

/** Gives up below what is allowed: a body of 100 KB can be 50,000 levels deep. */
function depthOf(value: unknown, level = 0): number {
  if (typeof value !== 'object' || value === null || level > DEEPEST) return level;
  return Math.max(level, ...Object.values(value).map((inner) => depthOf(inner, level + 1)));
}
