import { createDatabase, type TestDatabase } from '@latchkey/testing';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../src/database/data-source.js';

/** A database of one test file's own, with the tables of the sources as they are now. */
export class ResourceDatabase {
  private constructor(
    readonly orm: DataSource,
    private readonly database: TestDatabase,
  ) {}

  static async start(): Promise<ResourceDatabase> {
    const database = await createDatabase();
    const options = dataSourceOptions(database.url);
    // A new connection may take longer beside the other suites than a service may wait for it.
    const extra = { ...(options.extra as object), connectionTimeoutMillis: 10_000 };
    const orm = await new DataSource({ ...options, extra }).initialize();
    await orm.runMigrations();
    return new ResourceDatabase(orm, database);
  }

  async stop(): Promise<void> {
    await this.orm.destroy();
    await this.database.drop();
  }

  query<Row = Record<string, unknown>>(statement: string, parameters: unknown[] = []): Promise<Row[]> {
    return this.orm.query<Row[]>(statement, parameters);
  }
}
