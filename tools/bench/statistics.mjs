/**
 * @param {readonly number[]} ascending
 * @param {number} share
 */
export const percentile = (ascending, share) =>
  ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * share))] ?? NaN;

/** @param {readonly number[]} values */
export const summary = (values) => {
  const ascending = [...values].sort((a, b) => a - b);
  return { median: percentile(ascending, 0.5), least: ascending[0] ?? NaN, most: ascending.at(-1) ?? NaN };
};
