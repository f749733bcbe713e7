import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isAlive } from '../../../../tools/processes/is-alive.mjs';

const PREFIX = 'latchkey-test-';

/** Not /tmp, which is memory on many machines: a run's records can be large. */
const parent = existsSync('/var/tmp') ? '/var/tmp' : tmpdir();

/**
 * A folder for all that a run leaves, readable by the user that PostgreSQL runs as. Its `records` are what the
 * teardown searches for secrets.
 * @returns {Promise<string>}
 */
export async function makeRunFolder() {
  await removeAbandoned();
  const folder = await mkdtemp(path.join(parent, `${PREFIX}${process.pid}-`));
  await chmod(folder, 0o755);
  await mkdir(path.join(folder, 'records'));
  return folder;
}

/** A run that was killed leaves its folder, and the next one clears it away. */
async function removeAbandoned() {
  for (const name of await readdir(parent)) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    const folder = path.join(parent, name);
    if (!pid || isAlive(Number(pid)) || (await isStillWanted(folder))) continue;
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

const KEPT = 'KEPT';
const KEPT_FOR_MS = 24 * 3600 * 1000;

/**
 * One with findings stays a day, to be looked at.
 * @param {string} folder
 */
async function isStillWanted(folder) {
  const kept = await stat(path.join(folder, KEPT)).catch(() => null);
  return kept !== null && Date.now() - kept.mtimeMs < KEPT_FOR_MS;
}

/** @param {string} folder */
export const keepRunFolder = (folder) =>
  writeFile(path.join(folder, KEPT), 'Secrets were found in the records.\n');
