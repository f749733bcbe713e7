import { mkdir, open, readFile } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { hasEnded, spawnTied, stopProcess } from '../processes/tied-process.mjs';
import { endLeftover } from './leftover.mjs';
import { freePort } from './ports.mjs';
import { findRedisServer } from './redis-server.mjs';

/**
 * @typedef {object} RedisOptions
 * @property {string} dir Its working folder; made at first use, kept afterwards.
 * @property {string} logFile What the server says; it is added to.
 * @property {number} [port] A free one unless given.
 * @property {boolean} [durable] False for tests: nothing is written to disk.
 * @property {readonly string[]} [settings] Further arguments of redis-server.
 * @property {Readonly<Record<string, string>>} [env] Further variables of its environment.
 * @property {(line: string) => void} [say] Told when a server has to be fetched first.
 */

/**
 * @typedef {object} Redis
 * @property {number} port
 * @property {number} pid
 * @property {import('node:child_process').ChildProcess} process
 * @property {string} url
 * @property {() => Promise<void>} stop
 */

const START_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 10_000;

/**
 * Starts a Redis of our own on 127.0.0.1, which ends when we do.
 * @param {RedisOptions} options
 * @returns {Promise<Redis>}
 */
export async function startRedis(options) {
  const server = await findRedisServer({ say: options.say ?? (() => undefined) });
  await mkdir(options.dir, { recursive: true });
  await endLeftover(pidFileIn(options.dir), { program: /redis|valkey/, signal: 'SIGTERM' });
  if (options.port !== undefined) return launch(options, options.port, server);
  for (let attempt = 1; ; attempt++) {
    try {
      return await launch(options, await freePort(), server);
    } catch (error) {
      const portWasTaken = error instanceof Error && error.message.includes('Failed listening');
      if (!portWasTaken || attempt === 5) throw error;
    }
  }
}

/** @param {string} dir */
const pidFileIn = (dir) => path.join(dir, 'redis.pid');

/**
 * @param {RedisOptions} options
 * @param {number} port
 * @param {import('./redis-server.mjs').RedisServer} server
 * @returns {Promise<Redis>}
 */
async function launch({ dir, logFile, durable = true, settings = [], env = {} }, port, server) {
  const log = await open(logFile, 'a');
  const logStart = (await log.stat()).size;
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', dir, '--pidfile', pidFileIn(dir)];
  const persistence = ['--save', '', '--appendonly', durable ? 'yes' : 'no'];
  const child = spawnTied(server.program, [...args, ...persistence, ...settings], {
    // Nothing of a test's server is worth an orderly end, and SIGKILL works even on one that is paused.
    deathSignal: durable ? 'SIGTERM' : 'SIGKILL',
    cwd: dir,
    env: { ...process.env, ...server.env, ...env },
    stdio: ['ignore', log.fd, log.fd],
  });
  child.once('error', () => undefined);
  await log.close();
  if (!(await answers(child, port))) {
    await stopProcess(child, 'SIGKILL', { withinMs: STOP_LIMIT_MS });
    const reason = (await readFile(logFile)).subarray(logStart).toString().trim().split('\n').at(-1);
    throw new Error(
      `Redis does not start on ${dir} (${reason || 'it did not answer in time'}): move that folder away to begin with empty data, or see ${logFile}.`,
    );
  }
  return {
    port,
    pid: Number(child.pid),
    process: child,
    url: `redis://127.0.0.1:${port}`,
    stop: async () => {
      await stopProcess(child, 'SIGTERM', { withinMs: STOP_LIMIT_MS });
    },
  };
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {number} port
 */
async function answers(child, port) {
  const deadline = performance.now() + START_LIMIT_MS;
  while (!hasEnded(child) && child.pid !== undefined && performance.now() < deadline) {
    // One that lets nobody in without a password answers too.
    if (/^(\+PONG|-NOAUTH)/.test(await ask(port, 'PING'))) return !hasEnded(child);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return false;
}

/**
 * One command over a connection of its own; needs no client library. While it loads its data, Redis answers
 * with an error.
 * @param {number} port
 * @param {string} command
 * @returns {Promise<string>} Empty when nothing listens.
 */
const ask = (port, command) =>
  new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write(`${command}\r\n`));
    socket.setTimeout(1000, () => socket.destroy());
    socket.once('data', (reply) => {
      resolve(reply.toString());
      socket.destroy();
    });
    socket.once('error', () => undefined);
    socket.once('close', () => {
      resolve('');
    });
  });
