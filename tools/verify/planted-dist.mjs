import { existsSync, rmSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isAlive } from '../processes/is-alive.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const dist = path.join(root, 'dist');
const nursery = path.join(root, '.latchkey/planted');

/** Removed with the process. @type {Set<string>} */
const planted = new Set();
process.once('exit', () => {
  for (const target of planted) rmSync(target, { recursive: true, force: true });
});

/**
 * @typedef {object} PlantedBug
 * @property {string} name Of its folder: letters, digits and hyphens.
 * @property {readonly Edit[]} edits
 */

/**
 * @typedef {object} Edit
 * @property {string} file Below dist, such as `libs/token-guard/src/token.guard.js`.
 * @property {string} find Stands there exactly once, unless `times` says otherwise.
 * @property {number} [times]
 * @property {string} replace
 */

/**
 * A copy of dist in which one thing is wrong on purpose, to see that a proof notices. Never part of dist itself.
 * The copy finds node_modules as dist does, for it lies in the same checkout.
 * @param {PlantedBug} bug
 * @returns {Promise<string>} The folder, to be run in dist's place.
 */
export async function plantedDist({ name, edits }) {
  if (!existsSync(dist)) throw new Error('dist is not there: run npm run build.');
  // Of this process alone: another may plant the same bug in the same moment.
  const target = path.join(nursery, `${name}.${process.pid}`);
  await rm(target, { recursive: true, force: true });
  await mkdir(nursery, { recursive: true });
  await removeOrphans();
  planted.add(target);
  await cp(dist, target, { recursive: true });
  for (const edit of edits) await plant(target, edit);
  return target;
}

/** What a process left that was killed, or whose exit nobody was told of: Jest tells no suite. */
async function removeOrphans() {
  for (const folder of await readdir(nursery)) {
    if (isAlive(Number(folder.split('.').at(-1)))) continue;
    await rm(path.join(nursery, folder), { recursive: true, force: true });
  }
}

/**
 * @param {string} folder
 * @param {Edit} edit
 */
async function plant(folder, { file, find, replace, times = 1 }) {
  const place = path.join(folder, file);
  const text = await readFile(place, 'utf8').catch(() => '');
  const parts = text.split(find);
  // A proof that is shown a bug which is not there would prove nothing.
  if (parts.length !== times + 1)
    throw new Error(
      `The planted bug no longer applies: dist/${file} holds its text ${parts.length - 1} times, not ${times === 1 ? 'once' : times}.`,
    );
  await writeFile(place, parts.join(replace));
}
