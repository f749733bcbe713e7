/**
 * npm run verify [name …]
 *
 * The long proofs, at the size that the promises name: all of them, or those that are named. One line for each; what
 * one printed is in .latchkey/verify/<name>.log. `npm test` runs the same tests at a smaller size.
 */
import { mkdir, open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { runAsCommand } from './command.mjs';
import { ended, spawnTied } from './processes/tied-process.mjs';
import { proofs } from './verify/proofs.mjs';

/** @typedef {import('./verify/proofs.mjs').Proof} Proof */

const root = path.resolve(import.meta.dirname, '..');
const logs = path.join(root, '.latchkey/verify');
const LINES_OF_A_FAILURE = 40;

/**
 * @param {Proof} proof
 * @returns {Promise<{ outcome: 'holds' | 'FAILS' | 'TIME OUT', seconds: number, logFile: string }>}
 */
async function run({ name, args, limitMinutes, env = {} }) {
  const logFile = path.join(logs, `${name}.log`);
  const log = await open(logFile, 'w');
  const began = performance.now();
  const child = spawnTied(process.execPath, args, {
    deathSignal: 'SIGKILL',
    cwd: root,
    stdio: ['ignore', log.fd, log.fd],
    env: { ...process.env, ...env, LATCHKEY_TEST_SCALE: 'verify' },
  });
  await log.close();
  const overdue = new AbortController();
  const limit = setTimeout(() => {
    overdue.abort();
    // Its own group; what it has started besides is tied to it.
    process.kill(-Number(child.pid), 'SIGKILL');
  }, limitMinutes * 60_000);
  await ended(child);
  clearTimeout(limit);
  const outcome = overdue.signal.aborted ? 'TIME OUT' : child.exitCode === 0 ? 'holds' : 'FAILS';
  return { outcome, seconds: (performance.now() - began) / 1_000, logFile };
}

/** @param {readonly string[]} names */
function chosen(names) {
  const unknown = names.filter((name) => !proofs.some((proof) => proof.name === name));
  if (unknown.length === 0) return proofs.filter(({ name }) => names.length === 0 || names.includes(name));
  const known = proofs.map(({ name, proves }) => `  ${name.padEnd(12)} ${proves}`);
  throw new Error(`There is no ${unknown.join(', ')} to verify. There is:\n${known.join('\n')}`);
}

runAsCommand(import.meta.url, async () => {
  await mkdir(logs, { recursive: true });
  let failures = 0;
  for (const proof of chosen(process.argv.slice(2))) {
    const { outcome, seconds, logFile } = await run(proof);
    console.log(
      `${outcome.padEnd(8)} ${proof.name.padEnd(12)} ${seconds.toFixed(0).padStart(5)} s  ${proof.proves}`,
    );
    if (outcome === 'holds') continue;
    failures++;
    const said = (await readFile(logFile, 'utf8')).trimEnd().split('\n').slice(-LINES_OF_A_FAILURE);
    console.error(
      `${said.map((line) => `    ${line}`).join('\n')}\n    (all of it: ${path.relative(root, logFile)})`,
    );
  }
  process.exitCode = failures === 0 ? 0 : 1;
});
