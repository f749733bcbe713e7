import { type LogPosition } from '@latchkey/contracts';
import { randomUUID } from 'node:crypto';
import { MOST_ENTRIES } from '../src/guards/guard-registry.js';
import { PostgresGuardRegistry } from '../src/guards/postgres-guard-registry.js';
import { AuthDatabase } from './auth-fixture.js';
import { GuardLog } from './guard-log.js';

const LEASE_MS = 1_000;

let database: AuthDatabase;
let log: GuardLog;
let registry: PostgresGuardRegistry;
beforeAll(async () => {
  database = await AuthDatabase.start();
  log = new GuardLog(database);
  registry = new PostgresGuardRegistry(database.orm);
});
afterAll(() => database.stop());
beforeEach(() => log.empty());

async function registered(): Promise<{ id: string; position: LogPosition }> {
  const id = randomUUID();
  const position = await registry.register(id, LEASE_MS);
  if (!position) throw new Error('The id is taken');
  return { id, position };
}

const renew = async (id: string, position: LogPosition, leaseMs = LEASE_MS) => {
  const [offer] = await registry.renew([{ id, position }], leaseMs);
  return offer;
};

describe('a guard that registers', () => {
  it('is at the head, and was offered it', async () => {
    const { number } = await log.append();
    const { id, position } = await registered();
    expect(position).toEqual(await log.head());
    expect(position.number).toBe(number);
    expect(await log.guard(id)).toEqual({ position: number, offered: number, lease_ms: LEASE_MS });
  });

  it('under an id that is taken is refused, and the row stays as it is', async () => {
    const { id, position } = await registered();
    await log.append();
    expect(await registry.register(id, 9_000)).toBeNull();
    expect(await log.guard(id)).toEqual({
      position: position.number,
      offered: position.number,
      lease_ms: LEASE_MS,
    });
  });
});

describe('a renewal', () => {
  it('brings what the guard lacks, the oldest first, and is recorded as offered, not as known', async () => {
    const { id, position } = await registered();
    const [first, second] = [await log.append(), await log.append()];
    const offer = await renew(id, position);
    expect(offer?.entries).toEqual([first, second]);
    expect(offer?.position).toEqual({ number: second.number, entry_id: second.entry_id });
    expect(await log.guard(id)).toMatchObject({ position: position.number, offered: second.number });
    expect(await renew(id, second)).toEqual({ entries: [], position: await log.head() });
    expect(await log.guard(id)).toMatchObject({ position: second.number, offered: second.number });
  });

  it('stores a position also when it is behind', async () => {
    const { id } = await registered();
    const first = await log.append();
    const second = await log.append();
    await renew(id, first);
    expect(await log.guard(id)).toMatchObject({ position: first.number, offered: second.number });
  });

  it('that comes late lowers nothing', async () => {
    const { id, position } = await registered();
    const entry = await log.append();
    await renew(id, entry);
    const late = await renew(id, position, 200);
    expect(late?.entries).toEqual([entry]);
    const offered = entry.number;
    expect(await log.guard(id)).toEqual({ position: entry.number, offered, lease_ms: LEASE_MS });
  });

  it('of one guard twice in a statement is one row, and each is answered from its own place', async () => {
    const { id, position } = await registered();
    const first = await log.append();
    const second = await log.append();
    const offers = await registry.renew(
      [
        { id, position: second },
        { id, position },
        { id, position: first },
      ],
      LEASE_MS,
    );
    expect(offers.map((offer) => offer?.entries)).toEqual([[], [first, second], [second]]);
    expect(await log.guard(id)).toMatchObject({ position: second.number });
  });

  it('among many is answered in its place, also beside guards that nobody knows', async () => {
    const guards = await Promise.all(Array.from({ length: 5 }, registered));
    const entry = await log.append();
    const offers = await registry.renew(
      guards.flatMap(({ id, position }) => [
        { id, position },
        { id: randomUUID(), position },
      ]),
      LEASE_MS,
    );
    expect(offers.map((offer) => offer?.entries ?? null)).toEqual(guards.flatMap(() => [[entry], null]));
  });

  it('is unknown for a guard that was struck off or has left', async () => {
    const [struck, gone] = [await registered(), await registered()];
    await registry.leave(gone.id);
    expect(await registry.strikeOff(await log.append(), [struck.id, gone.id])).toBe(1);
    for (const { id, position } of [struck, gone]) expect(await renew(id, position)).toBeNull();
  });

  it('is unknown at a place of a log that has lost its end, and stores nothing', async () => {
    const { id, position } = await registered();
    const lost = await log.append();
    await renew(id, position);
    await log.loseEnd(position);
    expect(await renew(id, lost)).toBeNull();
    const other = await log.append();
    expect(other.number).toBe(lost.number);
    expect(await renew(id, lost)).toBeNull();
    expect(await log.guard(id)).toMatchObject({ position: position.number });
    expect(await renew(id, position)).toMatchObject({ entries: [other] });
  });

  it('brings nothing but the order to forget when too much is lacking', async () => {
    const [far, near] = [await registered(), await registered()];
    await log.appendMany(MOST_ENTRIES);
    const head = await log.head();
    expect((await renew(near.id, near.position))?.entries).toHaveLength(MOST_ENTRIES);
    await log.append();
    expect(await renew(far.id, far.position)).toEqual({ entries: null, position: await log.head() });
    expect(await log.guard(far.id)).toMatchObject({ offered: head.number + 1 });
  });

  it('brings nothing but the order to forget when what is lacking was pruned, and takes no position from it', async () => {
    const { id, position } = await registered();
    await log.appendMany(5);
    await database.query('DELETE FROM change_log WHERE number < $1', [position.number + 3]);
    const claimed = { number: position.number + 2, entry_id: position.entry_id };
    expect(await renew(id, claimed)).toEqual({ entries: null, position: await log.head() });
    expect(await log.guard(id)).toMatchObject({ position: position.number });
  });

  it('never shortens the lease that its guard may hold from another replica of auth', async () => {
    const { id, position } = await registered();
    await renew(id, position, 200);
    expect(await log.guard(id)).toMatchObject({ lease_ms: LEASE_MS });
    await renew(id, position, 5_000);
    expect(await log.guard(id)).toMatchObject({ lease_ms: 5_000 });
  });
});

describe('striking off', () => {
  it('spares who was offered the entry, though not yet there, and whoever is not named', async () => {
    const [silent, offered, there] = [await registered(), await registered(), await registered()];
    const spared = await registered();
    const { number, entry_id } = await log.append();
    await renew(offered.id, offered.position);
    await renew(there.id, { number, entry_id });
    expect(await registry.strikeOff({ number, entry_id }, [silent.id, offered.id, there.id])).toBe(1);
    const { guards } = await registry.look();
    expect(guards.map(({ id }) => id).sort()).toEqual([offered.id, there.id, spared.id].sort());
  });

  it('spares everybody for an entry that the log has lost, also when another has its number now', async () => {
    const guard = await registered();
    const lost = await log.append();
    await log.loseEnd(guard.position);
    expect(await registry.strikeOff(lost, [guard.id])).toBeNull();
    expect((await log.append()).number).toBe(lost.number);
    expect(await registry.strikeOff(lost, [guard.id])).toBeNull();
    expect(await log.guard(guard.id)).toBeDefined();
  });
});

describe('a look', () => {
  it('shows the head, the guards and the time, and a timeline that is no news where the tables were made', async () => {
    const { id, position } = await registered();
    const entry = await log.append();
    const view = await registry.look();
    expect(view.head.number).toBe(entry.number);
    expect(view.guards).toEqual([
      {
        id,
        position: position.number,
        offered: position.number,
        leaseMs: LEASE_MS,
        silentForMs: expect.any(Number) as number,
      },
    ]);
    expect(Math.abs(view.at.getTime() - Date.now())).toBeLessThan(5_000);
    expect(view.timeline.knownForMs).toBeGreaterThan(1_000_000);
  });

  it('takes a guard for where it has said that it is, if the log has that place', async () => {
    const [ahead, lost, late] = [await registered(), await registered(), await registered()];
    const [first, second] = [await log.append(), await log.append()];
    await renew(late.id, second);
    const said = [
      { id: ahead.id, position: first },
      { id: ahead.id, position: second },
      { id: lost.id, position: { number: second.number, entry_id: first.entry_id } },
      { id: lost.id, position: { number: second.number + 1, entry_id: randomUUID() } },
      { id: late.id, position: first },
      { id: randomUUID(), position: second },
    ];
    const { guards } = await registry.look(said);
    const places = new Map(guards.map(({ id, position }) => [id, position]));
    expect(places).toEqual(
      new Map([
        [ahead.id, second.number],
        [lost.id, lost.position.number],
        [late.id, second.number],
      ]),
    );
    expect(await log.guard(ahead.id)).toMatchObject({ position: ahead.position.number });
  });

  it('says how long a timeline is known, and null for one that nobody has seen', async () => {
    await database.query('DELETE FROM timelines');
    const { timeline } = await registry.look();
    expect(timeline.knownForMs).toBeNull();
    expect(timeline.id).toMatch(/^\d+\/[0-9A-F]{8}$/);
    await registry.rememberTimeline(timeline.id);
    await registry.rememberTimeline(timeline.id);
    const later = await registry.look();
    expect(later.timeline.id).toBe(timeline.id);
    expect(later.timeline.knownForMs).toBeGreaterThanOrEqual(0);
    expect(later.timeline.knownForMs).toBeLessThan(5_000);
  });
});
