import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const PROGRAM = path.join(import.meta.dirname, 'memory-per-token-process.mjs');
const TOKENS = 30_000;
const MOST_BYTES = 1_024;
/** The bytes that bound the cache are counted, not measured: never too few, and not many too many. */
const MOST_TOO_MANY = 1.25;

interface Measured {
  readonly size: number;
  /** Bytes a token. */
  readonly real: number;
  readonly counted: number;
}

async function measure(kind: string): Promise<Measured> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--expose-gc',
    PROGRAM,
    String(TOKENS),
    kind,
  ]);
  return JSON.parse(stdout) as Measured;
}

/** Promises P8 and P11: the guard's memory is bounded by bytes, so these must be what it takes. */
describe('a cached token with 20 abilities, 5 routes and two limits', () => {
  it.each([
    { kind: 'plain', why: 'routes like other tokens’' },
    { kind: 'rich', why: 'routes of its own, a quota and an expiry' },
  ])('takes at most 1 KiB of real memory, and is counted as a little more, with $why', async ({ kind }) => {
    const { size, real, counted } = await measure(kind);
    expect(size).toBe(TOKENS);
    expect(real).toBeLessThanOrEqual(MOST_BYTES);
    expect(counted / real).toBeGreaterThanOrEqual(1);
    expect(counted / real).toBeLessThanOrEqual(MOST_TOO_MANY);
  });
});
