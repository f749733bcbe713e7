import { existsSync } from 'node:fs';
import { readFile, readlink, rm } from 'node:fs/promises';
import path from 'node:path';
import { isAlive } from '../processes/is-alive.mjs';

const LIMIT_MS = 20_000;

/**
 * Ends a server that an earlier run left on the same data folder: two servers on one folder would ruin it.
 * Its pid file may also name a process that has nothing to do with us, since pids are used again; then only
 * the file goes, because PostgreSQL would refuse to start beside it.
 * @param {string} pidFile In the server's data folder, which is also its working directory.
 * @param {{ program: RegExp, signal: NodeJS.Signals }} server
 */
export async function endLeftover(pidFile, { program, signal }) {
  if (!existsSync(pidFile)) return;
  const pid = Number.parseInt(await readFile(pidFile, 'utf8'), 10);
  if (!(await isServerOn(path.dirname(pidFile), pid, program))) {
    await rm(pidFile, { force: true });
    return;
  }
  process.kill(pid, signal);
  const deadline = performance.now() + LIMIT_MS;
  while (await isServerOn(path.dirname(pidFile), pid, program)) {
    if (performance.now() > deadline) {
      throw new Error(
        `Process ${pid}, left by an earlier run, still works on ${path.dirname(pidFile)} and does not stop.`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/**
 * @param {string} folder
 * @param {number} pid
 * @param {RegExp} program Its name
 */
async function isServerOn(folder, pid, program) {
  if (process.platform !== 'linux') return isAlive(pid);
  try {
    const [name, workingFolder] = await Promise.all([
      readFile(`/proc/${pid}/comm`, 'utf8'),
      readlink(`/proc/${pid}/cwd`),
    ]);
    return program.test(name) && path.resolve(workingFolder) === path.resolve(folder);
  } catch {
    return false;
  }
}
