import { v7 as newId } from 'uuid';
import { type ListContactsDto } from '../src/contacts/contact-list.dto.js';
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
beforeEach(() => database.empty());

const namesFor = async (workspaceId: string, filter: Partial<ListContactsDto> = {}): Promise<string[]> => {
  const page = await contacts.page(workspaceId, { limit: 100, sort: 'firstname', ...filter });
  return page.contacts.map(({ firstname }) => firstname);
};

describe('a contact', () => {
  it('comes back as it was added', async () => {
    const given = aContact({
      lastname: 'Lovelace',
      email: 'ada@example.com',
      company: 'Analytical Engines',
      type: 'customer',
      tags: ['vip', 'a, "b" {c} \\d', 'NULL', ''],
      customFields: { plan: 'gold', deep: { list: [1, null, 'ü😀'] } },
    });
    const added = await contacts.add(acme, given);
    expect(added).toMatchObject({ ...given, workspaceId: acme });
    await expect(contacts.find(acme, added.id)).resolves.toEqual(added);
  });

  it.each(["'; DROP TABLE contacts; --", '%', '\\', '$1', ':value', '${x}', '"', "Robert'); --"])(
    'may be called %j',
    async (firstname) => {
      const { id } = await contacts.add(acme, aContact({ firstname, company: firstname }));
      expect((await contacts.find(acme, id))?.firstname).toBe(firstname);
      await expect(namesFor(acme, { company: firstname })).resolves.toEqual([firstname]);
    },
  );
});

describe('an update', () => {
  it('leaves what it does not name, clears what it sets to null, and moves updated_at', async () => {
    const before = await contacts.add(
      acme,
      aContact({ lastname: 'Lovelace', company: 'Engines', tags: ['vip'] }),
    );
    await database.query(`UPDATE contacts SET updated_at = updated_at - interval '1 minute'`);
    const after = await contacts.update(acme, before.id, { company: null, tags: [] });
    expect(after).toMatchObject({ firstname: 'Ada', lastname: 'Lovelace', company: null, tags: [] });
    expect(after?.createdAt).toEqual(before.createdAt);
    expect(Number(after?.updatedAt)).toBeGreaterThanOrEqual(Number(before.updatedAt));
  });

  it('of nothing changes nothing, not even updated_at', async () => {
    const before = await contacts.add(acme, aContact());
    await expect(contacts.update(acme, before.id, {})).resolves.toEqual(before);
  });

  it('of what is not there resolves to null', async () => {
    await expect(contacts.update(acme, newId(), { firstname: 'Eve' })).resolves.toBeNull();
    await expect(contacts.update(acme, newId(), {})).resolves.toBeNull();
  });
});

describe('a filter', () => {
  beforeEach(async () => {
    await contacts.add(acme, aContact({ firstname: 'Ada', company: 'Engines', tags: ['vip', 'old'] }));
    await contacts.add(acme, aContact({ firstname: 'Bob', type: 'customer', phone: '+15550199' }));
    await contacts.add(acme, aContact({ firstname: 'Cy', email: 'cy@example.com', tags: ['vip'] }));
    await contacts.add(globex, aContact({ firstname: 'Eve', company: 'Engines', tags: ['vip'] }));
  });

  it.each<{ filter: Partial<ListContactsDto>; names: string[]; why: string }>([
    { filter: {}, names: ['Ada', 'Bob', 'Cy'], why: 'nothing is filtered' },
    { filter: { type: 'customer' }, names: ['Bob'], why: 'the type is that one' },
    { filter: { phone: '+15550199' }, names: ['Bob'], why: 'the phone is that one' },
    { filter: { phone: '+1555019' }, names: [], why: 'a part of a phone is no phone' },
    { filter: { email: 'cy@example.com' }, names: ['Cy'], why: 'the email is that one' },
    { filter: { company: 'Engines' }, names: ['Ada'], why: 'the company is that one' },
    { filter: { company: '%' }, names: [], why: 'there are no wildcards' },
    { filter: { tag: 'vip' }, names: ['Ada', 'Cy'], why: 'they carry the tag' },
    { filter: { tag: 'vi' }, names: [], why: 'a part of a tag is no tag' },
    { filter: { tag: 'vip', type: 'lead', company: 'Engines' }, names: ['Ada'], why: 'all must hold' },
    { filter: { tag: 'vip', type: 'customer' }, names: [], why: 'all must hold' },
  ])('$filter finds $names, because $why', async ({ filter, names }) => {
    await expect(namesFor(acme, filter)).resolves.toEqual(names);
  });
});

describe('another tenant', () => {
  it('neither sees, changes nor removes a contact, and a removal happens once (P9)', async () => {
    const contact = await contacts.add(acme, aContact());
    await expect(contacts.find(globex, contact.id)).resolves.toBeNull();
    await expect(contacts.update(globex, contact.id, { firstname: 'Eve' })).resolves.toBeNull();
    await expect(contacts.remove(globex, contact.id)).resolves.toBe(false);
    await expect(namesFor(globex)).resolves.toEqual([]);
    await expect(contacts.find(acme, contact.id)).resolves.toEqual(contact);

    const removals = await Promise.all([1, 2, 3].map(() => contacts.remove(acme, contact.id)));
    expect(removals.filter(Boolean)).toHaveLength(1);
    await expect(contacts.find(acme, contact.id)).resolves.toBeNull();
  });
});
