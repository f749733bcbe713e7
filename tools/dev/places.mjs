import { createHash } from 'node:crypto';
import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { mayAccess, unprivilegedUser } from '../processes/unprivileged-user.mjs';

export const root = path.resolve(import.meta.dirname, '../..');

/** Where the development run keeps everything. */
export const home = path.join(root, '.latchkey');

/** @param {string} name */
export const inHome = (name) => path.join(home, name);

/**
 * Where PostgreSQL keeps its data: with the rest, unless we are root and the user it runs as cannot get there,
 * as below /root. Then a folder outside, one for each checkout.
 * @returns {Promise<string>}
 */
export async function postgresDataDir() {
  const user = unprivilegedUser();
  if (mayAccess(user, 'execute', home)) return inHome('postgres');
  const checkout = createHash('sha256').update(root).digest('hex').slice(0, 12);
  const outside = `/var/tmp/latchkey-${checkout}`;
  await mkdir(outside, { recursive: true, mode: 0o755 });
  // Anyone may write to /var/tmp, and may have been there first.
  if ((await stat(outside)).uid !== process.getuid?.()) {
    throw new Error(`${outside} belongs to somebody else: remove it, then try again.`);
  }
  return path.join(outside, 'postgres');
}
