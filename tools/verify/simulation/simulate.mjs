import { Logger } from '@nestjs/common';
import path from 'node:path';
import { plantedDist } from '../planted-dist.mjs';
import { climateOf } from './history.mjs';
import { tell } from './story.mjs';
import { loadTree } from './tree.mjs';

/**
 * @typedef {import('./history.mjs').History} History
 * @typedef {import('./history.mjs').Violation} Violation
 * @typedef {import('./history.mjs').Flaws} Flaws
 * @typedef {import('./rules.mjs').Rule} Rule
 */

/**
 * @typedef {object} Seeds
 * @property {number} from
 * @property {number} count So many histories.
 * @property {import('./history.mjs').Climate} [climate] Only those of it.
 */

/**
 * @typedef {object} Outcome
 * @property {number} seeds Those that were told.
 * @property {number} stale Of these.
 * @property {number | null} firstStale
 * @property {{ seed: number, violation: Violation, trace: string[] }[]} others Not of P1; the first few.
 * @property {string[]} trace Of the first stale decision.
 * @property {Record<string, number>} counts
 */

const EVENTS_SHOWN = 40;
const VIOLATIONS_SHOWN = 5;

/** The code says what it thinks of each outage: thousands of times here. */
export function beQuiet() {
  Logger.overrideLogger(false);
}

/**
 * @param {string} folder
 * @param {Seeds} seeds
 * @param {object} [options]
 * @param {Flaws} [options.flaws]
 * @param {number} [options.enough] So many stale histories.
 * @returns {Promise<Outcome>}
 */
export async function simulate(folder, { from, count, climate }, { flaws = {}, enough = Infinity } = {}) {
  const tree = await loadTree(folder);
  /** @type {Outcome} */
  const outcome = { seeds: 0, stale: 0, firstStale: null, others: [], trace: [], counts: {} };
  for (let seed = from; outcome.seeds < count && outcome.stale < enough; seed++) {
    if (climate !== undefined && climateOf(seed) !== climate) continue;
    const history = await tell(tree, seed, flaws);
    add(outcome, seed, history);
  }
  return outcome;
}

/**
 * @param {Rule} rule Which is switched off.
 * @param {Seeds} seeds
 * @param {{ enough?: number }} [options]
 */
export async function simulateWithout({ name, edits = [], flaws = {}, climate }, seeds, options = {}) {
  const folder =
    edits.length > 0 ? await plantedDist({ name: `without-${name}`, edits }) : path.resolve('dist');
  return simulate(folder, climate ? { ...seeds, climate } : seeds, { ...options, flaws });
}

/**
 * @param {Outcome} outcome
 * @param {number} seed
 * @param {History} history
 */
function add(outcome, seed, history) {
  outcome.seeds++;
  for (const [what, count] of Object.entries(history.counts))
    outcome.counts[what] = (outcome.counts[what] ?? 0) + count;
  const stale = history.violations.find(({ kind }) => kind === 'stale decision');
  if (stale) {
    outcome.stale++;
    outcome.firstStale ??= seed;
    if (outcome.stale === 1) outcome.trace = lastOf(history, stale);
  }
  for (const violation of history.violations) {
    if (violation === stale || violation.kind === 'stale decision') continue;
    if (outcome.others.length < VIOLATIONS_SHOWN)
      outcome.others.push({ seed, violation, trace: lastOf(history, violation) });
  }
}

/**
 * @param {History} history
 * @param {Violation} violation
 */
function lastOf({ notes }, { time, about }) {
  return notes
    .filter((note) => note.time <= time && (note.about === null || note.about === about))
    .slice(-EVENTS_SHOWN)
    .map(({ time: at, who, what }) => `${at.toFixed(1).padStart(9)} ms  ${who.padEnd(9)} ${what}`);
}
