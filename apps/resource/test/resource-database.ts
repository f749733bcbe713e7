import { createMigratedDatabase, patient, type TestDatabase } from '@latchkey/testing';
import { DataSource } from 'typeorm';
import { dataSourceOptions, migrationOptions } from '../src/database/data-source.js';

/** A database of one test file's own, with the tables of the sources as they are now. */
export class ResourceDatabase {
  private constructor(
    /** As resource reaches it: it sees the rows of the workspace that it acts in. */
    readonly orm: DataSource,
    private readonly superuser: DataSource,
    private readonly database: TestDatabase,
  ) {}

  static async start(): Promise<ResourceDatabase> {
    const database = await createMigratedDatabase('resource');
    const orm = new DataSource(patient(dataSourceOptions(database.url)));
    const superuser = new DataSource(patient(migrationOptions(database.superuserUrl)));
    await Promise.all([orm.initialize(), superuser.initialize()]);
    return new ResourceDatabase(orm, superuser, database);
  }

  async stop(): Promise<void> {
    await Promise.all([this.orm.destroy(), this.superuser.destroy()]);
    await this.database.drop();
  }

  /** As the superuser, who sees the rows of every workspace. */
  query<Row = Record<string, unknown>>(statement: string, parameters: unknown[] = []): Promise<Row[]> {
    return this.superuser.query<Row[]>(statement, parameters);
  }
}
