/**
 * node tools/verify/faults/run.mjs [--minutes 10] [--seed N] [--changes 1000] [--decisions 1000000]
 *
 * Proof number four of promise P1, at full size: three replicas of each app and their stores, under a random
 * schedule of faults, until all of these figures are reached and every kind of fault has been done (`npm run verify
 * faults` does the same without options). A seed gives the
 * same faults in the same order again; what the processes make of them is never quite the same.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runAsCommand } from '../../command.mjs';
import { ended, spawnTied } from '../../processes/tied-process.mjs';

const root = path.resolve(import.meta.dirname, '../../..');
const SUITE = 'tools/verify/faults/faults.e2e-spec.ts';

/**
 * @param {Record<string, string | undefined>} values
 * @returns {Record<string, number>}
 */
function figuresOf(values) {
  /** @type {Record<string, number>} */
  const figures = {};
  for (const [name, value] of Object.entries(values)) {
    const figure = Number(value);
    if (!(figure >= 0)) throw new Error(`--${name} must be a number.`);
    figures[name] = figure;
  }
  return figures;
}

runAsCommand(import.meta.url, async () => {
  const figure = /** @type {const} */ ({ type: 'string' });
  const options = { minutes: figure, seed: figure, changes: figure, decisions: figure };
  const figures = figuresOf(parseArgs({ options }).values);
  const child = spawnTied(process.execPath, ['tools/test.mjs', SUITE], {
    deathSignal: 'SIGKILL',
    detached: false,
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, LATCHKEY_TEST_SCALE: 'verify', LATCHKEY_FAULTS: JSON.stringify(figures) },
  });
  await ended(child);
  process.exitCode = child.exitCode ?? 1;
});
