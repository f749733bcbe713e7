/**
 * npm test [-- <jest's arguments>]
 *
 * Installs and builds what is missing, runs every test, and searches what they printed for secrets (promise P7): first
 * those that bear a neighbour, a few at once, then the others. Works beside `npm start` and beside itself. The last line
 * says how many tests passed and failed.
 */
import path from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { stripVTControlCharacters } from 'node:util';
import { ensureBuilt } from './build.mjs';
import { runAsCommand } from './command.mjs';
import { alone } from '../libs/testing/src/jest/alone.mjs';
import { ensureInstalled } from './install.mjs';
import { spawnTied } from './processes/tied-process.mjs';

const root = path.resolve(import.meta.dirname, '..');

/** Each is a run of jest with stores of its own, which are searched for secrets when it ends. */
const passes = [
  alone.map((suite) => `--testPathIgnorePatterns=<rootDir>/${suite}`),
  ['--runInBand', ...alone.map((suite) => `--testMatch=<rootDir>/${suite}`)],
];

/** @typedef {{ isWell: boolean, wasStopped: boolean, output: string }} JestRun */

/**
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} more Of its environment.
 * @returns {Promise<JestRun>} Once everything was shown as it came.
 */
function runJest(args, more) {
  const node = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const jest = spawnTied(
    process.execPath,
    [...node, path.join(root, 'node_modules/jest/bin/jest.js'), ...args],
    {
      deathSignal: 'SIGKILL',
      detached: false,
      cwd: root,
      stdio: ['inherit', 'pipe', 'pipe'],
      // Jest sees a pipe, and would show people at a terminal no colours.
      env: {
        ...(process.stdout.isTTY && !process.env.NO_COLOR && { FORCE_COLOR: '1' }),
        ...process.env,
        ...more,
      },
    },
  );
  let output = '';
  for (const [from, to] of /** @type {const} */ ([
    [jest.stdout, process.stdout],
    [jest.stderr, process.stderr],
  ])) {
    const decoder = new StringDecoder();
    from?.on('data', (/** @type {Buffer} */ chunk) => {
      to.write(chunk);
      output += decoder.write(chunk);
    });
  }
  // Jest ends on these, and its stores with it; we stay to tell how it went.
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => jest.kill(signal));
  }
  return new Promise((resolve, reject) => {
    jest.once('error', reject);
    jest.once('close', (code, signal) => {
      resolve({ isWell: code === 0, wasStopped: signal !== null, output: stripVTControlCharacters(output) });
    });
  });
}

/**
 * @param {string} output
 * @returns {Promise<string[]>} Where the secrets are, not what they are.
 */
async function leaksIn(output) {
  const { findSecrets } = await import('../libs/testing/src/leaks/secret-patterns.mjs');
  return findSecrets(output).map(
    ({ kind, at }) => `line ${output.slice(0, at).split('\n').length} of the output above holds ${kind}`,
  );
}

/** @param {readonly JestRun[]} runs */
function countsOf(runs) {
  const summaries = runs.map(({ output }) =>
    output.split('\n').findLast((line) => line.startsWith('Tests: ')),
  );
  /** @param {string} outcome */
  const count = (outcome) => {
    const counts = summaries.map((line = '') => Number(new RegExp(`(\\d+) ${outcome}`).exec(line)?.[1] ?? 0));
    return counts.reduce((sum, each) => sum + each, 0);
  };
  return { passed: count('passed'), failed: count('failed') };
}

runAsCommand(import.meta.url, async () => {
  /** @param {string} line */
  const say = (line) => {
    console.log(line);
  };
  await ensureInstalled({ say });
  await ensureBuilt({ say });
  const { prepareTls } = await import('../libs/testing/src/tls/this-run.mjs');
  const tls = await prepareTls();
  /** @type {JestRun[]} */
  const runs = [];
  for (const pass of passes) {
    // Whoever names some suites names none of the other pass.
    runs.push(await runJest([...pass, '--passWithNoTests', ...process.argv.slice(2)], tls.env));
    if (runs.at(-1)?.wasStopped) break;
  }
  await tls.remove();
  const output = runs.map((run) => run.output).join('');
  const isNothing = runs.every((run) => run.output.includes('No tests found'));
  const isWell = runs.every((run) => run.isWell) && !isNothing;
  const leaks = await leaksIn(output);
  if (leaks.length > 0) console.error(`\nSecrets were printed (promise P7):\n${leaks.join('\n')}`);

  const { passed, failed } = countsOf(runs);
  // A suite that does not even load, a leak, or a failed teardown fails the run without failing a test.
  const failures = isWell && leaks.length === 0 ? failed : Math.max(failed, 1);
  console.log(`\n${passed} passed, ${failures} failed`);
  process.exitCode = failures === 0 ? 0 : 1;
});
