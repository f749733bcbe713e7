/**
 * npm test [-- <jest's arguments>]
 *
 * Installs and builds what is missing, runs every test, and searches what they printed for secrets (promise P7): first
 * those that bear a neighbour, a few at once, then the others. Works beside `npm start` and beside itself. The last line
 * says how many tests passed and failed.
 *
 * Many tests hold answers to the times that are promised, and on a slow machine a neighbour may take them. So what failed
 * beside others is run again by itself, and that decides; it is named at the end, to be mended or to join `alone.mjs`.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { stripVTControlCharacters } from 'node:util';
import { ensureBuilt } from './build.mjs';
import { runAsCommand } from './command.mjs';
import { alone } from '../libs/testing/src/jest/alone.mjs';
import { readJson } from './files/read-json.mjs';
import { ensureInstalled } from './install.mjs';
import { spawnTied } from './processes/tied-process.mjs';

const root = path.resolve(import.meta.dirname, '..');

/** Each is a run of jest with stores of its own, which are searched for secrets when it ends. */
const BESIDE_OTHERS = alone.map((suite) => `--testPathIgnorePatterns=<rootDir>/${suite}`);
const ALONE = ['--runInBand', ...alone.map((suite) => `--testMatch=<rootDir>/${suite}`)];

/** More suites than this do not fail for want of a processor. */
const MOST_AGAIN = 5;

/**
 * @typedef {object} JestRun
 * @property {boolean} isWell
 * @property {boolean} wasStopped
 * @property {string} output
 * @property {ReadonlyMap<string, { readonly passed: number, readonly failed: number }>} suites By file.
 */

/**
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} more Of its environment.
 * @returns {Promise<JestRun>} Once everything was shown as it came.
 */
async function runJest(args, more) {
  const folder = await mkdtemp(path.join(tmpdir(), 'latchkey-jest-'));
  const results = path.join(folder, 'results.json');
  const run = await shown([...args, '--json', `--outputFile=${results}`], more);
  const suites = await suitesIn(results);
  await rm(folder, { recursive: true, force: true });
  return { ...run, suites };
}

/** @param {string} file What Jest writes when it has ended in order. */
async function suitesIn(file) {
  const written = await readJson(file).catch(() => ({ testResults: [] }));
  const { testResults } =
    /** @type {{ testResults: { name: string, status: string, assertionResults: { status: string }[] }[] }} */ (
      written
    );
  return new Map(
    testResults.map(({ name, status, assertionResults }) => {
      const count = (/** @type {string} */ wanted) =>
        assertionResults.filter((test) => test.status === wanted).length;
      // One that does not even load has no test that fails.
      const failed = status === 'failed' ? Math.max(count('failed'), 1) : 0;
      return [name, { passed: count('passed'), failed }];
    }),
  );
}

/**
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} more
 * @returns {Promise<Omit<JestRun, 'suites'>>}
 */
function shown(args, more) {
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
  // Of a suite that was run again, what came of it in the end.
  const counts = [...new Map(runs.flatMap(({ suites }) => [...suites])).values()];
  /** @param {'passed' | 'failed'} outcome */
  const sum = (outcome) => counts.reduce((total, each) => total + each[outcome], 0);
  return { passed: sum('passed'), failed: sum('failed') };
}

/**
 * The suites that failed, if that is all that went wrong, and little enough. A secret that was found is no matter of time.
 * @param {JestRun} run
 */
function toRunAgain({ wasStopped, output, suites }) {
  const failed = [...suites].filter(([, { failed: count }]) => count > 0).map(([name]) => name);
  const isAll = !wasStopped && suites.size > 1 && !output.includes('error running global');
  return isAll && failed.length <= MOST_AGAIN ? failed : [];
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
  // Whoever names some suites names none of the other pass.
  const named = ['--passWithNoTests', ...process.argv.slice(2)];
  const beside = await runJest([...BESIDE_OTHERS, ...named], tls.env);
  const again = toRunAgain(beside);
  const names = again.map((name) => path.relative(root, name)).join('\n');
  // Where some are run again, it is that which says how the pass went.
  const runs = [{ ...beside, isWell: beside.isWell || again.length > 0 }];
  if (again.length > 0) {
    say(`\nFailed beside others, and run again alone:\n${names}\n`);
    runs.push(await runJest(['--runInBand', '--runTestsByPath', ...again], tls.env));
  }
  if (!runs.at(-1)?.wasStopped) runs.push(await runJest([...ALONE, ...named], tls.env));
  await tls.remove();
  const output = runs.map((run) => run.output).join('');
  const isNothing = runs.every((run) => run.output.includes('No tests found'));
  const isWell = runs.every((run) => run.isWell) && !isNothing;
  const leaks = await leaksIn(output);
  if (leaks.length > 0) console.error(`\nSecrets were printed (promise P7):\n${leaks.join('\n')}`);

  if (again.length > 0) say(`\nFailed beside others; what counts is how they did alone:\n${names}`);
  const { passed, failed } = countsOf(runs);
  // A suite that does not even load, a leak, or a failed teardown fails the run without failing a test.
  const failures = isWell && leaks.length === 0 ? failed : Math.max(failed, 1);
  console.log(`\n${passed} passed, ${failures} failed`);
  process.exitCode = failures === 0 ? 0 : 1;
});
