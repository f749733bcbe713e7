import { v7 as newId } from 'uuid';
import { ContactStore, type NewContact } from '../src/contacts/contact.store.js';
import { ResourceDatabase } from './resource-database.js';

/** The contacts of one test file's own database. */
export class ContactsDatabase {
  readonly contacts: ContactStore;

  private constructor(private readonly database: ResourceDatabase) {
    this.contacts = new ContactStore(database.orm);
  }

  static async start(): Promise<ContactsDatabase> {
    return new ContactsDatabase(await ResourceDatabase.start());
  }

  stop(): Promise<void> {
    return this.database.stop();
  }

  async empty(): Promise<void> {
    await this.query('TRUNCATE contacts');
  }

  query<Row = Record<string, unknown>>(statement: string, parameters: unknown[] = []): Promise<Row[]> {
    return this.database.query<Row>(statement, parameters);
  }

  /** With times of the test's choosing. */
  async insert(workspaceId: string, rows: readonly { firstname: string; at: string }[]): Promise<string[]> {
    const ids = rows.map(() => newId());
    await this.query(
      `INSERT INTO contacts (id, workspace_id, firstname, phone, type, created_at, updated_at)
       SELECT id, $1, firstname, '+15550100', 'lead', at, at
         FROM unnest($2::uuid[], $3::text[], $4::timestamptz[]) AS new (id, firstname, at)`,
      [workspaceId, ids, rows.map(({ firstname }) => firstname), rows.map(({ at }) => at)],
    );
    return ids;
  }
}

export const aContact = (terms: Partial<NewContact> = {}): NewContact => ({
  firstname: 'Ada',
  lastname: null,
  phone: '+15550100',
  email: null,
  company: null,
  type: 'lead',
  tags: [],
  customFields: {},
  ...terms,
});
