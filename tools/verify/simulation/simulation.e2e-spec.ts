import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const RUN = path.resolve('tools/verify/simulation/run.mjs');
const LIMIT_MS = 150_000;

/** A process of its own: jest's module loader would take longer than the histories. */
const run = async (...args: string[]): Promise<string> => {
  const { stdout } = await promisify(execFile)(process.execPath, [RUN, ...args], { timeout: LIMIT_MS });
  return stdout;
};

describe('the simulation of the lease protocol', () => {
  it(
    'finds no stale decision, no wrong receipt and nothing left over in the histories of 40 seeds',
    async () => {
      await expect(run('--seeds', '40')).resolves.toMatch(/^ok {5}all rules {2}40 seeds from 1/m);
    },
    LIMIT_MS,
  );

  it.each([
    'wait-for-guards',
    'wait-on-repetition',
    'full-lease',
    'empty-on-registration',
    'what-an-entry-touches',
    'expiry',
  ])(
    'finds a stale decision soon without the rule %s, and `npm run verify rules` without the others',
    async (rule) => {
      await expect(run('--rule', rule, '--seeds', '60')).resolves.toMatch(/^ok {5}without .* stale in 1 of/m);
    },
    LIMIT_MS,
  );

  it(
    'tells the same history of the same seed',
    async () => {
      const told = (): Promise<string> => run('--rule', 'wait-for-guards', '--seeds', '5');
      const [once, again] = await Promise.all([told(), told()]);
      expect(once).toMatch(/stale decision/);
      expect(again).toBe(once);
    },
    LIMIT_MS,
  );
});
