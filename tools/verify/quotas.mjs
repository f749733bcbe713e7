/**
 * node tools/verify/quotas.mjs [runs]
 *
 * Promise P4, twenty times: `apps/resource/test/quotas.e2e-spec.ts` with kill -9 of Redis (an old copy of its data
 * comes back, and it comes back with nothing), of auth and of PostgreSQL in the midst of load. Needs `npm run build`.
 */
import path from 'node:path';
import { ended, spawnTied } from '../processes/tied-process.mjs';

const runs = Number(process.argv[2] ?? 20);
const root = path.resolve(import.meta.dirname, '../..');
const JEST = [
  ...['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'],
  'apps/resource/test/quotas.e2e-spec',
];

let failures = 0;
for (let run = 1; run <= runs; run++) {
  const jest = spawnTied(process.execPath, JEST, { deathSignal: 'SIGTERM', cwd: root, stdio: 'inherit' });
  await ended(jest);
  if (jest.exitCode !== 0) failures++;
  console.log(`Run ${run} of ${runs}: ${jest.exitCode === 0 ? 'nothing over' : 'FAILED'}`);
}
process.exitCode = failures === 0 ? 0 : 1;
