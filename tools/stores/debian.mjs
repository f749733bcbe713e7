import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';

const LIMIT_MS = 180_000;

/**
 * @typedef {object} Wanted
 * @property {readonly string[]} packages The first is what is wanted; the others hold parts of it.
 * @property {boolean} withLibraries Whether every library that it needs and this machine lacks is fetched too.
 */

/**
 * Unpacks a program of Debian's into a folder. No root needed, and apt's own state is left alone.
 *
 * Two runs may do this at once: each works in a folder of its own, and the rename at the end is all or nothing.
 * @param {string} target
 * @param {Wanted & { say: (line: string) => void }} options
 * @returns {Promise<string | null>} Why it failed, if it did.
 */
export async function fetchDebian(target, { say, ...wanted }) {
  if (process.platform !== 'linux') return 'this is not Linux';
  const [name] = wanted.packages;
  say(
    `No ${String(name)} on this machine: fetching Debian's into .latchkey/${path.basename(target)} (nothing is installed).`,
  );
  await mkdir(path.dirname(target), { recursive: true });
  const work = await mkdtemp(`${target}.`);
  try {
    await unpackInto(work, wanted);
    await rename(path.join(work, 'root'), target).catch((/** @type {unknown} */ error) => {
      if (!existsSync(target)) throw error;
    });
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/**
 * @param {string} work
 * @param {Wanted} wanted
 */
async function unpackInto(work, { packages: names, withLibraries }) {
  const packages = path.join(work, 'packages');
  for (const folder of ['lists/partial', 'cache/archives/partial', 'packages']) {
    await mkdir(path.join(work, folder), { recursive: true });
  }
  /** @param {...string} args */
  const apt = (...args) => run('apt-get', [...aptOptions(work), ...args], packages);
  await apt('update');
  const plan = withLibraries
    ? await apt('install', '--simulate', '--no-install-recommends', String(names[0]))
    : '';
  const missing = [...plan.matchAll(/^Inst (\S+)/gm)].map(([, name]) => String(name));
  // On a machine that has them installed the plan does not name them.
  await apt('download', ...new Set([...names, ...missing]));
  for (const file of await readdir(packages)) {
    await run('dpkg-deb', ['--extract', file, path.join(work, 'root')], packages);
  }
}

/**
 * Lists and downloads go to our folder; what is installed is read from the machine.
 * @param {string} work
 */
const aptOptions = (work) =>
  [
    `Dir::State=${work}`,
    `Dir::State::lists=${work}/lists`,
    `Dir::Cache=${work}/cache`,
    'Dir::State::status=/var/lib/dpkg/status',
    `APT::Sandbox::User=${process.getuid?.() === 0 ? 'root' : ''}`,
    'Debug::NoLocking=true',
    'Acquire::Languages=none',
  ].flatMap((option) => ['-o', option]);

/**
 * @param {string} program
 * @param {string[]} args
 * @param {string} cwd
 * @returns {Promise<string>} What it printed.
 */
const run = (program, args, cwd) =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], timeout: LIMIT_MS });
    let printed = '';
    let complaint = '';
    child.stdout.on('data', (chunk) => (printed += String(chunk)));
    child.stderr.on('data', (chunk) => (complaint += String(chunk)));
    child.once('error', () => {
      reject(new Error(`${program} cannot be run`));
    });
    child.once('close', (code) => {
      if (code === 0) resolve(printed);
      else reject(new Error(`${program}: ${complaint.trim().split('\n').at(-1) || 'it was stopped'}`));
    });
  });
