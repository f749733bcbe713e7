import { spawn } from 'node:child_process';
import path from 'node:path';
import { readJson } from '../../files/read-json.mjs';

const folder = path.resolve(import.meta.dirname, '../peers');

/**
 * Installs what only the benchmark needs, apart from the product's own packages.
 * @param {(line: string) => void} say
 */
export async function ensurePeersInstalled(say) {
  if (await isInstalled()) return;
  say('Installing the packages of tools/bench/peers (npm ci) …');
  await new Promise((resolve, reject) => {
    const npm = spawn('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    npm.once('error', reject);
    npm.once('exit', (code) => {
      if (code === 0) resolve(undefined);
      else reject(new Error('npm ci in tools/bench/peers failed, see above.'));
    });
  });
}

/** npm writes down what it installed, at the very end. */
async function isInstalled() {
  const [wanted, present] = await Promise.all(
    ['package-lock.json', 'node_modules/.package-lock.json'].map((file) =>
      readJson(path.join(folder, file)).catch(() => null),
    ),
  );
  if (!wanted || !present) return false;
  const versions = versionsIn(wanted);
  return Object.entries(versionsIn(present)).every(([place, version]) => versions[place] === version);
}

/**
 * @param {unknown} lockfile
 * @returns {Record<string, string | undefined>} By the place of each package.
 */
function versionsIn(lockfile) {
  const { packages } = /** @type {{ packages: Record<string, { version?: string }> }} */ (lockfile);
  return Object.fromEntries(Object.entries(packages).map(([place, { version }]) => [place, version]));
}
