import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { hasEnded } from '../processes/tied-process.mjs';
import { readableLine } from './log-lines.mjs';

/**
 * @typedef {object} Part
 * @property {string} name
 * @property {import('node:child_process').ChildProcess} child
 * @property {string} logFile
 * @property {() => Promise<unknown>} stop
 */

const LAST_LINES = 12;

/** What this run has started. It stops all of it, in the opposite order, and nothing else. */
export class Running {
  /** @type {Part[]} */
  #parts = [];
  /** @type {Promise<void> | null} */
  #stopping = null;
  /** @type {(part: Part) => void} */
  #onDeath;

  /** @param {{ onDeath: (part: Part) => void }} options Told of a part that ended without being asked to. */
  constructor({ onDeath }) {
    this.#onDeath = onDeath;
  }

  /** @param {Part} part */
  add(part) {
    this.#parts.push(part);
    const ended = () => {
      if (!this.#stopping) this.#onDeath(part);
    };
    if (hasEnded(part.child)) ended();
    else part.child.once('exit', ended);
  }

  /** @returns {Promise<void>} */
  stop() {
    this.#stopping ??= this.#stopInOrder();
    return this.#stopping;
  }

  async #stopInOrder() {
    for (const part of this.#parts.toReversed()) await part.stop();
  }

  /** For somebody who does not want to wait any longer. */
  kill() {
    for (const { child } of this.#parts) child.kill('SIGKILL');
  }
}

/**
 * Why a part ended, as far as it said.
 * @param {Part} part
 */
export async function lastWords({ name, child, logFile }) {
  for (const output of [child.stdout, child.stderr])
    if (output && !output.closed) await once(output, 'close');
  const lines = (await readFile(logFile, 'utf8').catch(() => '')).trim().split('\n').slice(-LAST_LINES);
  const how = child.exitCode === null ? String(child.signalCode) : `exit code ${child.exitCode}`;
  return [`${name} ended by itself (${how}). The end of ${logFile}:`, ...lines.map(readableLine)].join('\n');
}
