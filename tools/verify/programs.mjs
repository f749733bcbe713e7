import { spawn } from 'node:child_process';

const PACKAGES = ['spin', 'gcc', 'libc6-dev'];
const INSTALL_LIMIT_MS = 300_000;

/**
 * Runs a program to its end.
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd?: string, limitMs: number }} options
 * @returns {Promise<string>} What it printed on standard output.
 * @throws When it cannot be run, takes longer than that, or ends with another code than 0: with its own last words.
 */
export const run = (program, args, { cwd, limitMs }) =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], timeout: limitMs });
    let printed = '';
    let complaint = '';
    child.stdout.on('data', (chunk) => (printed += String(chunk)));
    child.stderr.on('data', (chunk) => (complaint += String(chunk)));
    child.once('error', () => {
      reject(new Error(`${program} cannot be run`));
    });
    child.once('close', (code, signal) => {
      if (code === 0) resolve(printed);
      else if (signal) reject(new Error(`${program} was stopped after ${String(limitMs / 1000)} s`));
      else reject(new Error(`${program}: ${(complaint.trim() || printed.trim()).slice(-1000)}`));
    });
  });

/**
 * Sees to it that Spin, and a C compiler for what it generates, can be run.
 * @param {{ say: (line: string) => void }} options
 * @throws When they are missing and this machine gives no way to install them.
 */
export async function ensurePrograms({ say }) {
  if (await areThere()) return;
  const wanted = PACKAGES.join(' ');
  if (process.getuid?.() !== 0 || !(await works('apt-get', ['--version']))) {
    throw new Error(`The model needs Spin and a C compiler. Install these (Debian's names): ${wanted}`);
  }
  say(`Installing ${wanted} from Debian: Spin or a C compiler is missing.`);
  const limits = { limitMs: INSTALL_LIMIT_MS };
  await run('apt-get', ['update'], limits);
  await run('apt-get', ['install', '-y', '--no-install-recommends', ...PACKAGES], limits);
  if (!(await areThere())) throw new Error(`${wanted} are installed, but do not run.`);
}

/** The compiler is of use only with the C library's headers. */
const areThere = async () =>
  (await works('spin', ['-V'])) &&
  (await works('gcc', ['-E', '-include', 'stdio.h', '-x', 'c', '/dev/null']));

/**
 * @param {string} program
 * @param {string[]} args
 */
const works = (program, args) =>
  run(program, args, { limitMs: 30_000 }).then(
    () => true,
    () => false,
  );
