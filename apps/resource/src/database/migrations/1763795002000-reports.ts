import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What a day is counted from, without a look at the rows. */
export class Reports1763795002000 implements MigrationInterface {
  name = 'Reports1763795002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX messages_by_day ON messages (workspace_id, created_at) INCLUDE (status);
      CREATE INDEX contacts_by_day ON contacts (workspace_id, created_at) INCLUDE (type);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX messages_by_day, contacts_by_day');
  }
}
