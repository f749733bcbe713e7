import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/**
 * Which processors each kind of process may use: the measured server has one to itself, the load generator another;
 * auth and the stores share what is left, which with two processors is the load generator's.
 * @typedef {{ server: string, load: string, others: string }} Cores Each a list as taskset takes it.
 */

/** @returns {Cores | null} null: nobody is pinned, for want of taskset or of processors. */
export function assignCores() {
  const allowed = allowedCores();
  const [first] = allowed;
  const last = allowed.at(-1);
  if (first === undefined || last === undefined || first === last) return null;
  const between = allowed.slice(1, -1);
  return { server: last, load: first, others: between.length > 0 ? between.join(',') : first };
}

/** Those that this process may use before anything is pinned, as taskset takes them. @returns {string | undefined} */
export function allCores() {
  const allowed = allowedCores();
  return allowed.length > 0 ? allowed.join(',') : undefined;
}

/** @type {string[] | null} */
let found = null;

function allowedCores() {
  // Once: this process is pinned later.
  found ??= findCores();
  return found;
}

function findCores() {
  const { status, stdout } = spawnSync('taskset', ['-cp', String(process.pid)], { encoding: 'utf8' });
  const list = status === 0 ? /: ([\d,-]+)\s*$/.exec(stdout)?.[1] : undefined;
  const cores = list?.split(',').flatMap((range) => {
    const [from = 0, to = from] = range.split('-').map(Number);
    return Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
  });
  return cores?.slice(0, availableParallelism()) ?? [];
}

/**
 * All threads of a process, and what it starts from now on.
 * @param {number} pid
 * @param {string | undefined} cores
 */
export function pin(pid, cores) {
  if (cores === undefined) return;
  const { status, stderr } = spawnSync('taskset', ['-acp', cores, String(pid)], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`taskset cannot pin a process: ${stderr.trim()}`);
}
