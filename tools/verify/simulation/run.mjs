/**
 * node tools/verify/simulation/run.mjs [--seeds 10000] [--from 1] [--tree dist] [--rule name | --rule all] [--count]
 *
 * Proof number two of promise P1: the guard's and auth's own code, over messages, clocks and processes that fail as a
 * seed says. The same seed is the same history. With `--rule` the code has that rule switched off, and a stale decision
 * must be found; it stops at the first one, or with `--count` says in how many of the seeds there is one.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runAsCommand } from '../../command.mjs';
import { ensureBuilt } from '../../build.mjs';
import { rules } from './rules.mjs';
import { beQuiet, simulate, simulateWithout } from './simulate.mjs';

/** @param {string} line */
const say = (line) => {
  console.log(line);
};

/**
 * @param {string | undefined} text
 * @param {number} otherwise
 * @param {string} name
 */
function wholeNumber(text, otherwise, name) {
  const number = text === undefined ? otherwise : Number(text);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new Error(`--${name} must be a whole number, from 1.`);
  return number;
}

/** @param {string | undefined} name */
function chosen(name) {
  if (name === undefined) return [];
  const found = rules.filter((rule) => name === 'all' || rule.name === name);
  if (found.length > 0) return found;
  throw new Error(
    `There is no rule ${name}. There are:\n${rules.map((rule) => `  ${rule.name}`).join('\n')}`,
  );
}

/** @param {import('./simulate.mjs').Seeds} seeds @param {string} folder */
async function checkAllRules(seeds, folder) {
  const outcome = await simulate(folder, seeds, { enough: 1 });
  const { stale, others, counts } = outcome;
  if (stale > 0) say(`seed ${outcome.firstStale}: a stale decision\n${outcome.trace.join('\n')}\n`);
  for (const { seed, violation, trace } of others)
    say(`seed ${seed}: ${violation.kind}: ${violation.what}\n${trace.join('\n')}\n`);
  const isWell = stale === 0 && others.length === 0;
  say(
    `${isWell ? 'ok   ' : 'WRONG'}  all rules  ${outcome.seeds} seeds from ${seeds.from}  ${JSON.stringify(counts)}`,
  );
  return isWell;
}

/** @param {import('./rules.mjs').Rule} rule @param {import('./simulate.mjs').Seeds} seeds @param {boolean} isCounting @param {boolean} isTold */
async function checkWithout(rule, seeds, isCounting, isTold) {
  const outcome = await simulateWithout(rule, seeds, isCounting ? {} : { enough: 1 });
  if (isTold && outcome.firstStale !== null) say(`${outcome.trace.join('\n')}\n`);
  const found =
    outcome.firstStale === null
      ? `not found in ${outcome.seeds} seeds`
      : `stale in ${outcome.stale} of ${outcome.seeds}, first in seed ${outcome.firstStale}`;
  say(`${outcome.firstStale === null ? 'WRONG' : 'ok   '}  without ${rule.name.padEnd(40)} ${found}`);
  return outcome.firstStale !== null;
}

runAsCommand(import.meta.url, async () => {
  const text = /** @type {const} */ ({ type: 'string' });
  const flag = /** @type {const} */ ({ type: 'boolean', default: false });
  const { values } = parseArgs({
    options: { seeds: text, from: text, tree: text, rule: text, count: flag },
  });
  if (values.tree === undefined) await ensureBuilt({ say });
  beQuiet();
  const seeds = {
    from: wholeNumber(values.from, 1, 'from'),
    count: wholeNumber(values.seeds, 10_000, 'seeds'),
  };
  const off = chosen(values.rule);
  let wrong = 0;
  if (off.length === 0 && !(await checkAllRules(seeds, path.resolve(values.tree ?? 'dist')))) wrong++;
  for (const rule of off) {
    const isFound = await checkWithout(rule, seeds, values.count, off.length === 1);
    if (!isFound) wrong++;
  }
  process.exitCode = wrong === 0 ? 0 : 1;
});
