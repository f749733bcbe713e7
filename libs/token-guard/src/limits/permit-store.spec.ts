import { type Taken } from './counters.js';
import { monotonicUs } from './guard-clocks.js';
import { PermitStore } from './permit-store.js';

const LIFE = 100_000;
const windows = [{ name: '1s' }];

/** As if it was asked for just now, so that the wall clock has it alive too. */
const taken = (granted: number, pool: Taken['pool'] = null): Taken => ({
  guard: 'us',
  sentAt: monotonicUs(),
  sentWallMs: Date.now(),
  granted,
  windows: [{ left: 0, freeIn: 0, chargedUntil: 7 }],
  pool,
  peers: [],
});

const storeOf = (batch: Taken, endsAt = Infinity): PermitStore => {
  const store = new PermitStore();
  store.add(batch, windows, LIFE, endsAt);
  return store;
};

describe('a permit', () => {
  it('dies with its life, which began when it was asked for', () => {
    const batch = taken(2);
    const store = storeOf(batch);
    expect(store.spend(batch.sentAt + LIFE - 1)).toBe(true);
    expect(store.spend(batch.sentAt + LIFE)).toBe(false);
  });

  it('dies with its month, however long it could live (P4)', () => {
    const batch = taken(2);
    const store = storeOf(batch, batch.sentAt + 10);
    expect(store.spend(batch.sentAt + 9)).toBe(true);
    expect(store.spend(batch.sentAt + 10)).toBe(false);
  });

  it('is settled as of the moment at which the last of its batch was spent', () => {
    const batch = taken(3);
    const store = storeOf(batch);
    store.spend(batch.sentAt + 10);
    store.spend(batch.sentAt + 40);
    store.bury(batch.sentAt + LIFE);
    expect(store.collect().settled).toEqual([
      { guard: 'us', spent: 2, spent_at: batch.sentAt + 40, unspent: 1, charged_until: { '1s': 7 } },
    ]);
  });
});

describe('what is given back', () => {
  const pool = { runId: 'a'.repeat(40), left: 0, seq: 1 };

  it('was unspent when it died, and is not what may still be spent', () => {
    const batch = taken(3, pool);
    const store = storeOf(batch);
    store.spend(batch.sentAt + 1);
    expect(store.collect()).toEqual({ settled: [], ofQuota: 0 });
    store.bury(batch.sentAt + LIFE);
    expect(store.spend(batch.sentAt + 2)).toBe(false);
    expect(store.collect().ofQuota).toBe(2);
    expect(store.collect()).toEqual({ settled: [], ofQuota: 0 });
  });

  it('can be spent no more, also when its terms ended before its life', () => {
    const batch = taken(3, pool);
    const store = storeOf(batch);
    store.buryAll();
    expect(store.collect().ofQuota).toBe(3);
    expect(store.spend(batch.sentAt + 1)).toBe(false);
  });

  it('costs no quota that was not taken from it', () => {
    const store = storeOf(taken(3));
    store.buryAll();
    expect(store.collect().ofQuota).toBe(0);
  });
});
