import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** All that contacts are counted by, beside the day. */
export class ContactsByDay1763796000000 implements MigrationInterface {
  name = 'ContactsByDay1763796000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX contacts_by_day;
      CREATE INDEX contacts_by_day ON contacts (workspace_id, created_at) INCLUDE (type, status_id, source_id);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX contacts_by_day;
      CREATE INDEX contacts_by_day ON contacts (workspace_id, created_at) INCLUDE (type);`);
  }
}
