import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class Usage1763769940000 implements MigrationInterface {
  name = 'Usage1763769940000';

  async up(runner: QueryRunner): Promise<void> {
    // Apart from the tokens, and tied to them by no key: a count must not wait for a change of its token.
    await runner.query(`
      CREATE TABLE token_usage (
        token_id uuid NOT NULL,
        day date NOT NULL,
        requests bigint NOT NULL,
        last_used_at timestamptz NOT NULL,
        PRIMARY KEY (token_id, day)
      );

      CREATE TABLE usage_reports (
        id uuid PRIMARY KEY,
        at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX usage_reports_at ON usage_reports (at);

      ALTER TABLE api_tokens DROP COLUMN last_used_at;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE api_tokens ADD COLUMN last_used_at timestamptz;
      DROP TABLE usage_reports, token_usage;
    `);
  }
}
