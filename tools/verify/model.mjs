/**
 * node tools/verify/model.mjs
 *
 * Checks the lease protocol's model (docs/verification/lease.pml) in every state it can reach, and that the check
 * bites: with any of the protocol's rules switched off the same assertion must fail, and what ought to happen must be
 * able to.
 */
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import pLimit from 'p-limit';
import { runAsCommand } from '../command.mjs';
import { ensurePrograms } from './programs.mjs';
import { search } from './search.mjs';

const MODEL = fileURLToPath(new URL('../../docs/verification/lease.pml', import.meta.url));
const THE_RULE = 'accepted_by_old_state';

/** @param {string} line */
const say = (line) => {
  console.log(line);
};

/**
 * @typedef {object} Variant
 * @property {string} name
 * @property {string[]} switches
 * @property {string | null} violates The assertion that must fail, or null if none may.
 */

/**
 * What there is to switch is read from the model, so that no rule in it is left out here.
 * @param {string} model Its text.
 * @returns {Variant[]}
 */
function variantsOf(model) {
  const rules = new Set(model.match(/\bWITHOUT_[A-Z_]*[A-Z]\b/g));
  const witnesses = [...model.matchAll(/#ifdef (WITNESS_\w+)\n[^#]*assert\(!(\w+)\)/g)];
  if (rules.size === 0 || witnesses.length === 0) throw new Error(`${MODEL} names no rule, or no witness.`);
  const stories = [
    { name: 'transferred, then deactivated', switches: [] },
    { name: 'revoked and deactivated', switches: ['STORY_REVOKED'] },
  ];
  return [
    ...stories.map((story) => ({ ...story, violates: null })),
    ...witnesses.map(([, name, assertion]) => ({
      name: String(name),
      switches: [String(name)],
      violates: String(assertion),
    })),
    ...[...rules].sort().map((name) => ({ name, switches: [name], violates: THE_RULE })),
  ];
}

/**
 * @param {Variant} variant
 * @returns {Promise<boolean>} Whether it came out as it must.
 */
async function check({ name, switches, violates }) {
  const found = await search(MODEL, switches, { optimized: violates === null });
  const isRight = violates === null ? found.isComplete && found.errors === 0 : found.violated === violates;
  const outcome = [
    isRight ? 'ok   ' : 'WRONG',
    name.padEnd(40),
    `${String(found.states).padStart(9)} states`,
    `depth ${String(found.depth).padStart(5)}`,
    `${found.seconds.toFixed(1).padStart(6)} s`,
    found.violated ? `fails: ${found.violated}` : found.isComplete ? 'holds' : 'not searched to the end',
  ];
  say(outcome.join('  '));
  return isRight;
}

runAsCommand(import.meta.url, async () => {
  await ensurePrograms({ say });
  const variants = variantsOf(await readFile(MODEL, 'utf8'));
  const limit = pLimit(availableParallelism());
  const outcomes = await Promise.all(variants.map((variant) => limit(() => check(variant))));
  const wrong = outcomes.filter((isRight) => !isRight).length;
  if (wrong > 0)
    throw new Error(`${String(wrong)} of ${String(outcomes.length)} did not come out as they must.`);
  say(`${String(outcomes.length)} searches came out as they must.`);
});
