import { once } from 'node:events';
import path from 'node:path';
import { ended, spawnTied, stopProcess } from '../../processes/tied-process.mjs';

const READY_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 5_000;

/**
 * A process of the benchmark, which ends with it and answers one thing after another.
 * @typedef {object} Part
 * @property {(order: import('./orders.mjs').Order, withinMs: number) => Promise<unknown>} ask
 * @property {() => Promise<void>} stop
 */

/**
 * @param {{ program: 'load' | 'replica', number?: number | undefined, setUp: import('./orders.mjs').SetUp, profileFolder: string | null, signal: AbortSignal }} options
 * @returns {Promise<Part>} Once it is ready.
 */
export async function startPart({ program, number, setUp, profileFolder, signal }) {
  const name = `${setUp.subject}-${program}-${number ? `${number}-of` : 'for'}-${setUp.replicas}`;
  const profiling = profileFolder
    ? ['--cpu-prof', `--cpu-prof-dir=${path.resolve(profileFolder)}`, `--cpu-prof-name=${name}.cpuprofile`]
    : [];
  const child = spawnTied(
    process.execPath,
    [...profiling, path.join(import.meta.dirname, `${program}.mjs`), JSON.stringify(setUp)],
    { deathSignal: 'SIGKILL', stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  );
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
