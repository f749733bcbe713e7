/**
 * node tools/verify/limits.mjs [--guards 1,3] [--windows 1s] [--folder <where the logs are kept>]
 *
 * Promise P3 in full: 1, 3, 5 and 9 guards × 0.9, 1.5 and 3 times the limit × windows of 1 s, 10 s and 1 min, with a
 * guard killed, one paused, and Redis's clock set by an hour both ways. Needs `cc`, `npm run build`, and a machine
 * with little else to do: a guard without a free processor admits less, never more.
 */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runTrial } from './limits/trial.mjs';

/** @typedef {import('./limits/trial.mjs').Cell} Cell */

const FACTORS = [0.9, 1.5, 3];
const GUARDS = [1, 3, 5, 9];
/** @type {{ seconds: number, windows: Pick<Cell, 'window' | 'limit'>[] }[]} */
const ROUNDS = [
  { seconds: 20, windows: [{ window: '1s', limit: 60 }] },
  {
    seconds: 160,
    windows: [
      { window: '10s', limit: 300 },
      { window: '1m', limit: 600 },
    ],
  },
];
const LEAST_SHARE = 0.95;

const { values: wanted } = parseArgs({
  options: { guards: { type: 'string' }, windows: { type: 'string' }, folder: { type: 'string' } },
});

/**
 * @param {string} option
 * @param {string | undefined} list
 * @param {readonly string[]} all
 */
function chosen(option, list, all) {
  const names = list === undefined ? all : list.split(',');
  const unknown = names.find((name) => !all.includes(name));
  if (unknown !== undefined) throw new Error(`--${option} takes of ${all.join(',')}, not ${unknown}.`);
  return names;
}

const guardCounts = chosen('guards', wanted.guards, GUARDS.map(String)).map(Number);
/** @type {string[]} */
const allWindows = ROUNDS.flatMap((round) => round.windows.map(({ window }) => window));
const chosenWindows = chosen('windows', wanted.windows, allWindows);
const folder = wanted.folder ?? (await mkdtemp(path.join(tmpdir(), 'latchkey-limits-')));
let failures = 0;
console.log('guards window × limit    asked admitted  most  share');
for (const { seconds, windows: all } of ROUNDS) {
  const windows = all.filter(({ window }) => chosenWindows.includes(window));
  if (windows.length === 0) continue;
  for (const guards of guardCounts) {
    const cells = windows.flatMap((window) => FACTORS.map((factor) => ({ ...window, factor })));
    const where = path.join(folder, `${guards}-${seconds}`);
    for (const cell of await runTrial({ guards, cells, seconds, folder: where, stepsClock: true })) {
      const { window, factor, limit, asked, admitted, ideal, most } = cell;
      const share = admitted / ideal;
      const isGood = asked > limit && most <= limit && share >= LEAST_SHARE;
      if (!isGood) failures++;
      const columns = [guards, window, `${factor} × ${limit}`, asked, admitted, most, share.toFixed(3)];
      console.log(columns.map((column) => String(column).padStart(8)).join(' '), isGood ? '' : '  FAILED');
    }
  }
}
console.log(failures === 0 ? 'No limit was exceeded.' : `${failures} cells failed.`);
process.exitCode = failures === 0 ? 0 : 1;
