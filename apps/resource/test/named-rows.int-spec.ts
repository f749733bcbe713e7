import { Refusal } from '@latchkey/contracts';
import { v7 as newId } from 'uuid';
import { type NamedRow } from '../src/catalogue/named-row.js';
import { type NamedRowStore } from '../src/catalogue/named-row.store.js';
import { GroupStore } from '../src/groups/group.store.js';
import { SourceStore } from '../src/sources/source.store.js';
import { StatusStore } from '../src/statuses/status.store.js';
import { ResourceDatabase } from './resource-database.js';

const acme = newId();
const globex = newId();
let database: ResourceDatabase;
beforeAll(async () => {
  database = await ResourceDatabase.start();
});
afterAll(() => database.stop());
beforeEach(() => database.query('TRUNCATE statuses, sources, groups CASCADE'));

const kinds: [string, () => NamedRowStore<NamedRow>][] = [
  ['statuses', () => new StatusStore(database.orm)],
  ['sources', () => new SourceStore(database.orm)],
  ['groups', () => new GroupStore(database.orm)],
];

/** What came of each: `done`, or the reasons of its refusal. */
const outcomesOf = async (writes: Promise<unknown>[]): Promise<unknown[]> =>
  (await Promise.allSettled(writes)).map((result): unknown => {
    if (result.status === 'fulfilled') return 'done';
    return result.reason instanceof Refusal ? result.reason.errors : (result.reason as unknown);
  });
const taken = { name: ['is taken in this workspace'] };

describe.each(kinds)('a name among %s', (table, storeOf) => {
  let store: NamedRowStore<NamedRow>;
  beforeEach(() => {
    store = storeOf();
  });

  it.each([
    ['VIP', 'vip'],
    ['Ärger', 'äRGER'],
    ['Ωmega', 'ωmega'],
    ['same', 'same'],
  ])('is one, whatever the case of its letters: %s is %s', async (first, second) => {
    await store.add(acme, { name: first });
    await expect(outcomesOf([store.add(acme, { name: second })])).resolves.toEqual([taken]);
    const other = await store.add(acme, { name: 'Another' });
    await expect(outcomesOf([store.update(acme, other.id, { name: second })])).resolves.toEqual([taken]);
    expect((await store.find(acme, other.id))?.name).toBe('Another');
  });

  it('is given once when ten want it at once', async () => {
    const wanted = Array.from({ length: 10 }, (_, i) => (i % 2 ? 'VIP' : 'vip'));
    const outcomes = await outcomesOf(wanted.map((name) => store.add(acme, { name })));
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome !== 'done')).toEqual(Array.from({ length: 9 }, () => taken));
    await expect(database.query(`SELECT 1 FROM ${table}`)).resolves.toHaveLength(1);
  });

  it('is given once when five rows want to be renamed to it at once', async () => {
    const rows = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((name) => store.add(acme, { name })));
    const outcomes = await outcomesOf(rows.map(({ id }) => store.update(acme, id, { name: 'VIP' })));
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome !== 'done')).toEqual([taken, taken, taken, taken]);
  });

  it('is free in another workspace, free again after a removal, and may change its case', async () => {
    const mine = await store.add(acme, { name: 'VIP' });
    await store.add(globex, { name: 'VIP' });
    expect((await store.update(acme, mine.id, { name: 'Vip' }))?.name).toBe('Vip');
    await store.remove(acme, mine.id);
    expect((await store.add(acme, { name: 'VIP' })).name).toBe('VIP');
  });
});

describe.each(kinds)('%s', (table, storeOf) => {
  let store: NamedRowStore<NamedRow>;
  beforeEach(() => {
    store = storeOf();
  });

  it('of another tenant are neither seen, changed nor removed, and a removal happens once', async () => {
    const row = await store.add(acme, { name: 'Mine' });
    await expect(store.find(globex, row.id)).resolves.toBeNull();
    await expect(store.update(globex, row.id, { name: 'Stolen' })).resolves.toBeNull();
    await expect(store.update(globex, row.id, {})).resolves.toBeNull();
    await expect(store.remove(globex, row.id)).resolves.toBe(false);
    await expect(store.page(globex, { limit: 100, sort: 'name' })).resolves.toEqual({
      rows: [],
      nextCursor: null,
    });
    await expect(store.find(acme, row.id)).resolves.toEqual(row);
    const removals = await Promise.all([1, 2, 3].map(() => store.remove(acme, row.id)));
    expect(removals.filter(Boolean)).toHaveLength(1);
  });

  it('move updated_at when they change, and only then', async () => {
    const { id, updatedAt } = await store.add(acme, { name: 'Old' });
    await database.query(`UPDATE ${table} SET updated_at = updated_at - interval '1 minute'`);
    const unchanged = await store.update(acme, id, {});
    expect(Number(unchanged?.updatedAt)).toBe(Number(updatedAt) - 60_000);
    const changed = await store.update(acme, id, { name: 'New' });
    expect(Number(changed?.updatedAt)).toBeGreaterThanOrEqual(Number(updatedAt));
  });

  it.each(['created_at', '-created_at', 'name', '-name'])(
    'come in pages by %s, each once and in PostgreSQL’s order, also those of the same instant',
    async (sort) => {
      await database.query(
        `INSERT INTO ${table} (id, workspace_id, name, created_at)
         SELECT gen_random_uuid(), $1, 'Name ' || n * 7919 % 100, '2026-01-01'::timestamptz + n % 5 * interval '1 s'
           FROM generate_series(1, 100) n`,
        [acme],
      );
      await store.add(globex, { name: 'Theirs' });
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await store.page(acme, { limit: 9, sort, cursor });
        seen.push(...page.rows.map(({ id }) => id));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      const [column, direction] = [sort.replace('-', ''), sort.startsWith('-') ? 'DESC' : 'ASC'];
      const whole = await database.query<{ id: string }>(
        `SELECT id FROM ${table} WHERE workspace_id = $1 ORDER BY ${column} ${direction}, id ${direction}`,
        [acme],
      );
      expect(whole).toHaveLength(100);
      expect(seen).toEqual(whole.map(({ id }) => id));
    },
  );
});

it('statuses come in pages by their position', async () => {
  const store = new StatusStore(database.orm);
  for (const [name, position] of Object.entries({ third: 10, first: 2, second: 9, alsoThird: 10 }))
    await store.add(acme, { name, position });
  const first = await store.page(acme, { limit: 2, sort: 'position' });
  expect(first.rows.map(({ name }) => name)).toEqual(['first', 'second']);
  const last = await store.page(acme, { limit: 2, sort: 'position', cursor: first.nextCursor ?? '' });
  expect(last.rows.map(({ name }) => name)).toEqual(['third', 'alsoThird']);
  expect(last.nextCursor).toBeNull();
});
