import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class Commands1763769700000 implements MigrationInterface {
  name = 'Commands1763769700000';

  async up(runner: QueryRunner): Promise<void> {
    // `reply` is null only inside the transaction that makes it.
    await runner.query(`
      CREATE TABLE idempotent_replies (
        principal_id uuid NOT NULL REFERENCES operators (id) ON DELETE CASCADE,
        key_digest bytea NOT NULL,
        pattern text NOT NULL,
        request_mac bytea NOT NULL,
        pepper_version integer NOT NULL,
        reply jsonb,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (principal_id, key_digest)
      );
      CREATE INDEX idempotent_replies_age ON idempotent_replies (created_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE idempotent_replies');
  }
}
