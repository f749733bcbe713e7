import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { tryLock } from './pid-lock.mjs';

describe('a lock between processes', () => {
  let file: string;
  beforeEach(async () => (file = path.join(await mkdtemp(path.join(tmpdir(), 'latchkey-lock-')), 'lock')));
  afterEach(() => rm(path.dirname(file), { recursive: true }));

  it('has one holder, whom it names, and is free when that lets go', async () => {
    const lock = await tryLock(file);
    if ('holder' in lock) throw new Error('It was not free.');
    await lock.annotate('busy');
    await expect(tryLock(file)).resolves.toMatchObject({ holder: { pid: process.pid, note: 'busy' } });
    await lock.release();
    await expect(tryLock(file)).resolves.toHaveProperty('release');
  });

  it.each([
    ['died', { pid: 2 ** 22 + 1, started: '1' }],
    ['died, and whose pid another process has now', { pid: process.pid, started: '1' }],
  ])('is free when its holder %s', async (_, holder) => {
    await writeFile(file, JSON.stringify(holder));
    await expect(tryLock(file)).resolves.toHaveProperty('release');
  });

  it('lets one at a time work, though many come upon a stale one together', async () => {
    await writeFile(file, JSON.stringify({ pid: 2 ** 22 + 1, started: '1' }));
    const counter = path.join(path.dirname(file), 'counter');
    await writeFile(counter, '0');
    // Reads, waits, writes: without the lock, counts would be lost.
    const script = `
      import { readFileSync, writeFileSync } from 'node:fs';
      import { withLock } from ${JSON.stringify(path.join(import.meta.dirname, 'pid-lock.mjs'))};
      for (let i = 0; i < 5; i++) {
        await withLock(${JSON.stringify(file)}, { onWait: () => undefined }, async () => {
          const count = Number(readFileSync(${JSON.stringify(counter)}));
          await new Promise((resolve) => setTimeout(resolve, 5));
          writeFileSync(${JSON.stringify(counter)}, String(count + 1));
        });
      }`;
    const workers = Array.from({ length: 6 }, () =>
      spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: 'inherit' }),
    );
    await Promise.all(workers.map((worker) => once(worker, 'exit')));
    await expect(readFile(counter, 'utf8')).resolves.toBe('30');
  });
});
