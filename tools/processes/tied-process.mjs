import { spawn, spawnSync } from 'node:child_process';

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */
/** @typedef {import('./unprivileged-user.mjs').SystemUser} SystemUser */

/**
 * @typedef {object} TiedOptions
 * @property {NodeJS.Signals} deathSignal What the kernel sends the child when we die, however we die.
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {import('node:child_process').StdioOptions} [stdio]
 * @property {SystemUser | null} [user] Whom to run as; only root may choose.
 * @property {boolean} [detached] False for a program that reads the terminal, and so gets its Ctrl-C too.
 */

/** @type {boolean | undefined} */
let setprivFound;

/** `setpriv` is in util-linux, so on every Linux that counts; macOS has none. */
const hasSetpriv = () =>
  (setprivFound ??= process.platform === 'linux' && spawnSync('setpriv', ['--version']).status === 0);

/**
 * Starts a program that does not outlive us: an ordinary exit, a crash and SIGKILL all end it. Without
 * `setpriv` only SIGKILL leaves it behind.
 *
 * Unless told otherwise it gets a process group of its own, so that a Ctrl-C in the terminal reaches us alone and we decide the order
 * in which things stop.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {TiedOptions} options
 * @returns {ChildProcess}
 */
export function spawnTied(command, args, { deathSignal, user, detached = true, ...options }) {
  if (!hasSetpriv()) return spawn(command, args, { ...options, ...user, detached });
  const identity = user ? [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'] : [];
  const tie = [...identity, '--pdeathsig', deathSignal.replace('SIG', ''), '--', command, ...args];
  return spawn('setpriv', tie, { ...options, detached });
}

/** @param {ChildProcess} child */
export const hasEnded = (child) => child.exitCode !== null || child.signalCode !== null;

/**
 * Resolves when the child is gone, at once if it already is.
 * @param {ChildProcess} child
 * @returns {Promise<void>}
 */
export const ended = (child) =>
  new Promise((resolve) => {
    // Somebody waits for it, whoever said before that nobody need to.
    child.ref();
    if (hasEnded(child) || child.pid === undefined) resolve();
    else
      child.once('exit', () => {
        resolve();
      });
  });

/**
 * Asks the child to stop, and makes it stop when it has not done so in time.
 * @param {ChildProcess} child
 * @param {NodeJS.Signals} signal
 * @param {{ withinMs: number }} limit
 * @returns {Promise<{ forced: boolean }>}
 */
export async function stopProcess(child, signal, { withinMs }) {
  let forced = false;
  const force = setTimeout(() => {
    forced = true;
    child.kill('SIGKILL');
  }, withinMs);
  child.kill(signal);
  await ended(child);
  clearTimeout(force);
  return { forced };
}
