import { Refusal } from '@latchkey/contracts';
import { v7 as newId } from 'uuid';
import { CONTACT_ORDERS, type ContactTerms } from '../src/contacts/contact-list.dto.js';
import { type ContactStore } from '../src/contacts/contact.store.js';
import { aContact, ContactsDatabase } from './contacts-database.js';

const acme = newId();
const globex = newId();
let database: ContactsDatabase;
let contacts: ContactStore;

beforeAll(async () => {
  database = await ContactsDatabase.start();
  contacts = database.contacts;
});
afterAll(() => database.stop());

/** The first names on all pages, and how many pages they took. */
async function found(terms: Partial<ContactTerms>): Promise<{ names: string[]; pages: number }> {
  const names: string[] = [];
  let cursor: string | undefined;
  let pages = 0;
  do {
    const page = await contacts.page(acme, { limit: 15, sort: 'firstname', ...terms, cursor });
    names.push(...page.contacts.map(({ firstname }) => firstname));
    cursor = page.nextCursor ?? undefined;
    pages++;
  } while (cursor !== undefined);
  return { names, pages };
}
const namesFor = async (search: string, terms: Partial<ContactTerms> = {}): Promise<string[]> =>
  (await found({ search, ...terms })).names;

describe('a search among few contacts', () => {
  beforeAll(async () => {
    await database.empty();
    const ada = { lastname: 'King-Lovelace', company: 'Analytical Engines', email: 'ada.l@example.com' };
    await contacts.add(acme, aContact({ firstname: 'Ada', ...ada, phone: '+15550100' }));
    await contacts.add(acme, aContact({ firstname: 'Zoë', lastname: 'Ångström', phone: '+15550199' }));
    await contacts.add(acme, aContact({ firstname: 'Игорь', type: 'customer', company: '100% ada_' }));
    await contacts.add(globex, aContact({ firstname: 'Ada of Globex' }));
  });

  it.each<[search: string, names: string[] | null, why: string]>([
    ['ada', ['Ada', 'Игорь'], 'of another workspace none is found (P9)'],
    ['AD', ['Ada', 'Игорь'], 'the beginning of a word is enough, in any case'],
    ['da', [], 'the middle of a word is not'],
    ['love', ['Ada'], 'a hyphen ends a word'],
    ['lovelace ada', ['Ada'], 'the order of the words is free'],
    ['ada zoe', [], 'every word must be there'],
    ['zoe angstrom', ['Zoë'], 'accents may be left out'],
    ['ZOË', ['Zoë'], 'accents may be typed'],
    ['игор', ['Игорь'], 'other alphabets have words too'],
    ['engine', ['Ada'], 'companies are searched'],
    ['ada.l@example.com', ['Ada'], 'a whole email is found'],
    ['ada@exam', ['Ada'], 'so is a part of each of its words'],
    ['+1 (555) 01', ['Ada', 'Zoë'], 'a phone is found however it is written'],
    ['15550199', ['Zoë'], 'a phone is found without its plus'],
    ['100%', ['Игорь'], 'there are no wildcards'],
    ['%', null, 'a wildcard alone is nothing to search for'],
    ['a b c d e f g h i', null, 'nine words are too many'],
  ])('for %j finds %j: %s', async (search, names) => {
    if (names === null) await expect(namesFor(search)).rejects.toThrow(Refusal);
    else await expect(namesFor(search)).resolves.toEqual(names);
  });

  it('holds beside the other filters', async () => {
    await expect(namesFor('ada', { type: 'customer' })).resolves.toEqual(['Игорь']);
  });

  it('sees a change at once, and nothing of what is gone', async () => {
    const { id } = await contacts.add(acme, aContact({ firstname: 'Hedy', company: 'Wireless' }));
    await contacts.update(acme, id, { company: 'Hopping', tags: ['x'] });
    await expect(namesFor('wireless')).resolves.toEqual([]);
    await expect(namesFor('hopping hedy')).resolves.toEqual(['Hedy']);
    await contacts.remove(acme, id);
    await expect(namesFor('hopping')).resolves.toEqual([]);
    await expect(database.query('SELECT FROM contact_words WHERE contact_id = $1', [id])).resolves.toEqual(
      [],
    );
  });

  it('bears texts that are all words', async () => {
    const company = '\ufdfa'.repeat(200);
    await contacts.add(acme, aContact({ firstname: 'x'.repeat(100), company }));
    await expect(namesFor('x'.repeat(100))).resolves.toHaveLength(1);
  });
});

describe('a search among very many', () => {
  const COUNT = 12_000;
  beforeAll(async () => {
    await database.empty();
    // Every one is an Acme; one in a thousand is called Rare, and Lone is the last in every order.
    const rows = Array.from({ length: COUNT }, (_, n) => ({
      firstname: n === COUNT - 1 ? 'Zz Lone' : n % 1_000 === 0 ? `Rare ${n}` : `Name ${n}`,
      at: new Date(Date.UTC(2026, 0, 1) + n).toISOString(),
    }));
    await database.insert(acme, rows, 'Acme');
    await database.query('ANALYZE');
  }, 60_000);

  it.each(CONTACT_ORDERS)('comes in pages by %s, each contact once and in order', async (sort) => {
    const expected = await database.query<{ firstname: string }>(
      `SELECT firstname FROM contacts WHERE firstname LIKE 'Rare %'
        ORDER BY ${sort.replace('-', '')} ${sort.startsWith('-') ? 'DESC' : 'ASC'}, id`,
    );
    const names = await namesFor('acme rare', { sort, limit: 7 });
    expect(names).toEqual(expected.map(({ firstname }) => firstname));
  });

  it('looks at no more contacts for a page than it may, and says where to go on', async () => {
    const page = await contacts.page(acme, { limit: 15, sort: 'created_at', search: 'acme', tag: 'none' });
    expect(page.contacts).toEqual([]);
    expect(page.nextCursor).not.toBeNull();
    await expect(found({ search: 'acme', tag: 'none' })).resolves.toEqual({ names: [], pages: 3 });
    await expect(found({ tag: 'none' })).resolves.toEqual({ names: [], pages: 3 });
  });

  it('finds the only one, wherever it stands', async () => {
    await expect(found({ search: 'lone', sort: 'created_at' })).resolves.toEqual({
      names: ['Zz Lone'],
      pages: 1,
    });
    const names = await namesFor('acme', { limit: 1_000, sort: '-created_at' });
    expect(names).toHaveLength(COUNT);
    expect(names[0]).toBe('Zz Lone');
  }, 30_000);
});
