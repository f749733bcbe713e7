import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class TokenTerms1763769920000 implements MigrationInterface {
  name = 'TokenTerms1763769920000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE api_tokens
        ADD COLUMN allowed_routes text[],
        ADD COLUMN rate_limits jsonb,
        ADD COLUMN monthly_quota bigint CONSTRAINT api_tokens_monthly_quota CHECK (monthly_quota >= 1),
        ADD COLUMN quota_version integer NOT NULL DEFAULT 0;
      ALTER TABLE workspaces
        ADD COLUMN rate_limits jsonb NOT NULL DEFAULT '[{"limit": 60, "window": "1m"}]';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE workspaces DROP COLUMN rate_limits;
      ALTER TABLE api_tokens
        DROP COLUMN allowed_routes,
        DROP COLUMN rate_limits,
        DROP COLUMN monthly_quota,
        DROP COLUMN quota_version;
    `);
  }
}
