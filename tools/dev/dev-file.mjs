import { envLines } from '../keys.mjs';
import { writePrivateFile } from '../files/private-file.mjs';
import { readJson } from '../files/read-json.mjs';
import { environmentOfReplicas } from './app-environment.mjs';
import { inHome } from './places.mjs';

/**
 * @typedef {object} DevFile What a run leaves for scripts and people, and finds again the next time.
 * @property {string} resource_url
 * @property {string} redis_url
 * @property {string} auth_database_url
 * @property {string} resource_database_url
 * @property {string} workspace
 * @property {{ email: string, password: string }} operator Has every permission.
 * @property {string} [token] Without any restriction; absent until the first one is made.
 */

/** @returns {Promise<DevFile | null>} */
export const readDevFile = async () =>
  /** @type {DevFile | null} */ (await readJson(inHome('dev.json')).catch(() => null));

/** @param {DevFile} content */
export const writeDevFile = (content) =>
  writePrivateFile(inHome('dev.json'), `${JSON.stringify(content, null, 2)}\n`);

/**
 * With this, another replica of either app joins the run:
 * `PORT=0 node --env-file=.latchkey/dev.env dist/apps/resource/src/main.js`.
 * @param {import('./app-environment.mjs').Variables} variables
 */
export const writeReplicaEnvironment = (variables) =>
  writePrivateFile(inHome('dev.env'), envLines(environmentOfReplicas(variables)));
