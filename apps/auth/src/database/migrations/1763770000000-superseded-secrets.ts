import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class SupersededSecrets1763770000000 implements MigrationInterface {
  name = 'SupersededSecrets1763770000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE superseded_secrets (
        id uuid PRIMARY KEY,
        token_id uuid NOT NULL REFERENCES api_tokens (id) ON DELETE CASCADE,
        mac bytea NOT NULL CONSTRAINT superseded_secrets_mac_unique UNIQUE,
        pepper_version integer NOT NULL,
        key_prefix text NOT NULL,
        superseded_at timestamptz NOT NULL DEFAULT now(),
        grace_seconds integer NOT NULL CONSTRAINT superseded_secrets_grace CHECK (grace_seconds BETWEEN 0 AND 86400),
        until timestamptz NOT NULL,
        successor_used_at timestamptz,
        last_used_at timestamptz,
        requests bigint NOT NULL DEFAULT 0
      );
      CREATE INDEX superseded_secrets_token ON superseded_secrets (token_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE superseded_secrets');
  }
}
