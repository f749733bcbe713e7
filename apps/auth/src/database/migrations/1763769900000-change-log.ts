import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class ChangeLog1763769900000 implements MigrationInterface {
  name = 'ChangeLog1763769900000';

  async up(runner: QueryRunner): Promise<void> {
    // The log is never empty: whoever reads the head finds an entry. No index but the key: one more write a change.
    await runner.query(`
      CREATE TABLE change_log (
        number bigint PRIMARY KEY,
        entry_id uuid NOT NULL DEFAULT gen_random_uuid(),
        at timestamptz NOT NULL DEFAULT clock_timestamp(),
        workspace_id uuid,
        touches text[] NOT NULL
      );
      INSERT INTO change_log (number, touches) VALUES (0, '{}');

      CREATE TABLE change_head (
        is_only_row boolean PRIMARY KEY DEFAULT true CONSTRAINT change_head_one_row CHECK (is_only_row),
        number bigint NOT NULL
      );
      INSERT INTO change_head (number) VALUES (0);

      CREATE TABLE guards (
        id uuid PRIMARY KEY,
        position bigint NOT NULL,
        offered bigint NOT NULL,
        lease_ms integer NOT NULL,
        registered_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        renewed_at timestamptz NOT NULL DEFAULT clock_timestamp()
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE guards, change_head, change_log');
  }
}
