import { readFile } from 'node:fs/promises';

/**
 * @param {string} file
 * @returns {Promise<unknown>}
 */
export async function readJson(file) {
  /** @type {unknown} */
  const content = JSON.parse(await readFile(file, 'utf8'));
  return content;
}
