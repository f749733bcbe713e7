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
    'finds no stale decision, no wrong receipt and nothing left over in the histories of 100 seeds',
    async () => {
      await expect(run('--seeds', '100')).resolves.toMatch(/^ok {5}all rules {2}100 seeds from 1/m);
    },
    LIMIT_MS,
  );

  it(
    'finds a stale decision as soon as a rule is switched off, in seeds in which there is none with it',
    async () => {
      const said = await run('--rule', 'all', '--known');
      const found = said.match(/^ok {5}without /gm) ?? [];
      expect(said).not.toMatch(/^WRONG/m);
      expect(found.length).toBeGreaterThanOrEqual(19);
    },
    LIMIT_MS,
  );

  it('tells the same history of the same seed', async () => {
    const told = (): Promise<string> => run('--rule', 'wait-for-guards', '--seeds', '5');
    const [once, again] = await Promise.all([told(), told()]);
    expect(once).toMatch(/stale decision/);
    expect(again).toBe(once);
  });
});
