import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { type TestRun } from './jest/global-setup.mjs';

/** What jest's global setup started for this run. */
export function testRun(): TestRun {
  const run = process.env.LATCHKEY_TEST_RUN;
  if (!run) throw new Error('The test stores are not running: run the tests with npm test or jest.');
  return JSON.parse(run) as TestRun;
}

/** Where a file goes that is searched for secrets when the run ends. */
export const recordFile = (name: string): string => path.join(testRun().folder, 'records', name);

/** A name no other test of this run uses. Not a counter: jest loads this module anew for every test file. */
export const uniqueName = (what: string): string => `${what}-${randomUUID()}`;
