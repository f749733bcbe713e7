import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class Leaving1763770010000 implements MigrationInterface {
  name = 'Leaving1763770010000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE workspaces
        ADD COLUMN dashboard_only boolean NOT NULL DEFAULT false,
        ADD COLUMN on_owner_leaves text NOT NULL DEFAULT 'revoke'
          CONSTRAINT workspaces_on_owner_leaves CHECK (on_owner_leaves IN ('revoke', 'freeze', 'transfer'));
      ALTER TABLE operators
        ADD COLUMN left_at timestamptz,
        ADD CONSTRAINT operators_left_inactive CHECK (left_at IS NULL OR NOT is_active);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE operators DROP COLUMN left_at;
      ALTER TABLE workspaces DROP COLUMN dashboard_only, DROP COLUMN on_owner_leaves;
    `);
  }
}
