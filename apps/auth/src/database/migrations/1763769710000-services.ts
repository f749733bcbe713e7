import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class Services1763769710000 implements MigrationInterface {
  name = 'Services1763769710000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE operators
        ADD COLUMN kind text NOT NULL DEFAULT 'person',
        ADD COLUMN name text,
        ALTER COLUMN email DROP NOT NULL,
        ALTER COLUMN password_hash DROP NOT NULL,
        ADD CONSTRAINT operators_kind CHECK (
          CASE kind
            WHEN 'person' THEN email IS NOT NULL AND password_hash IS NOT NULL AND name IS NULL
            WHEN 'service' THEN email IS NULL AND password_hash IS NULL AND name IS NOT NULL
            ELSE false
          END);
      CREATE UNIQUE INDEX operators_service_unique ON operators (workspace_id, name) WHERE kind = 'service';

      CREATE TABLE service_credentials (
        operator_id uuid PRIMARY KEY REFERENCES operators (id) ON DELETE CASCADE,
        mac bytea NOT NULL CONSTRAINT service_credentials_mac_unique UNIQUE,
        pepper_version integer NOT NULL,
        may text[] NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      );

      ALTER TABLE audit_entries ALTER COLUMN workspace_id DROP NOT NULL, ALTER COLUMN subject_id DROP NOT NULL;
    `);
  }

  /** Fails while there are services: somebody has to decide first what becomes of their tokens. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM audit_entries WHERE workspace_id IS NULL OR subject_id IS NULL;
      ALTER TABLE audit_entries ALTER COLUMN workspace_id SET NOT NULL, ALTER COLUMN subject_id SET NOT NULL;
      DROP TABLE service_credentials;
      DROP INDEX operators_service_unique;
      ALTER TABLE operators
        DROP CONSTRAINT operators_kind,
        ALTER COLUMN email SET NOT NULL,
        ALTER COLUMN password_hash SET NOT NULL,
        DROP COLUMN name,
        DROP COLUMN kind;
    `);
  }
}
