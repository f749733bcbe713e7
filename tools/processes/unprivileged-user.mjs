import { spawnSync } from 'node:child_process';

/** @typedef {{ name: string, uid: number, gid: number }} SystemUser */

/**
 * @param {string} name
 * @returns {SystemUser | null}
 */
function lookUp(name) {
  const ids = ['-u', '-g'].map((option) => spawnSync('id', [option, name], { encoding: 'utf8' }));
  if (ids.some((id) => id.status !== 0)) return null;
  const [uid, gid] = ids.map((id) => Number(id.stdout));
  return { name, uid: Number(uid), gid: Number(gid) };
}

/**
 * Whom root runs PostgreSQL as, which refuses to run as root; null when we are an ordinary user already.
 * @returns {SystemUser | null}
 */
export function unprivilegedUser() {
  if (process.getuid?.() !== 0) return null;
  const user = lookUp('postgres') ?? lookUp('nobody');
  if (user) return user;
  throw new Error(
    'PostgreSQL does not run as root, and this machine has neither a user "postgres" nor "nobody" to run it as.',
  );
}

/**
 * Whether the user may do this to the path, folders above it included: a checkout below /root is out of reach
 * for anybody else.
 * @param {SystemUser | null} user
 * @param {'read' | 'write' | 'execute'} what
 * @param {string} path
 */
export function mayAccess(user, what, path) {
  const flag = { read: '-r', write: '-w', execute: '-x' }[what];
  return (
    spawnSync('test', [flag, path], { cwd: '/', ...(user && { uid: user.uid, gid: user.gid }) }).status === 0
  );
}
