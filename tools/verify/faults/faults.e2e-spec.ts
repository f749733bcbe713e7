import { recordFile } from '@latchkey/testing';
import { randomInt } from 'node:crypto';
import { FAULT_KINDS } from './fault-kinds.js';
import { sizeOfRun } from './size.js';
import { runFaults } from './run-faults.js';
import { reportOf } from './report.js';

const {
  minutes,
  changes,
  decisions,
  leaseSeconds,
  lives,
  seed = randomInt(2 ** 32),
} = sizeOfRun(process.env.LATCHKEY_FAULTS);
/** Two processors, of which processes that begin again take more than half, decide some 400 times a second. */
const AT_MOST_MINUTES = Math.max(4, 6 * minutes);

describe('while processes, stores and wires fail', () => {
  it(
    'no replica decides by an old state once a change has been answered (P1)',
    async () => {
      const say = (line: string): void => void process.stdout.write(`${line}\n`);
      say(`Faults with seed ${seed}`);
      const report = await runFaults({
        seed,
        leaseSeconds,
        lives,
        atLeast: { minutes, changes, decisions },
        atMostMinutes: AT_MOST_MINUTES,
        askersEach: 3,
        folder: recordFile(`faults-${seed}`),
        say,
      });
      say(reportOf(report));
      expect(report.violations).toEqual([]);
      expect(report.violationCount).toBe(0);
      expect(report.limited).toBeLessThan(report.decisions / 100);
      expect(report.fullChanges).toBeGreaterThanOrEqual(changes);
      expect(report.decisions).toBeGreaterThanOrEqual(decisions);
      expect(Object.keys(report.faults)).toHaveLength(FAULT_KINDS.length - report.impossible.length);
    },
    AT_MOST_MINUTES * 60_000 + 120_000,
  );
});
