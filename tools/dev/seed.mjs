import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { createWorkspace } from './app-command.mjs';
import { inHome } from './places.mjs';

/** @typedef {{ email: string, password: string }} Operator */

const workspace = { slug: 'acme', name: 'Acme' };
const email = 'operator@acme.test';

/**
 * A workspace to try things in, with an operator who may do everything.
 * @param {string} authDatabaseUrl
 * @param {object} options
 * @param {import('./dev-file.mjs').DevFile | null} options.earlier What the last run left.
 * @param {(seeded: { workspace: string, operator: Operator }) => Promise<void>} options.remember Is done first: the
 *   database keeps no password, so one that is in nobody's file would be lost.
 */
export async function seed(authDatabaseUrl, { earlier, remember }) {
  const password = earlier?.operator.password ?? randomBytes(18).toString('base64url');
  const operator = { email, password };
  if (!earlier) await remember({ workspace: workspace.slug, operator });
  const { created } = await createWorkspace(authDatabaseUrl, { ...workspace, ...operator });
  if (!created && !earlier) {
    await rm(inHome('dev.json'));
    throw new Error(
      `The database has the workspace ${workspace.slug} already, and ${inHome('dev.json')}, which held its operator's password, is gone: put it back, or begin with an empty database.`,
    );
  }
  return { workspace: workspace.slug, operator };
}

/**
 * @param {string} url
 * @param {string} token
 */
export async function isAccepted(url, token) {
  const self = await ask('GET', `${url}/api/token/self`, { bearer: token });
  return self.status === 200;
}

/**
 * A token to try things with, made as anybody would make one.
 * @param {string} url
 * @param {Operator} operator
 * @returns {Promise<string>}
 */
export async function makeToken(url, operator) {
  const login = await ask('POST', `${url}/api/auth/login`, { body: operator });
  const session = /** @type {{ access_token: string }} */ (wanted(login, 200, 'sign the operator in'));
  const made = await ask('POST', `${url}/api/api-keys`, {
    bearer: session.access_token,
    // Without a limit, so that whoever tries things out, or measures, meets none.
    body: { name: 'First token', rate_limits: [] },
  });
  const { key } = /** @type {{ key: string }} */ (wanted(made, 201, 'make the first token'));
  return key;
}

/**
 * @typedef {object} Answer
 * @property {number} status
 * @property {{ data?: unknown, message?: string }} body
 */

/**
 * @param {string} method
 * @param {string} url
 * @param {{ bearer?: string, body?: unknown }} request
 * @returns {Promise<Answer>}
 */
async function ask(method, url, { bearer, body }) {
  const response = await fetch(url, {
    method,
    headers: {
      ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    body: body === undefined ? null : JSON.stringify(body),
    signal: AbortSignal.timeout(15_000),
  });
  /** @type {unknown} */
  const answer = await response.json().catch(() => ({}));
  return { status: response.status, body: /** @type {Answer['body']} */ (answer) };
}

/**
 * @param {Answer} answer
 * @param {number} status
 * @param {string} purpose
 */
function wanted(answer, status, purpose) {
  if (answer.status === status) return answer.body.data;
  throw new Error(`The API would not ${purpose}: ${answer.status} ${answer.body.message ?? ''}`.trim());
}
