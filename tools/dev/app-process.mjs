import { existsSync } from 'node:fs';
import path from 'node:path';
import { hasEnded, spawnTied } from '../processes/tied-process.mjs';

/** @typedef {import('./app-environment.mjs').AppName} AppName */
/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

const dist = path.resolve(import.meta.dirname, '../../dist');
const READY_LIMIT_MS = 30_000;
const PROBE_LIMIT_MS = 2_000;

/**
 * @param {AppName} app
 * @param {'main' | 'migrate' | 'create-workspace'} program
 * @param {string} [folder] What was built, if it is not dist.
 */
export function builtProgram(app, program, folder = dist) {
  const file = path.join(folder, `apps/${app}/src/${program}.js`);
  if (existsSync(file)) return file;
  throw new Error(`dist/apps/${app}/src/${program}.js is not there: run npm run build.`);
}

/**
 * Starts one process of an app, as a deployment would.
 * @param {AppName} app
 * @param {object} options
 * @param {NodeJS.ProcessEnv} options.env
 * @param {NodeJS.Signals} options.deathSignal
 * @param {import('node:child_process').StdioOptions} options.stdio
 * @param {string | undefined} [options.dist] What is run instead of dist.
 * @returns {ChildProcess}
 */
export const spawnApp = (app, { dist: folder, ...options }) =>
  spawnTied(process.execPath, [builtProgram(app, 'main', folder)], options);

/**
 * @param {ChildProcess} child
 * @param {string} url
 * @returns {Promise<boolean>} False when it ended, or was not ready in time.
 */
export async function becomesReady(child, url) {
  const deadline = performance.now() + READY_LIMIT_MS;
  while (!hasEnded(child) && performance.now() < deadline) {
    if (await isReady(url)) return true;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return false;
}

/** @param {string} url */
async function isReady(url) {
  try {
    const response = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(PROBE_LIMIT_MS) });
    // A body that nobody reads keeps the connection busy.
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false;
  }
}
