import { Refusal } from '@latchkey/contracts';
import { createDatabase, patient } from '@latchkey/testing';
import { DataSource } from 'typeorm';
import { v7 as newId } from 'uuid';
import { type ContactTerms } from '../src/contacts/contact-list.dto.js';
import { type ContactStore } from '../src/contacts/contact.store.js';
import { migrationOptions } from '../src/database/data-source.js';
import { ContactRelations1763790000000 } from '../src/database/migrations/1763790000000-contact-relations.js';
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

const errorsOf = async (promise: Promise<unknown>): Promise<unknown> => {
  const error: unknown = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Refusal)) throw new Error(`Not refused: ${String(error)}`);
  return error.errors;
};

describe('what a contact names', () => {
  it('is of its workspace, and comes back with it', async () => {
    const [statusId, sourceId] = [await database.add('statuses', acme), await database.add('sources', acme)];
    const groupIds = [await database.add('groups', acme), await database.add('groups', acme)];
    const named = { statusId, sourceId, groupIds, assigneeId: newId() };
    const added = await contacts.add(acme, aContact(named));
    expect(added).toMatchObject(named);
    await expect(contacts.find(acme, added.id)).resolves.toEqual(added);
    const [listed] = (await contacts.page(acme, { limit: 15, sort: 'created_at' })).contacts;
    expect(listed).toEqual(added);
    const changed = await contacts.update(acme, added.id, { groupIds: groupIds.slice(1), statusId: null });
    expect(changed).toMatchObject({ ...named, groupIds: groupIds.slice(1), statusId: null });
    await expect(contacts.update(acme, added.id, { groupIds: [] })).resolves.toMatchObject({ groupIds: [] });
  });

  it('may name a group twice, in any case of its letters, and is in it once', async () => {
    const group = await database.add('groups', acme);
    const added = await contacts.add(acme, aContact({ groupIds: [group, group.toUpperCase()] }));
    expect(added.groupIds).toEqual([group]);
  });

  it.each([
    ['what nobody has', () => Promise.resolve(newId())],
    ['another workspace’s (P9)', null],
  ])('is refused by field, and nothing is written: %s', async (_, nobodys) => {
    const idIn = nobodys ?? ((table: 'statuses' | 'sources' | 'groups') => database.add(table, globex));
    const named = {
      statusId: await idIn('statuses'),
      sourceId: await idIn('sources'),
      groupIds: [await database.add('groups', acme), await idIn('groups')],
    };
    const errors = {
      status_id: ['names no status of this workspace'],
      source_id: ['names no source of this workspace'],
      group_ids: ['names no group of this workspace'],
    };
    await expect(errorsOf(contacts.add(acme, aContact(named)))).resolves.toEqual(errors);
    const { id } = await contacts.add(acme, aContact());
    await expect(errorsOf(contacts.update(acme, id, { firstname: 'Eve', ...named }))).resolves.toEqual(
      errors,
    );
    await expect(contacts.find(acme, id)).resolves.toMatchObject({ firstname: 'Ada', statusId: null });
    await expect(database.query('SELECT id FROM contacts')).resolves.toHaveLength(1);
  });

  it('is there as long as it is named: of a deletion meanwhile nothing is left', async () => {
    for (let round = 0; round < 10; round++) {
      const [statusId, group] = [await database.add('statuses', acme), await database.add('groups', acme)];
      const [added] = await Promise.allSettled([
        contacts.add(acme, aContact({ statusId, groupIds: [group] })),
        database.statuses.remove(acme, statusId),
        database.groups.remove(acme, group),
      ]);
      if (added.status === 'rejected') expect(added.reason).toBeInstanceOf(Refusal);
      else {
        await expect(contacts.find(acme, added.value.id)).resolves.toMatchObject({
          statusId: null,
          groupIds: [],
        });
      }
    }
  });
});

describe('a status, a source or a group that is deleted', () => {
  it('leaves its contacts, without it, and changed', async () => {
    const named = {
      statusId: await database.add('statuses', acme),
      sourceId: await database.add('sources', acme),
      groupIds: [await database.add('groups', acme)],
    };
    const { id } = await contacts.add(acme, aContact(named));
    await database.query(`UPDATE contacts SET updated_at = '2026-01-01T00:00:00Z'`);
    for (const [remove, gone] of [
      [() => database.statuses.remove(acme, named.statusId), { statusId: null }],
      [() => database.sources.remove(acme, named.sourceId), { sourceId: null }],
      [() => database.groups.remove(acme, named.groupIds[0] ?? ''), { groupIds: [] }],
    ] as const) {
      const before = await contacts.find(acme, id);
      await expect(remove()).resolves.toBe(true);
      const after = await contacts.find(acme, id);
      expect(after).toMatchObject(gone);
      expect(Number(after?.updatedAt)).toBeGreaterThan(Number(before?.updatedAt));
    }
  });

  it('may have more contacts than one statement could let go of', async () => {
    const [statusId, group] = [await database.add('statuses', acme), await database.add('groups', acme)];
    await database.insert(
      acme,
      Array.from({ length: 1_100 }, () => ({ firstname: 'Ada', at: '2026-01-01Z' })),
    );
    await database.query('UPDATE contacts SET status_id = $1', [statusId]);
    await database.query(
      'INSERT INTO contact_groups (workspace_id, contact_id, group_id) SELECT workspace_id, id, $1 FROM contacts',
      [group],
    );
    await expect(database.statuses.remove(acme, statusId)).resolves.toBe(true);
    await expect(database.groups.remove(acme, group)).resolves.toBe(true);
    await expect(database.query('SELECT FROM contacts WHERE status_id IS NOT NULL')).resolves.toEqual([]);
    await expect(database.query('SELECT FROM contact_groups')).resolves.toEqual([]);
  });
});

describe('a phone', () => {
  const taken = { phone: ['is taken by another contact of this workspace'] };

  it('is one contact’s of a workspace', async () => {
    const { phone } = await contacts.add(acme, aContact());
    await expect(errorsOf(contacts.add(acme, aContact({ phone })))).resolves.toEqual(taken);
    const other = await contacts.add(acme, aContact());
    await expect(errorsOf(contacts.update(acme, other.id, { phone }))).resolves.toEqual(taken);
    await expect(contacts.add(globex, aContact({ phone }))).resolves.toMatchObject({ phone });
    const own = { phone: other.phone };
    await expect(contacts.update(acme, other.id, own)).resolves.toMatchObject(own);
  });

  it('is given to one of those who ask at once', async () => {
    const given = aContact();
    const asked = await Promise.allSettled(Array.from({ length: 10 }, () => contacts.add(acme, given)));
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe('a filter', () => {
  it('by status, source, group and assignee finds those, and all that is given must hold', async () => {
    const statusId = await database.add('statuses', acme);
    const sourceId = await database.add('sources', acme);
    const group = await database.add('groups', acme);
    const assigneeId = newId();
    await contacts.add(acme, aContact({ firstname: 'Ada', statusId, groupIds: [group] }));
    await contacts.add(acme, aContact({ firstname: 'Bob', sourceId, assigneeId, groupIds: [group] }));
    await contacts.add(acme, aContact({ firstname: 'Cy', statusId, sourceId }));
    const found = async (filters: Partial<ContactTerms>) => {
      const { contacts: page } = await contacts.page(acme, { limit: 15, sort: 'firstname', ...filters });
      return page.map(({ firstname }) => firstname);
    };
    await expect(found({ status_id: statusId })).resolves.toEqual(['Ada', 'Cy']);
    await expect(found({ source_id: sourceId })).resolves.toEqual(['Bob', 'Cy']);
    await expect(found({ group_id: group })).resolves.toEqual(['Ada', 'Bob']);
    await expect(found({ assignee_id: assigneeId })).resolves.toEqual(['Bob']);
    await expect(found({ status_id: statusId, group_id: group })).resolves.toEqual(['Ada']);
    await expect(found({ status_id: newId() })).resolves.toEqual([]);
  });
});

describe('contacts from before phones were unique', () => {
  it('keep theirs: the oldest as the one, the others beside it until they change it', async () => {
    const store = await createDatabase();
    const owner = await new DataSource(patient(migrationOptions(store.url))).initialize();
    const superuser = await new DataSource(patient(migrationOptions(store.superuserUrl))).initialize();
    try {
      await owner.runMigrations();
      const name = new ContactRelations1763790000000().name;
      for (let last = ''; last !== name;) {
        [{ last }] = await owner.query<[{ last: string }]>(
          'SELECT name AS last FROM migrations ORDER BY id DESC LIMIT 1',
        );
        await owner.undoLastMigration();
      }
      const rows = [
        ['second', acme, '+15550100', 2],
        ['oldest', acme, '15550100', 1],
        ['third', acme, '+15550100', 3],
        ['elsewhere', globex, '+15550100', 4],
        ['alone', acme, '15550101', 5],
      ] as const;
      for (const [firstname, workspace, phone, day] of rows) {
        await superuser.query(
          `INSERT INTO contacts (id, workspace_id, firstname, phone, type, created_at)
           VALUES (gen_random_uuid(), $1, $2, $3, 'lead', $4)`,
          [workspace, firstname, phone, `2026-01-0${day}`],
        );
      }
      await owner.runMigrations();
      const after = await superuser.query<object[]>(
        'SELECT firstname, phone, shares_phone AS shares FROM contacts ORDER BY created_at',
      );
      expect(after).toEqual([
        { firstname: 'oldest', phone: '+15550100', shares: false },
        { firstname: 'second', phone: '+15550100', shares: true },
        { firstname: 'third', phone: '+15550100', shares: true },
        { firstname: 'elsewhere', phone: '+15550100', shares: false },
        { firstname: 'alone', phone: '+15550101', shares: false },
      ]);
      const words = await superuser.query<object[]>(`SELECT FROM contact_words WHERE word = 'oldest'`);
      expect(words).toHaveLength(1);
    } finally {
      await Promise.all([owner.destroy(), superuser.destroy()]);
      await store.drop();
    }
  });

  it('change in other fields as before, and are unique once their phone changes', async () => {
    const [one, other] = [await contacts.add(acme, aContact()), await contacts.add(acme, aContact())];
    await database.query('UPDATE contacts SET phone = $1, shares_phone = true WHERE id = $2', [
      one.phone,
      other.id,
    ]);
    const same = { firstname: 'Eve', phone: one.phone };
    await expect(contacts.update(acme, other.id, same)).resolves.toMatchObject(same);
    const phone = aContact().phone;
    await expect(contacts.update(acme, other.id, { phone })).resolves.toMatchObject({ sharesPhone: false });
    await expect(contacts.update(acme, other.id, { phone: one.phone })).rejects.toThrow(Refusal);
  });
});
