/**
 * Makes sure that the packages of package-lock.json are in node_modules. It runs before they are, so it and what
 * it imports use nothing but Node itself, also an old Node.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readJson } from './files/read-json.mjs';
import { withLock } from './processes/pid-lock.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const OLDEST_NODE = [20, 19];

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }} LockedPackage */
/** @typedef {{ packages: Record<string, LockedPackage> }} Lockfile */

/**
 * @param {{ say: (line: string) => void }} options
 * @returns {Promise<void>}
 */
export async function ensureInstalled({ say }) {
  refuseOldNode();
  if (await isInstalled()) return;
  const lock = path.join(root, '.latchkey/install.lock');
  const onWait = () => {
    say('Waiting for another process that installs the packages …');
  };
  await withLock(lock, { onWait }, async () => {
    if (await isInstalled()) return;
    say('Installing the packages of package-lock.json (npm ci) …');
    await installPackages();
  });
}

export function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new Error(
    `Latchkey needs Node ${OLDEST_NODE.join('.')} or later, and this is Node ${process.version}.`,
  );
}

/**
 * npm itself writes down what it installed, at the very end. That tells more than a stamp of ours: it knows of an
 * install by hand, and it is missing after one that was cut short.
 */
async function isInstalled() {
  const [wanted, installed] = await Promise.all([
    readJson(path.join(root, 'package-lock.json')),
    readJson(path.join(root, 'node_modules/.package-lock.json')).catch(() => null),
  ]);
  if (installed === null) return false;
  const { packages } = /** @type {Lockfile} */ (wanted);
  const { packages: present } = /** @type {Lockfile} */ (installed);
  return (
    Object.entries(packages).every(
      ([place, locked]) => place === '' || isSatisfied(locked, present[place]),
    ) && Object.keys(present).every((place) => place in packages)
  );
}

/**
 * Optional packages are absent where they do not fit the platform.
 * @param {LockedPackage} locked
 * @param {LockedPackage | undefined} present
 */
const isSatisfied = (locked, present) =>
  present
    ? present.version === locked.version && present.integrity === locked.integrity
    : Boolean(locked.optional ?? locked.devOptional);

/** @returns {Promise<void>} */
const installPackages = () =>
  new Promise((resolve, reject) => {
    // Development packages build and test the project, whatever NODE_ENV says.
    const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
    const npm = spawn('npm', args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
    npm.once('error', () => {
      reject(new Error('npm cannot be run: it comes with Node and must be on the PATH.'));
    });
    npm.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error('npm ci failed (its reason is above): mend that, then try again.'));
    });
  });
