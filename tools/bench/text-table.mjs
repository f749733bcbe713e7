import { summary } from './statistics.mjs';

/** @param {readonly number[]} values @param {(value: number) => string} write */
export function withSpread(values, write) {
  const { median, least, most } = summary(values);
  return `${write(median)} (${write(least)} to ${write(most)})`;
}

/** @param {number} value */
export const thousands = (value) => Math.round(value).toLocaleString('en');

/** @param {number} value */
export const twoDigits = (value) => value.toFixed(2);

/**
 * In columns.
 * @param {string[][]} rows The first has the titles.
 */
export function textTable(rows) {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) =>
    `  ${row.map((text, column) => text.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd(),
  );
}
