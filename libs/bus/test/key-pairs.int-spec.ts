import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const MANY = 30_000;
const LIMIT_MS = 60_000;

it(
  'key pairs can be made without end: no lock of a key is held while the collector may run',
  async () => {
    const hpke = path.resolve('dist/libs/bus/src/hpke.js');
    const script = `
      const { newKeyPair } = await import(${JSON.stringify(hpke)});
      let kept = [];
      for (let n = 0; n < ${MANY}; n++) {
        // Of differing sizes, or the collector comes at the same place each time.
        kept.push({ pair: newKeyPair(), text: String(n).repeat(n % 13) });
        if (kept.length > 200) kept = [];
      }
      console.log('made');`;
    // A process of its own: one that waits for its own lock can only be killed.
    const run = promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      timeout: LIMIT_MS,
      killSignal: 'SIGKILL',
    });
    await expect(run).resolves.toMatchObject({ stdout: 'made\n' });
  },
  LIMIT_MS + 5_000,
);
