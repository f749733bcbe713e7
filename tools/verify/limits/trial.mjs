import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ended, spawnTied } from '../../processes/tied-process.mjs';
import { startRedis } from '../../stores/redis.mjs';
import { judge } from './judge.mjs';

/**
 * @typedef {'1s' | '10s' | '1m'} MeasuredWindow
 *
 * @typedef {object} Cell
 * @property {MeasuredWindow} window
 * @property {number} limit
 * @property {number} factor How many times the limit is asked for.
 *
 * @typedef {object} Trial
 * @property {number} guards
 * @property {readonly Cell[]} cells Each a token of its own; all at once.
 * @property {number} seconds
 * @property {string} folder
 * @property {string} [built]
 * @property {boolean} [stepsClock] Whether Redis's wall clock is set an hour forward, and then back; needs `cc`.
 */

export const WIDTHS = { '1s': 1_000_000, '10s': 10_000_000, '1m': 60_000_000 };
const PROGRAM = path.join(import.meta.dirname, 'guard-process.mjs');
const BUILT = path.resolve(import.meta.dirname, '../../../dist/libs');
const START_MS = 6_000;

/** Microseconds of CLOCK_MONOTONIC, as every process of this machine reads it. */
const now = () => Number(process.hrtime.bigint() / 1_000n);

/**
 * Real guards in processes of their own, on one Redis, with requests for some tokens. One of the guards is killed and
 * another takes its place, one is paused for longer than its permits live, and Redis's clock is set.
 * @param {Trial} trial
 */
export async function runTrial({ guards, cells, seconds, folder, built = BUILT, stepsClock = false }) {
  await mkdir(folder, { recursive: true });
  const clockFile = path.join(folder, 'clock-offset');
  const redis = await startOn(folder, stepsClock ? clockFile : null);
  const startsAt = now() + START_MS * 1_000;
  const endsAt = startsAt + seconds * 1e6;
  const loads = cells.map(({ window, limit, factor }) => ({
    tokenId: randomUUID(),
    limits: [{ limit, window }],
    perSecond: (limit * factor) / (WIDTHS[window] / 1e6) / guards,
  }));
  /** @type {string[]} */
  const logFiles = [];
  const startGuard = () => {
    const logFile = path.join(folder, `guard-${logFiles.length}.log`);
    writeFileSync(logFile, '');
    logFiles.push(logFile);
    const settings = { built, redisUrl: redis.url, logFile, loads, startsAt, endsAt };
    return spawnTied(process.execPath, [PROGRAM, JSON.stringify(settings)], {
      deathSignal: 'SIGKILL',
      stdio: ['ignore', 'inherit', 'inherit'],
    });
  };
  const running = Array.from({ length: guards }, startGuard);
  /** @param {number} share Of the trial's time. */
  const reach = (share) => delay(Math.max(0, (startsAt + share * seconds * 1e6 - now()) / 1_000));
  try {
    await reach(0.2);
    setClock(clockFile, 3_600);
    await reach(0.35);
    if (guards > 1) running.push(replace(running[0], startGuard));
    await reach(0.5);
    setClock(clockFile, 0);
    const paused = running.at(guards > 1 ? 1 : 0);
    paused?.kill('SIGSTOP');
    await delay(Math.min(1_500, seconds * 100));
    paused?.kill('SIGCONT');
    await reach(0.7);
    setClock(clockFile, -3_600);
    await Promise.all(running.map(ended));
  } finally {
    for (const guard of running) guard.kill('SIGKILL');
    await redis.stop();
  }
  const lines = logFiles.flatMap((file) => readFileSync(file, 'utf8').trim().split('\n'));
  return cells.map((cell, nth) => ({
    ...cell,
    guards,
    ...judge(
      lines.filter((line) => line.startsWith(`${nth} `)),
      cell.limit,
      WIDTHS[cell.window],
    ),
  }));
}

/** @param {import('node:child_process').ChildProcess | undefined} guard @param {() => import('node:child_process').ChildProcess} start */
function replace(guard, start) {
  guard?.kill('SIGKILL');
  return start();
}

/** @param {string} file @param {number} seconds */
const setClock = (file, seconds) => {
  writeFileSync(file, String(seconds));
};

/** @param {string} folder @param {string | null} clockFile */
async function startOn(folder, clockFile) {
  const options = { dir: folder, logFile: path.join(folder, 'redis.log'), durable: false };
  if (clockFile === null) return startRedis(options);
  setClock(clockFile, 0);
  const library = path.join(folder, 'wall-clock.so');
  const source = path.join(import.meta.dirname, 'wall-clock.c');
  const { status, stderr } = spawnSync('cc', ['-shared', '-fPIC', '-O2', '-o', library, source]);
  if (status !== 0) throw new Error(`cc does not compile ${source}: ${String(stderr)}`);
  return startRedis({ ...options, env: { LD_PRELOAD: library, WALL_CLOCK_OFFSET: clockFile } });
}
