import { once } from 'node:events';
import path from 'node:path';
import { ended, spawnTied, stopProcess } from '../processes/tied-process.mjs';

const READY_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 5_000;

/**
 * A process of the benchmark, which ends with it and answers one thing after another.
 * @typedef {object} Part
 * @property {(order: { do: string } & Record<string, unknown>, withinMs: number) => Promise<unknown>} ask
 * @property {number} pid
 * @property {() => Promise<void>} stop
 */

/**
 * @typedef {object} PartOptions
 * @property {string} name In messages, and of its profile.
 * @property {string} program The file that it runs.
 * @property {unknown} setUp What it reads with `readSetUp`.
 * @property {readonly string[]} [nodeOptions]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {string | null} [profileFolder]
 * @property {AbortSignal} signal
 */

/**
 * @param {PartOptions} options
 * @returns {Promise<Part>} Once it is ready.
 */
export async function startPart({
  name,
  program,
  setUp,
  nodeOptions = [],
  env = process.env,
  profileFolder = null,
  signal,
}) {
  const profiling = profileFolder
    ? ['--cpu-prof', `--cpu-prof-dir=${path.resolve(profileFolder)}`, `--cpu-prof-name=${name}.cpuprofile`]
    : [];
  const child = spawnTied(process.execPath, [...profiling, ...nodeOptions, program, JSON.stringify(setUp)], {
    deathSignal: 'SIGKILL',
    env,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  child.on('error', () => undefined);

  const gone = ended(child).then(() => {
    throw new Error(`${name} ended, see above.`);
  });
  gone.catch(() => undefined);

  /**
   * @param {number} withinMs
   * @returns {Promise<unknown>}
   */
  async function hear(withinMs) {
    const give = new AbortController();
    const limit = AbortSignal.any([signal, give.signal, AbortSignal.timeout(withinMs)]);
    try {
      const heard = await Promise.race([once(child, 'message', { signal: limit }), gone]);
      /** @type {unknown} */
      const message = heard[0];
      return message;
    } catch (error) {
      signal.throwIfAborted();
      throw limit.aborted ? new Error(`${name} says nothing.`) : error;
    } finally {
      give.abort();
    }
  }

  const part = {
    pid: Number(child.pid),
    /** @type {Part['ask']} */
    ask: (order, withinMs) => {
      child.send(order);
      return hear(withinMs);
    },
    stop: async () => {
      await stopProcess(child, 'SIGTERM', { withinMs: STOP_LIMIT_MS });
    },
  };
  try {
    await hear(READY_LIMIT_MS);
  } catch (error) {
    await part.stop();
    throw error;
  }
  return part;
}
