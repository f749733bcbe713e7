import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from './programs.mjs';

const SEARCH_LIMIT_MS = 900_000;
const MEMORY_LIMIT_MB = 4_000;
const DEEPEST = 1_000_000;

/**
 * @typedef {object} Found
 * @property {number} states
 * @property {number} depth In steps, of the longest path.
 * @property {number} seconds Of the search alone.
 * @property {number} errors
 * @property {string | null} violated The assertion `assert(!name)` that failed, by that name.
 * @property {boolean} isComplete Whether every reachable state was seen.
 */

/**
 * Searches the states of a model until an assertion fails, or to the end.
 * @param {string} model
 * @param {string[]} switches Names to define for the model's preprocessor.
 * @param {{ optimized: boolean }} options A search that is long is worth a compilation that is.
 * @returns {Promise<Found>}
 */
export async function search(model, switches, { optimized }) {
  const cwd = await mkdtemp(path.join(tmpdir(), 'latchkey-model-'));
  const limits = { cwd, limitMs: SEARCH_LIMIT_MS };
  try {
    await run('spin', [...switches.map((name) => `-D${name}`), '-a', model], limits);
    const options = ['-DSAFETY', '-DCOLLAPSE', `-DMEMLIM=${String(MEMORY_LIMIT_MB)}`];
    await run('gcc', ['-w', optimized ? '-O2' : '-O0', ...options, '-o', 'pan', 'pan.c'], limits);
    return read(await run(path.join(cwd, 'pan'), [`-m${String(DEEPEST)}`], limits));
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
}

/**
 * @param {string} report What the generated program printed.
 * @returns {Found}
 */
function read(report) {
  /** @param {RegExp} pattern */
  const number = (pattern) => {
    const [, digits] = pattern.exec(report) ?? [];
    if (digits === undefined)
      throw new Error(`The search did not end as usual: ${report.trim().slice(-500)}`);
    return Number(digits);
  };
  return {
    states: number(/^\s*([\d.e+]+) states, stored/m),
    depth: number(/depth reached (\d+)/),
    seconds: number(/elapsed time ([\d.]+) seconds/),
    errors: number(/errors: (\d+)/),
    violated: /assertion violated\s+!\((\w+)\)/.exec(report)?.[1] ?? null,
    isComplete: !/search not completed|max search depth too small|out of memory/i.test(report),
  };
}
