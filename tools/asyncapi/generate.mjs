/**
 * npm run asyncapi
 *
 * Writes docs/asyncapi.json: what a client in another language needs to know of the bus, from the contracts.
 */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from '../build.mjs';
import { runAsCommand } from '../command.mjs';
import { readJson } from '../files/read-json.mjs';
import { ensureInstalled } from '../install.mjs';

const root = path.resolve(import.meta.dirname, '../..');

/**
 * @param {string} module
 * @returns {Promise<unknown>} As it was built.
 */
const built = (module) => import(pathToFileURL(path.join(root, 'dist/libs', module)).href);

runAsCommand(import.meta.url, async () => {
  /** @param {string} line */
  const say = (line) => {
    console.log(line);
  };
  await ensureInstalled({ say });
  await ensureBuilt({ say });
  const { describeBus, textOf } = await import('./document.mjs');
  const { version } = /** @type {{ version: string }} */ (await readJson(path.join(root, 'package.json')));
  const contracts = /** @type {Record<string, unknown>} */ (await built('contracts/src/index.js'));
  const keys = /** @type {import('./document.mjs').Keys} */ (await built('bus/src/keys.js'));
  const document = describeBus({ version, contracts, keys });
  await writeFile(path.join(root, 'docs/asyncapi.json'), textOf(document));
});
