import { eventually, recordFile, startPrivateRedis } from '@latchkey/testing';
import { Redis } from 'ioredis';
import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ProcessClock, RedisClock } from './clocks.js';

const HOUR_MS = 3_600_000;
const SHIM = pathToFileURL(path.join(import.meta.dirname, 'stepped-clock.mjs')).href;
const CLOCKS = `
  const began = performance.now();
  setInterval(() => console.log([Date.now(), +new Date(), performance.now() - began, +new Date(0)].join(' ')), 20);`;

/** How far an instant is from this process's own clock. */
const ahead = (instant: number): number => Math.round((instant - Date.now()) / HOUR_MS) + 0;

describe('a clock that is stepped', () => {
  it('is the wall clock of one process, and no other of its clocks', async () => {
    const folder = recordFile('stepped-process');
    await mkdir(folder, { recursive: true });
    const clock = new ProcessClock(path.join(folder, 'clock'));
    const env = { PATH: process.env.PATH, CLOCK_OFFSET_FILE: clock.file };
    const child = spawn(process.execPath, ['--import', SHIM, '-e', CLOCKS], { env });
    try {
      let said = '';
      child.stdout.on('data', (chunk) => (said = String(chunk)));
      const clocks = (): number[] => (said.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
      await eventually(() => ahead(clocks()[0] ?? NaN) === 0);
      for (const hours of [1, -1, 0]) {
        await clock.step(Number(child.pid), hours * HOUR_MS);
        await eventually(() => ahead(clocks()[0] ?? NaN) === hours && ahead(clocks()[1] ?? NaN) === hours);
        const [, , elapsed, epoch] = clocks();
        expect(elapsed).toBeLessThan(HOUR_MS / 2);
        expect(epoch).toBe(0);
      }
    } finally {
      child.kill('SIGKILL');
    }
  });

  it("is Redis's, where there is a C compiler", async () => {
    const clock = await RedisClock.make(recordFile('stepped-redis'));
    const redis = await startPrivateRedis({ recorded: false, env: clock?.env ?? {} });
    const client = new Redis(redis.url);
    try {
      for (const hours of clock ? [0, 1, -1, 0] : [0]) {
        await clock?.step(hours * HOUR_MS);
        const [seconds] = await client.time();
        expect(ahead(Number(seconds) * 1_000)).toBe(hours);
      }
    } finally {
      client.disconnect();
      await redis.stop();
    }
  });
});
