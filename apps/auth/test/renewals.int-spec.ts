import { eventually } from '@latchkey/testing';
import { Logger } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { Clock } from '../src/guards/clock.js';
import { Effects } from '../src/guards/effects.js';
import { PostgresGuardRegistry } from '../src/guards/postgres-guard-registry.js';
import { Renewals } from '../src/guards/renewals.js';
import { AuthDatabase } from './auth-fixture.js';
import { FakeGuard } from './fake-guard.js';
import { GuardLog } from './guard-log.js';

const LEASE_MS = 5_000;

let database: AuthDatabase;
let log: GuardLog;
let registry: PostgresGuardRegistry;
let renewals: Renewals;
beforeAll(async () => {
  Logger.overrideLogger(false);
  database = await AuthDatabase.start();
  log = new GuardLog(database);
  registry = new PostgresGuardRegistry(database.orm);
});
afterAll(() => database.stop());
beforeEach(async () => {
  await log.empty();
  renewals = new Renewals(registry, new Clock(), LEASE_MS);
});

const guards = (count: number): Promise<FakeGuard[]> =>
  Promise.all(Array.from({ length: count }, () => FakeGuard.registered(renewals)));

it('of 300 guards at once take a few statements, and each gets its own answer', async () => {
  const all: FakeGuard[] = [];
  for (let part = 0; part < 20; part++) all.push(...(await guards(15)));
  const entry = await log.append();
  const renew = import.meta.jest.spyOn(registry, 'renew');
  const grants = await Promise.all(all.map((guard) => guard.renew()));
  expect(renew.mock.calls.length).toBeLessThanOrEqual(2);
  renew.mockRestore();
  expect(grants).toEqual(
    all.map(() => ({
      outcome: 'granted',
      lease_ms: LEASE_MS,
      entries: [entry],
      position: { number: entry.number, entry_id: entry.entry_id },
    })),
  );
});

it('that fail are refused to all that are in it, and the next goes on', async () => {
  const [guard] = await guards(1);
  const broken = import.meta.jest.spyOn(registry, 'renew').mockRejectedValueOnce(new Error('away'));
  const ask = (): Promise<unknown> => Promise.resolve(guard?.renew());
  const settled = await Promise.allSettled([ask(), ask()]);
  expect(settled.some(({ status }) => status === 'rejected')).toBe(true);
  broken.mockRestore();
  expect(await guard?.renew()).toMatchObject({ outcome: 'granted' });
});

/** Guards that ask on every hint and every second, as long as they are told to. */
function keepRenewing(all: readonly FakeGuard[], hint: (wake: () => void) => void): () => Promise<number> {
  let isOver = false;
  let gaps = 0;
  const loops = all.map(async (guard) => {
    let isHinted = true;
    hint(() => (isHinted = true));
    while (!isOver) {
      if (isHinted || guard.leaseEnds - performance.now() < LEASE_MS * 0.8) {
        isHinted = false;
        if (await guard.apply()) isHinted = true;
      } else await delay(1);
      if (guard.leaseEnds < performance.now()) gaps++;
    }
  });
  return async () => {
    isOver = true;
    await Promise.all(loops);
    return gaps;
  };
}

it.each([
  [50, 4],
  [300, 2],
])(
  'keep up with %i changes a second and 8 guards',
  async (rate, seconds) => {
    const effects = new Effects(registry, new Clock(), LEASE_MS);
    effects.listenTo(renewals);
    const wakes: (() => void)[] = [];
    const stop = keepRenewing(await guards(8), (wake) => wakes.push(wake));
    log.changes.logged.subscribe(() => {
      for (const wake of wakes) wake();
    });
    const waits: Promise<number>[] = [];
    const began = performance.now();
    for (let nth = 0; nth < rate * seconds; nth++) {
      await delay(Math.max(0, began + (nth * 1_000) / rate - performance.now()));
      waits.push(
        log.commit().then(async (logged) => {
          const committed = performance.now();
          const receipt = await effects.whenEffective(logged);
          expect(receipt).toMatchObject({ state: 'effective', acknowledged: 8, lapsed: 0 });
          return performance.now() - committed;
        }),
      );
    }
    const times = (await Promise.all(waits)).sort((one, other) => one - other);
    expect(await stop()).toBe(0);
    const at = (share: number): number => Math.round(times[Math.floor(times.length * share)] ?? NaN);
    process.stdout.write(
      `${rate} changes a second, 8 guards: waits p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, max ${Math.round(times.at(-1) ?? NaN)} ms\n`,
    );
    // The promise (P2) is measured where the machine is known; here a busy one must not be slower than by the lease.
    expect(times.at(-1)).toBeLessThan(LEASE_MS);
    await eventually(async () => (await registry.look()).guards.length === 8);
  },
  60_000,
);
