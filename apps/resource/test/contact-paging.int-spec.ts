import { Refusal } from '@latchkey/contracts';
import { v7 as newId } from 'uuid';
import { CONTACT_ORDERS, type ContactOrder } from '../src/contacts/contact-list.dto.js';
import { type ContactEntity } from '../src/contacts/contact.entity.js';
import { ContactsDatabase } from './contacts-database.js';

const acme = newId();
const globex = newId();
let database: ContactsDatabase;

beforeAll(async () => {
  database = await ContactsDatabase.start();
});
afterAll(() => database.stop());
beforeEach(() => database.empty());

/** All pages, one after the other; `between` happens after each. */
async function everyPage(
  sort: ContactOrder,
  limit: number,
  between: () => Promise<unknown> = () => Promise.resolve(),
): Promise<ContactEntity[]> {
  const seen: ContactEntity[] = [];
  let cursor: string | undefined;
  do {
    const page = await database.contacts.page(acme, { limit, sort, cursor });
    seen.push(...page.contacts);
    cursor = page.nextCursor ?? undefined;
    await between();
  } while (cursor !== undefined);
  return seen;
}

const idsOf = (contacts: readonly ContactEntity[]): string[] => contacts.map(({ id }) => id);

const fillings = {
  'all at the same instant with the same name': () => ({ firstname: 'Ada', at: '2026-01-01T00:00:00.123Z' }),
  'in few groups of equals': (i: number) => ({
    firstname: ['Ada', 'ada', 'Ädä', 'Zoë', 'O’Hara', '😀'][i % 6] ?? '',
    // Finer than a cursor can say: what is stored must not be.
    at: `2026-01-01T00:00:00.00${i % 5}${i % 4}56Z`,
  }),
  'all different': (i: number) => ({
    firstname: `Name ${(i * 7919) % 250}`,
    at: new Date(Date.UTC(2026, 0, 1) + ((i * 7919) % 250) * 1000).toISOString(),
  }),
};

const different = (count: number) => Array.from({ length: count }, (_, i) => fillings['all different'](i));

describe.each(CONTACT_ORDERS)('two hundred and fifty contacts by %s', (sort) => {
  it.each(Object.entries(fillings))('come in pages, each once and in order: %s', async (_, filling) => {
    const ids = await database.insert(
      acme,
      Array.from({ length: 250 }, (_each, i) => filling(i)),
    );
    const paged = idsOf(await everyPage(sort, 40));
    expect([...paged].sort()).toEqual([...ids].sort());
    // PostgreSQL's own order, of the whole at once.
    const column = sort.replace('-', '');
    const direction = sort.startsWith('-') ? 'DESC' : 'ASC';
    const whole = await database.query<{ id: string }>(
      `SELECT id FROM contacts ORDER BY ${column} ${direction}, id ${direction}`,
    );
    expect(paged).toEqual(whole.map(({ id }) => id));
  });

  it('come each once while others are added between the pages', async () => {
    const ids = await database.insert(
      acme,
      Array.from({ length: 250 }, (_, i) => fillings['in few groups of equals'](i)),
    );
    const more = [
      { firstname: 'Aaa', at: '2020-01-01T00:00:00.000Z' },
      { firstname: 'ada', at: '2026-01-01T00:00:00.002Z' },
      { firstname: 'zzz', at: '2030-01-01T00:00:00.000Z' },
    ];
    let rounds = 0;
    const paged = idsOf(
      await everyPage(sort, 40, async () => {
        if (++rounds <= 8) await database.insert(acme, more);
      }),
    );
    expect(new Set(paged).size).toBe(paged.length);
    const seen = new Set(paged);
    expect(ids.filter((id) => !seen.has(id))).toEqual([]);
  });
});

describe('a page', () => {
  it('has no next one when it holds the last contact, full or not', async () => {
    await database.insert(acme, different(10));
    const pageOf = async (limit: number) =>
      (await database.contacts.page(acme, { limit, sort: 'firstname' })).nextCursor;
    await expect(Promise.all([pageOf(10), pageOf(11)])).resolves.toEqual([null, null]);
    await expect(pageOf(9)).resolves.not.toBeNull();
  });

  it('of nothing is empty', async () => {
    await expect(database.contacts.page(acme, { limit: 15, sort: '-created_at' })).resolves.toEqual({
      contacts: [],
      nextCursor: null,
    });
  });

  it('follows another workspace’s cursor among one’s own contacts only (P9)', async () => {
    const mine = await database.insert(acme, different(5));
    await database.insert(globex, different(5));
    const theirs = await database.contacts.page(globex, { limit: 1, sort: 'created_at' });
    const page = await database.contacts.page(acme, {
      limit: 100,
      sort: 'created_at',
      cursor: theirs.nextCursor ?? '',
    });
    expect(page.contacts.length).toBeGreaterThan(0);
    expect(idsOf(page.contacts).filter((id) => !mine.includes(id))).toEqual([]);
  });

  it('refuses the cursor of another order, which would skip contacts in silence', async () => {
    await database.insert(acme, different(5));
    const { nextCursor } = await database.contacts.page(acme, { limit: 2, sort: 'created_at' });
    for (const sort of CONTACT_ORDERS.filter((order) => order !== 'created_at')) {
      const page = database.contacts.page(acme, { limit: 2, sort, cursor: nextCursor ?? '' });
      await expect(page).rejects.toThrow(Refusal);
    }
  });
});
