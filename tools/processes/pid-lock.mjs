import { readFileSync } from 'node:fs';
import { link, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readJson } from '../files/read-json.mjs';
import { isAlive } from './is-alive.mjs';

/**
 * @typedef {object} Holder Whoever has the lock.
 * @property {number} pid
 * @property {string} started Tells the holder from a later process with the same pid.
 * @property {string} [note] Whatever the holder wants others to know.
 */

const PAUSE_MS = 50;
const TAKEOVER_LIMIT_MS = 5_000;

/**
 * Takes a lock that only one living process of this machine can have; a holder that died has it no more.
 * @param {string} file
 * @returns {Promise<{ release: () => Promise<void>, annotate: (note: string) => Promise<void> } | { holder: Holder }>}
 */
export async function tryLock(file) {
  await mkdir(path.dirname(file), { recursive: true });
  /** @type {Holder} */
  const us = { pid: process.pid, started: startOf(process.pid) };
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, JSON.stringify(us), { mode: 0o600 });
  try {
    // Linking fails when the lock is there, and never shows others a lock without its holder in it.
    while (!(await succeeds(link(draft, file)))) {
      const holder = await holderOf(file);
      if (holder && isThere(holder)) return { holder };
      if (holder) await removeStale(file, holder);
    }
  } finally {
    await rm(draft, { force: true });
  }
  return {
    release: () => rm(file, { force: true }),
    annotate: async (note) => {
      await writeFile(draft, JSON.stringify({ ...us, note }), { mode: 0o600 });
      await rename(draft, file);
    },
  };
}

/**
 * Does the work while nobody else does work under the same lock, and waits for that as long as it takes.
 * @template Result
 * @param {string} file
 * @param {{ onWait: (holder: Holder) => void }} options Told once, if there is somebody to wait for.
 * @param {() => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function withLock(file, { onWait }, work) {
  let lock = await tryLock(file);
  if ('holder' in lock) onWait(lock.holder);
  while ('holder' in lock) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    lock = await tryLock(file);
  }
  try {
    return await work();
  } finally {
    await lock.release();
  }
}

/**
 * Several may find the same lock stale. Only the one who makes the file of that name removes it, and only if it
 * still is the lock that was found stale; otherwise the late one would remove the lock of the quick one.
 * @param {string} file
 * @param {Holder} stale
 */
async function removeStale(file, stale) {
  const takeover = `${file}.takeover`;
  if (!(await succeeds(writeFile(takeover, '', { flag: 'wx' })))) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    const age = Date.now() - (await stat(takeover).catch(() => ({ mtimeMs: Date.now() }))).mtimeMs;
    if (age > TAKEOVER_LIMIT_MS) await rm(takeover, { force: true });
    return;
  }
  const holder = await holderOf(file);
  if (holder?.pid === stale.pid && holder.started === stale.started) await rm(file, { force: true });
  await rm(takeover, { force: true });
}

/**
 * @param {string} file
 * @returns {Promise<Holder | null>}
 */
async function holderOf(file) {
  try {
    return /** @type {Holder} */ (await readJson(file));
  } catch (error) {
    // Not by asking whether it is there: by then somebody else may have taken the lock that was let go.
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return null;
    throw error;
  }
}

/** @param {Holder} holder */
const isThere = ({ pid, started }) => isAlive(pid) && startOf(pid) === started;

/**
 * The kernel's tick at which the process began; where it is not told, the pid alone must do.
 * @param {number} pid
 */
function startOf(pid) {
  try {
    // "pid (name) state …": the name may hold anything, and the start is the 20th field after it.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

/** @param {Promise<unknown>} attempt */
async function succeeds(attempt) {
  try {
    await attempt;
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}
