import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** When a token's secret was seen over plain HTTP (K8); NULL: it was not. */
export class ExposedTokens1763799001000 implements MigrationInterface {
  name = 'ExposedTokens1763799001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE api_tokens ADD COLUMN exposed_at timestamptz(3)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE api_tokens DROP COLUMN exposed_at');
  }
}
