import { recordFile } from '@latchkey/testing';
import { spawnSync } from 'node:child_process';
import { runTrial } from '../../../tools/verify/limits/trial.mjs';

/** A part of `npm run verify`'s table. Redis's clock is set where there is a compiler for what sets it. */
const stepsClock = spawnSync('cc', ['--version']).status === 0;
const SECONDS = 24;
const GUARDS = 3;

const cells = ([0.9, 1.5, 3] as const).flatMap((factor) => [
  { window: '1s' as const, limit: 60, factor },
  { window: '10s' as const, limit: 300, factor },
]);

describe('limits, while guards are killed and paused and the clock of Redis is set', () => {
  it(
    'are never exceeded in any interval, and hardly missed',
    async () => {
      const folder = recordFile('limits');
      const judged = await runTrial({ guards: GUARDS, cells, seconds: SECONDS, folder, stepsClock });
      for (const { limit, most, admitted, ideal, ...cell } of judged) {
        expect({ ...cell, most: Math.min(most, limit) }).toEqual({ ...cell, most });
        // Guards that never got going would exceed nothing.
        expect(cell.asked).toBeGreaterThan(limit);
        expect(admitted).toBeGreaterThanOrEqual(0.95 * ideal);
      }
    },
    (SECONDS + 30) * 1_000,
  );
});
