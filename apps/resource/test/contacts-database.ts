import { v7 as newId } from 'uuid';
import { ContactStore, type NewContact } from '../src/contacts/contact.store.js';
import { GroupStore } from '../src/groups/group.store.js';
import { SourceStore } from '../src/sources/source.store.js';
import { StatusStore } from '../src/statuses/status.store.js';
import { aPhone } from './a-phone.js';
import { ResourceDatabase } from './resource-database.js';

/** As many as a statement gets done in its time. */
const AT_ONCE = 1_000;

/** The contacts of one test file's own database. */
export class ContactsDatabase {
  readonly contacts: ContactStore;

  readonly statuses: StatusStore;
  readonly sources: SourceStore;
  readonly groups: GroupStore;

  private constructor(private readonly database: ResourceDatabase) {
    this.contacts = new ContactStore(database.orm);
    this.statuses = new StatusStore(database.orm);
    this.sources = new SourceStore(database.orm);
    this.groups = new GroupStore(database.orm);
  }

  static async start(): Promise<ContactsDatabase> {
    return new ContactsDatabase(await ResourceDatabase.start());
  }

  stop(): Promise<void> {
    return this.database.stop();
  }

  async empty(): Promise<void> {
    await this.query('TRUNCATE contacts, contact_groups, contact_words, statuses, sources, groups CASCADE');
  }

  query<Row = Record<string, unknown>>(statement: string, parameters: unknown[] = []): Promise<Row[]> {
    return this.database.query<Row>(statement, parameters);
  }

  /** A row that contacts may name; resolves to its id. */
  async add(table: 'statuses' | 'sources' | 'groups', workspaceId: string): Promise<string> {
    const id = newId();
    await this.query(`INSERT INTO ${table} (id, workspace_id, name) VALUES ($1, $2, $3)`, [
      id,
      workspaceId,
      `Row ${id}`,
    ]);
    return id;
  }

  /** With times of the test's choosing. */
  async insert(
    workspaceId: string,
    rows: readonly { firstname: string; at: string }[],
    company: string | null = null,
  ): Promise<string[]> {
    const ids: string[] = [];
    for (let from = 0; from < rows.length; from += AT_ONCE) {
      const some = rows.slice(from, from + AT_ONCE).map((row) => ({ ...row, id: newId(), phone: aPhone() }));
      await this.query(
        `INSERT INTO contacts (id, workspace_id, firstname, phone, company, type, created_at, updated_at)
         SELECT id, $1, firstname, phone, $2, 'lead', at, at
           FROM jsonb_to_recordset($3) AS new (id uuid, firstname text, phone text, at timestamptz)`,
        [workspaceId, company, JSON.stringify(some)],
      );
      ids.push(...some.map(({ id }) => id));
    }
    return ids;
  }
}

export const aContact = (terms: Partial<NewContact> = {}): NewContact => ({
  firstname: 'Ada',
  lastname: null,
  phone: aPhone(),
  email: null,
  company: null,
  type: 'lead',
  statusId: null,
  sourceId: null,
  groupIds: [],
  assigneeId: null,
  tags: [],
  customFields: {},
  ...terms,
});
