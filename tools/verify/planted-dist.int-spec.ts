import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { plantedDist } from './planted-dist.mjs';

const GUARD = 'libs/token-guard/src/token.guard.js';

describe('a planted bug', () => {
  it('is in a copy, and dist stays as it was', async () => {
    const name = 'self-test';
    const edits = [{ file: GUARD, find: 'canActivate(', replace: 'mayActivate(' }];
    const folder = await plantedDist({ name, edits });
    await expect(readFile(path.join(folder, GUARD), 'utf8')).resolves.toContain('mayActivate(');
    await expect(readFile(path.join('dist', GUARD), 'utf8')).resolves.not.toContain('mayActivate(');
    // What it imports is found from there.
    await expect(import(path.join(folder, 'libs/token-format/src/index.js'))).resolves.toHaveProperty(
      'tokenDigest',
    );
  });

  it('is removed with what a process left that is no more', async () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    const left = `.latchkey/planted/self-test.${pid}`;
    const held = `.latchkey/planted/self-test-of-another.${process.ppid}`;
    await Promise.all([left, held].map((folder) => mkdir(folder, { recursive: true })));
    await plantedDist({ name: 'self-test', edits: [] });
    expect(existsSync(left)).toBe(false);
    expect(existsSync(held)).toBe(true);
    await rm(held, { recursive: true });
  });

  it.each`
    file                 | find         | why
    ${GUARD}             | ${'no such'} | ${'its text is not there'}
    ${GUARD}             | ${'import '} | ${'its text is there twice'}
    ${'libs/no/such.js'} | ${'import '} | ${'its file is not there'}
  `('is refused when $why', async ({ file, find }: Record<string, string>) => {
    const edit = { file: String(file), find: String(find), replace: '' };
    await expect(plantedDist({ name: 'self-test-refused', edits: [edit] })).rejects.toThrow(
      /The planted bug no longer applies: dist\/.* holds its text \d+ times, not once/,
    );
  });
});
