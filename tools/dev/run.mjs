import { mkdir } from 'node:fs/promises';
import { ensureBuilt } from '../build.mjs';
import { announcement } from './announce.mjs';
import { runAppCommand } from './app-command.mjs';
import { runApp } from './apps.mjs';
import { readDevFile, writeDevFile, writeReplicaEnvironment } from './dev-file.mjs';
import { inHome } from './places.mjs';
import { provideKeys } from './secrets.mjs';
import { isAccepted, makeToken, seed } from './seed.mjs';
import { provideStores } from './stores.mjs';

/**
 * Brings everything up. What it starts it adds to `running` at once, so that it can be stopped half-way.
 * @param {object} run
 * @param {{ resource: number, auth: number, metrics: number }} run.ports
 * @param {import('./running.mjs').Running} run.running
 * @param {(line: string) => void} run.say
 */
export async function bringUp({ ports, running, say }) {
  await mkdir(inHome('logs'), { recursive: true });
  // Both take seconds the first time, and neither needs the other.
  const [urls] = await Promise.all([provideStores(running, say), ensureBuilt({ say })]);
  // For this machine alone, unless somebody wants it otherwise: its operator's password is in a file.
  // Ctrl-C is somebody who waits: nothing in front of it has to see that it stops.
  const ownDefaults = { BIND_ADDRESS: '127.0.0.1', SHUTDOWN_GRACE_SECONDS: '0' };
  const variables = { ...ownDefaults, ...process.env, ...urls, ...(await provideKeys()) };
  await Promise.all([
    runAppCommand('auth', 'migrate', { env: only('AUTH_OWNER_DATABASE_URL', urls) }),
    runAppCommand('resource', 'migrate', { env: only('RESOURCE_OWNER_DATABASE_URL', urls) }),
  ]);
  const resourceUrl = `http://127.0.0.1:${ports.resource}`;
  const addresses = {
    resource_url: resourceUrl,
    redis_url: urls.REDIS_URL,
    auth_database_url: urls.AUTH_DATABASE_URL,
    resource_database_url: urls.RESOURCE_DATABASE_URL,
  };
  const earlier = await readDevFile();
  const seedNow = () =>
    seed(urls.AUTH_DATABASE_URL, {
      earlier,
      remember: (seeded) => writeDevFile({ ...addresses, ...seeded }),
    });
  const [seeded] = await Promise.all([
    earlier?.token ? null : seedNow(),
    runApp('auth', ports.auth, variables, running, say),
    runApp('resource', ports.resource, { ...variables, METRICS_PORT: String(ports.metrics) }, running, say),
  ]);

  // Who has a token that works needs no seed, which spares a later start a second.
  const kept = earlier?.token && (await isAccepted(resourceUrl, earlier.token)) ? earlier : null;
  if (earlier?.token && !kept) say('The token of the last run is not accepted any more: making a new one.');
  const { workspace, operator } = kept ?? seeded ?? (await seedNow());
  const token = kept?.token ?? (await makeToken(resourceUrl, operator));
  await writeDevFile({ ...addresses, workspace, operator, token });
  // One more replica cannot have the same.
  await writeReplicaEnvironment({ ...variables, METRICS_PORT: '0' });
  say(announcement({ ports, operator, token }));
}

/**
 * @param {keyof import('./stores.mjs').StoreUrls} variable
 * @param {import('./stores.mjs').StoreUrls} urls
 */
const only = (variable, urls) => ({ PATH: process.env.PATH, [variable]: urls[variable] });
