import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class Reminders1763770020000 implements MigrationInterface {
  name = 'Reminders1763770020000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE api_tokens ADD COLUMN secret_since timestamptz NOT NULL DEFAULT now();
      UPDATE api_tokens token SET secret_since = coalesce(
        (SELECT max(superseded_at) FROM superseded_secrets WHERE token_id = token.id), created_at);
      CREATE INDEX api_tokens_expiring ON api_tokens (expires_at)
        WHERE deleted_at IS NULL AND is_active AND expires_at IS NOT NULL;
      CREATE INDEX api_tokens_secret_since ON api_tokens (secret_since) WHERE deleted_at IS NULL AND is_active;

      CREATE TABLE token_reminders (
        token_id uuid NOT NULL REFERENCES api_tokens (id) ON DELETE CASCADE,
        kind text NOT NULL,
        due_for timestamptz NOT NULL,
        at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (token_id, kind, due_for)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE token_reminders;
      DROP INDEX api_tokens_expiring;
      DROP INDEX api_tokens_secret_since;
      ALTER TABLE api_tokens DROP COLUMN secret_since;
    `);
  }
}
