import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** What a build reads beside the code. */
const settings = ['package-lock.json', 'nest-cli.json', 'tsconfig.json', 'tsconfig.build.json'];
const example = 'docs/example-service';

/** Tests, the library that only they use, and pages are not built. */
const isBuilt = (/** @type {string} */ file) =>
  !file.endsWith('spec.ts') && !file.endsWith('.md') && !file.startsWith('libs/testing/');

/**
 * Changes when anything does that could change a build.
 * @param {string} root
 * @returns {Promise<string>}
 */
export async function hashOfSources(root) {
  const places = [
    ...(await sourceFoldersIn(root, 'apps')),
    ...(await sourceFoldersIn(root, 'libs')),
    example,
  ];
  const code = await Promise.all(places.map((place) => filesBelow(root, place)));
  const files = [...settings, ...code.flat().filter(isBuilt).sort()];
  const contents = await Promise.all(files.map((file) => readFile(path.join(root, file))));
  const hash = createHash('sha256');
  files.forEach((file, index) => {
    const content = contents[index] ?? Buffer.alloc(0);
    // The length keeps one file's end from passing for the next one's beginning.
    hash.update(`${file} ${content.length}\n`).update(content);
  });
  return hash.digest('hex');
}

/**
 * @param {string} root
 * @param {string} place `apps` or `libs`.
 */
async function sourceFoldersIn(root, place) {
  const projects = await readdir(path.join(root, place));
  return projects.map((project) => path.join(place, project, 'src'));
}

/**
 * @param {string} root
 * @param {string} folder
 */
async function filesBelow(root, folder) {
  const options = /** @type {const} */ ({ recursive: true, withFileTypes: true });
  const entries = await readdir(path.join(root, folder), options).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
}
