import { ended, spawnTied } from '../processes/tied-process.mjs';
import { builtProgram } from './app-process.mjs';

/** @typedef {import('./app-environment.mjs').AppName} AppName */

/**
 * Runs one of an app's commands to its end.
 * @param {AppName} app
 * @param {'migrate' | 'create-workspace'} command
 * @param {{ args?: readonly string[], env: NodeJS.ProcessEnv }} call
 * @returns {Promise<string>} What it printed.
 */
export async function runAppCommand(app, command, { args = [], env }) {
  const child = spawnTied(process.execPath, [builtProgram(app, command), ...args], {
    deathSignal: 'SIGKILL',
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  let complaint = '';
  child.stdout?.on('data', (chunk) => (printed += String(chunk)));
  child.stderr?.on('data', (chunk) => (complaint += String(chunk)));
  const streamsClosed = new Promise((resolve) => child.once('close', resolve));
  await ended(child);
  await streamsClosed;
  if (child.exitCode === 0) return printed;
  throw new Error(`The command ${command} of ${app} failed: ${complaint.trim() || printed.trim()}`);
}

/**
 * @typedef {object} Seed
 * @property {string} slug
 * @property {string} name
 * @property {string} email Of the workspace's first operator, who has every permission.
 * @property {string} password
 */

/**
 * Creates a workspace with its first operator, unless there is one of that name.
 * @param {string} authDatabaseUrl
 * @param {Seed} seed
 * @returns {Promise<{ workspaceId: string, created: boolean }>}
 */
export async function createWorkspace(authDatabaseUrl, { slug, name, email, password }) {
  const args = ['--slug', slug, '--name', name, '--email', email, '--if-missing'];
  const env = { PATH: process.env.PATH, AUTH_DATABASE_URL: authDatabaseUrl, OPERATOR_PASSWORD: password };
  const printed = await runAppCommand('auth', 'create-workspace', { args, env });
  const answer = /** @type {{ workspace_id: string, created: boolean }} */ (parsed(printed));
  return { workspaceId: answer.workspace_id, created: answer.created };
}

/**
 * @param {string} json
 * @returns {unknown}
 */
function parsed(json) {
  /** @type {unknown} */
  const value = JSON.parse(json);
  return value;
}
