import { rename, writeFile } from 'node:fs/promises';

/**
 * Writes a file that only we may read. Whoever reads it meanwhile gets the old or the new content, whole.
 * @param {string} file
 * @param {string} content
 */
export async function writePrivateFile(file, content) {
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, content, { mode: 0o600 });
  await rename(draft, file);
}
