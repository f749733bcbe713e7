import { atScale, recordFile } from '@latchkey/testing';
import { plantedDist, type PlantedBug } from '../planted-dist.mjs';
import { FAULT_KINDS, type FaultKind } from './fault-kinds.js';
import { runFaults } from './run-faults.js';

const AT_MOST_MINUTES = 3;

const kindsLike = (pattern: RegExp): FaultKind[] => FAULT_KINDS.filter(({ name }) => pattern.test(name));

interface Row {
  readonly bug: PlantedBug;
  /** Those that it takes; none if it shows by itself. */
  readonly kinds: readonly FaultKind[];
  /** Looked for by `npm run verify` only. */
  readonly isForVerify?: boolean;
}

const RECEIPT = `{ state: 'effective', changed_at: '', effective_at: '', acknowledged: 0, lapsed: 0 }`;

const ROWS: readonly Row[] = [
  {
    bug: {
      name: 'remembers-for-30-seconds',
      edits: [
        {
          file: 'libs/token-guard/src/verifiers/caching-token-verifier.js',
          find: 'verify(digest, at) {',
          replace: `verify(digest, at) {
            this.remembered ??= new Map();
            const known = this.remembered.get(digest);
            if (known && performance.now() - known.since < 30_000) return known.verdict;
            const remember = (verdict) => this.remembered.set(digest, { verdict, since: performance.now() });
            const verdict = this.verifyAnew(digest, at);
            Promise.resolve(verdict).then(remember, () => undefined);
            return verdict;
          }
          verifyAnew(digest, at) {`,
        },
      ],
    },
    kinds: [],
  },
  {
    bug: {
      name: 'falls-back-on-what-it-knew-when-auth-is-away',
      edits: [
        {
          file: 'libs/token-guard/src/lease/bus-auth-line.js',
          find: 'return this.bus.call(verifyToken, { digest });',
          replace: `
            this.known ??= new Map();
            return this.bus.call(verifyToken, { digest }).then(
              (verdict) => (this.known.set(digest, verdict), verdict),
              (error) => {
                if (this.known.has(digest)) return this.known.get(digest);
                throw error;
              },
            );`,
        },
      ],
    },
    kinds: kindsLike(/Redis (cut off from|black-holed for) resource/),
    isForVerify: true,
  },
  {
    bug: {
      name: 'never-gives-its-lease-up',
      edits: [
        {
          file: 'libs/token-guard/src/lease/lease.js',
          find: 'if (this.term.covers(at))',
          replace: 'if (this.term)',
        },
      ],
    },
    kinds: kindsLike(/SIGSTOP past the lease resource|Redis (cut off from|black-holed for) resource/),
    isForVerify: true,
  },
  {
    bug: {
      name: 'answers-a-change-before-guards-know-of-it',
      edits: [
        {
          file: 'apps/auth/src/commands/commands.js',
          find: 'await this.effects.whenEffective(logged)',
          replace: RECEIPT,
        },
      ],
    },
    kinds: kindsLike(/Redis (cut off from|black-holed for) resource/),
    isForVerify: true,
  },
  {
    bug: {
      name: 'answers-a-repeated-change-before-guards-know-of-it',
      edits: [
        {
          file: 'apps/auth/src/commands/commands.js',
          find: 'await this.effects.whenEffective(logged)',
          replace: `logged ? await this.effects.whenEffective(logged) : ${RECEIPT}`,
        },
      ],
    },
    kinds: kindsLike(/Redis (cut off from|black-holed for) resource|SIGSTOP within the lease resource/),
    isForVerify: true,
  },
];

const isInAll = atScale({ test: false, verify: true });

/** A checker that nothing can turn red proves nothing. */
describe('a run of the fault suite', () => {
  it.each(
    ROWS.filter(({ isForVerify }) => isInAll || !isForVerify).map((row) => ({ name: row.bug.name, ...row })),
  )(
    'finds a decision by the old state where a replica $name',
    async ({ bug, kinds }) => {
      const report = await runFaults({
        seed: 1,
        leaseSeconds: 2,
        replicas: 2,
        lives: 10,
        atLeast: { minutes: Infinity, changes: Infinity, decisions: Infinity },
        atMostMinutes: AT_MOST_MINUTES,
        askersEach: 2,
        folder: recordFile(`faults-${bug.name}`),
        dist: await plantedDist(bug),
        kinds,
        isHunt: true,
        say: () => undefined,
      });
      // Promise P1 forbids both: letting through what was taken away, refusing what was given back.
      expect(report.violations.map(({ kind }) => kind)).toContainEqual(expect.stringMatching(/^stale /));
    },
    AT_MOST_MINUTES * 60_000 + 120_000,
  );
});
