import { isRow, ROWS } from './rows.mjs';

/** @typedef {import('./rows.mjs').RowName} RowName */

/**
 * What can be measured beside the rows; docs/benchmarks.md says more of each.
 * @typedef {'cold' | 'keys' | 'changes' | 'decision' | 'permits'} Part
 */

/**
 * @typedef {object} Plan
 * @property {RowName[]} rows
 * @property {Part[]} parts
 * @property {number} rounds
 * @property {number} roundMs How long each row is under load, a round.
 */

/** @type {readonly Part[]} */
const PARTS = ['cold', 'keys', 'changes', 'decision', 'permits'];
/** Many short ones: what a shared machine does otherwise lasts seconds, and hits who is measured in one of these alike. */
const ROUNDS = 25;
const MOST_SECONDS = 120;

/**
 * @param {{ seconds?: string | undefined, only?: string | undefined }} options
 * @returns {Plan}
 */
export function planOf({ seconds = '10', only }) {
  const perRow = Number(seconds);
  if (!(perRow > 0 && perRow <= MOST_SECONDS)) throw new Error(`--seconds: up to ${MOST_SECONDS}`);
  const all = { rows: Object.keys(ROWS).filter(isRow), parts: [...PARTS] };
  const chosen = only === undefined ? all : chosenIn(only.split(','), all.rows);
  return { ...chosen, rounds: ROUNDS, roundMs: (perRow * 1_000) / ROUNDS };
}

/**
 * @param {readonly string[]} names
 * @param {readonly RowName[]} allRows
 */
function chosenIn(names, allRows) {
  const unknown = names.find((name) => name !== 'rows' && !isRow(name) && !isPart(name));
  if (unknown !== undefined) {
    throw new Error(`--only: some of rows, ${[...PARTS, ...allRows].join(', ')}`);
  }
  return {
    rows: allRows.filter((name) => names.includes(name) || names.includes('rows')),
    parts: PARTS.filter((name) => names.includes(name)),
  };
}

/** @param {string} name */
const isPart = (name) => PARTS.some((part) => part === name);
