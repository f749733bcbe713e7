/**
 * npm run openapi [-- --check]
 *
 * Writes libs/api-client/src/api.ts: the types of the REST API, from the reference that the service serves. With --check
 * it writes nothing, and fails when the file is out of date.
 */
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { ensureBuilt } from '../build.mjs';
import { runAsCommand } from '../command.mjs';
import { ensureInstalled } from '../install.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const program = path.join(root, 'dist/apps/resource/src/openapi.js');
const typesFile = path.join(root, 'libs/api-client/src/api.ts');
const LARGEST_BYTES = 16 * 1024 * 1024;

/** @returns {Promise<object>} The reference, as the built service describes itself. */
export async function describedApi() {
  const { stdout } = await promisify(execFile)(process.execPath, [program], { maxBuffer: LARGEST_BYTES });
  return /** @type {(text: string) => object} */ (JSON.parse)(stdout);
}

/**
 * @param {object} document
 * @returns {Promise<string>} The types, as the file has them.
 */
async function typesOf(document) {
  const { astToString, default: openapiTS } = await import('openapi-typescript');
  // What has a default may be left out.
  const types = await openapiTS(/** @type {import('openapi-typescript').OpenAPI3} */ (document), {
    defaultNonNullable: false,
  });
  return `// Generated from the API reference by \`npm run openapi\`.\n\n${astToString(types)}`;
}

runAsCommand(import.meta.url, async () => {
  /** @param {string} line */
  const say = (line) => {
    console.log(line);
  };
  await ensureInstalled({ say });
  await ensureBuilt({ say });
  const types = await typesOf(await describedApi());
  if (!process.argv.includes('--check')) await writeFile(typesFile, types);
  else if (types !== (await readFile(typesFile, 'utf8'))) {
    throw new Error(`${path.relative(root, typesFile)} is out of date: npm run openapi`);
  }
});
