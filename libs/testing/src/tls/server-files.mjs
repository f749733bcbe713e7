import { chown, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { unprivilegedUser } from '../../../../tools/processes/unprivileged-user.mjs';

/** @typedef {import('./certificates.mjs').Certificate} Certificate */

/**
 * @typedef {object} ServerFiles What a server of a test is given.
 * @property {string} cert Path.
 * @property {string} key Path. Nobody but who runs the server may read it: PostgreSQL insists.
 */

/**
 * @param {string} folder
 * @param {Certificate} certificate
 * @returns {Promise<ServerFiles>}
 */
export async function writeServerFiles(folder, { cert, key }) {
  await mkdir(folder, { recursive: true, mode: 0o755 });
  const files = { cert: path.join(folder, 'server.pem'), key: path.join(folder, 'server.key') };
  await writeFile(files.cert, cert);
  await writeFile(files.key, key, { mode: 0o600 });
  const user = unprivilegedUser();
  if (user) await chown(files.key, user.uid, user.gid);
  return files;
}

/** @param {ServerFiles} files @returns {Record<string, string>} */
export const postgresTls = ({ cert, key }) => ({ ssl: 'on', ssl_cert_file: cert, ssl_key_file: key });

/** @param {ServerFiles} files @param {number} port Beside the plain one, which the tests' own machinery uses. */
export const redisTls = ({ cert, key }, port) => [
  ...['--tls-port', String(port), '--tls-cert-file', cert, '--tls-key-file', key, '--tls-auth-clients', 'no'],
];
