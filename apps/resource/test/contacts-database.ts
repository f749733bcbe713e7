import { createDatabase, type TestDatabase } from '@latchkey/testing';
import { DataSource } from 'typeorm';
import { v7 as newId } from 'uuid';
import { ContactStore, type NewContact } from '../src/contacts/contact.store.js';
import { dataSourceOptions } from '../src/database/data-source.js';

/** A database of one test file's own, with the tables of the sources as they are now. */
export class ContactsDatabase {
  readonly contacts: ContactStore;

  private constructor(
    private readonly orm: DataSource,
    private readonly store: TestDatabase,
  ) {
    this.contacts = new ContactStore(orm);
  }

  static async start(): Promise<ContactsDatabase> {
    const store = await createDatabase();
    const options = dataSourceOptions(store.url);
    // A new connection may take longer beside the other suites than a service may wait for it.
    const extra = { ...(options.extra as object), connectionTimeoutMillis: 10_000 };
    const orm = await new DataSource({ ...options, extra }).initialize();
    await orm.runMigrations();
    return new ContactsDatabase(orm, store);
  }

  async stop(): Promise<void> {
    await this.orm.destroy();
    await this.store.drop();
  }

  async empty(): Promise<void> {
    await this.orm.query('TRUNCATE contacts');
  }

  query<Row = Record<string, unknown>>(statement: string, parameters: unknown[] = []): Promise<Row[]> {
    return this.orm.query<Row[]>(statement, parameters);
  }

  /** With times of the test's choosing. */
  async insert(workspaceId: string, rows: readonly { firstname: string; at: string }[]): Promise<string[]> {
    const ids = rows.map(() => newId());
    await this.orm.query(
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
