import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../../../../tools/stores/ports.mjs';
import { newAuthority } from './certificates.mjs';
import { postgresTls, redisTls, writeServerFiles } from './server-files.mjs';

/**
 * With LATCHKEY_TEST_TLS=1 `npm test` gives every store of the run a certificate, and everybody reaches them over TLS:
 * the services and the tests alike. What has to be in a process's environment before it begins is made here.
 */
const FOLDER = 'LATCHKEY_TEST_TLS_FOLDER';

/** @returns {import('./server-files.mjs').ServerFiles | null} */
function filesOfThisRun() {
  const folder = process.env[FOLDER];
  return folder ? { cert: path.join(folder, 'server.pem'), key: path.join(folder, 'server.key') } : null;
}

/** @returns {Record<string, string>} Settings of a PostgreSQL of this run. */
export function postgresOfThisRun() {
  const files = filesOfThisRun();
  return files ? postgresTls(files) : {};
}

/**
 * Settings of a Redis of this run. It keeps a plain port besides, for the tests' own machinery.
 * @returns {Promise<{ settings: readonly string[], url: (plain: string) => string }>}
 */
export async function redisOfThisRun() {
  const files = filesOfThisRun();
  if (!files) return { settings: [], url: (plain) => plain };
  const port = await freePort();
  return {
    settings: redisTls(files, port),
    url: (plain) => {
      const url = Object.assign(new URL(plain.replace('redis:', 'rediss:')), { port: String(port) });
      url.searchParams.set('ca_file', authorityIn(files));
      return url.href;
    },
  };
}

/** @param {string} url Of a PostgreSQL of this run. */
export function verified(url) {
  const files = filesOfThisRun();
  return files ? `${url}?sslmode=verify-full&sslrootcert=${authorityIn(files)}` : url;
}

/**
 * Addresses name it, for commands that are given an address and nothing else.
 * @param {import('./server-files.mjs').ServerFiles} files
 */
const authorityIn = ({ cert }) => path.join(path.dirname(cert), 'authority.pem');

/**
 * What a run of tests over TLS needs in its environment.
 * @returns {Promise<{ env: NodeJS.ProcessEnv, remove: () => Promise<void> }>}
 */
export async function prepareTls() {
  if (process.env.LATCHKEY_TEST_TLS !== '1') return { env: {}, remove: () => Promise.resolve() };
  const folder = await mkdtemp(path.join(tmpdir(), 'latchkey-tls-'));
  await chmod(folder, 0o755);
  const authority = newAuthority();
  const authorityFile = path.join(folder, 'authority.pem');
  await writeFile(authorityFile, authority.cert);
  await writeServerFiles(folder, authority.issue(['127.0.0.1', 'localhost']));
  // Read once, when a process begins; its children have it too.
  const env = { [FOLDER]: folder, NODE_EXTRA_CA_CERTS: authorityFile };
  return { env, remove: () => rm(folder, { recursive: true, force: true }) };
}
