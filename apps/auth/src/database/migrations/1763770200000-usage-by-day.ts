import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** For the report of a workspace's usage. It names no column that a count changes, so that counting touches no index. */
export class UsageByDay1763770200000 implements MigrationInterface {
  name = 'UsageByDay1763770200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX token_usage_by_day ON token_usage (workspace_id, day, token_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX token_usage_by_day');
  }
}
