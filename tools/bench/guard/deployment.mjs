import { randomBytes } from 'node:crypto';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { createWorkspace, runAppCommand } from '../../dev/app-command.mjs';
import { environmentOf } from '../../dev/app-environment.mjs';
import { becomesReady, spawnApp } from '../../dev/app-process.mjs';
import { createOwnDatabases } from '../../dev/own-databases.mjs';
import { generateKeys } from '../../keys.mjs';
import { stopProcess } from '../../processes/tied-process.mjs';
import { freePort } from '../../stores/ports.mjs';
import { pin } from './cores.mjs';

/** @typedef {import('../../dev/app-environment.mjs').AppName} AppName */
/** @typedef {import('./stores.mjs').Stage} Stage */

/**
 * One Latchkey, with databases, keys and a Redis of its own.
 * @typedef {object} Deployment
 * @property {string} redisUrl
 * @property {import('../../keys.mjs').Keys} keys
 * @property {{ auth: string, resource: string }} databases
 * @property {{ id: string, slug: string }} workspace
 * @property {{ email: string, password: string }} operator
 * @property {number} authPid
 * @property {(app: AppName, cores: string | undefined, dist?: string) => Promise<AppProcess>} start One more process of
 *   an app, of another dist perhaps.
 */

/** @typedef {{ url: string, pid: number, stop: () => Promise<void> }} AppProcess */

const STOP_LIMIT_MS = 15_000;

/**
 * @param {Stage} stage
 * @param {{ name: string, redisUrl: string }} which
 * @returns {Promise<Deployment>} With one auth process, and a workspace with its operator.
 */
export async function deploy(stage, { name, redisUrl }) {
  const { postgres, folder, cores, atEnd } = stage;
  const auth = { name: `${name}_auth`, app: 'latchkey_auth_app' };
  const resource = { name: `${name}_resource`, app: 'latchkey_resource_app' };
  await createOwnDatabases(postgres, [auth, resource]);
  const databases = {
    auth: postgres.url(auth.name, auth.app),
    resource: postgres.url(resource.name, resource.app),
  };
  await runAppCommand('auth', 'migrate', {
    env: { ...machine(), AUTH_OWNER_DATABASE_URL: postgres.url(auth.name, auth.name) },
  });
  await runAppCommand('resource', 'migrate', {
    env: { ...machine(), RESOURCE_OWNER_DATABASE_URL: postgres.url(resource.name, resource.name) },
  });
  const operator = { email: 'operator@acme.test', password: randomBytes(18).toString('base64url') };
  const slug = 'acme';
  const { workspaceId } = await createWorkspace(databases.auth, { slug, name: 'Acme', ...operator });

  const keys = generateKeys();
  const variables = {
    ...keys,
    BIND_ADDRESS: '127.0.0.1',
    REDIS_URL: redisUrl,
    AUTH_DATABASE_URL: databases.auth,
    RESOURCE_DATABASE_URL: databases.resource,
    METRICS_PORT: '0',
    LOG_LEVEL: 'warn',
  };
  let started = 0;
  /** @type {Deployment['start']} */
  const start = async (app, on, dist) => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const log = await open(path.join(folder, `${name}-${app}-${++started}.log`), 'w');
    const child = spawnApp(app, {
      env: { ...environmentOf(app, variables), PORT: String(port) },
      deathSignal: 'SIGKILL',
      stdio: ['ignore', log.fd, log.fd],
      dist,
    });
    await log.close();
    const stop = async () => {
      await stopProcess(child, 'SIGTERM', { withinMs: STOP_LIMIT_MS });
    };
    atEnd(stop);
    const pid = Number(child.pid);
    pin(pid, on);
    if (!(await becomesReady(child, url))) throw new Error(`${app} does not become ready.`);
    return { url, pid, stop };
  };
  const { pid: authPid } = await start('auth', cores?.others);
  return { redisUrl, keys, databases, workspace: { id: workspaceId, slug }, operator, authPid, start };
}

const machine = () => environmentOf('auth', {});
