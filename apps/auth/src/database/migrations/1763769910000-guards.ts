import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class Guards1763769910000 implements MigrationInterface {
  name = 'Guards1763769910000';

  async up(runner: QueryRunner): Promise<void> {
    // The head row names its entry: who locks it finds the entry's id though its own snapshot is older than the entry.
    // Both rows that change all the time have room for their next version beside them.
    await runner.query(`
      ALTER TABLE change_head ADD COLUMN entry_id uuid;
      UPDATE change_head SET entry_id = (SELECT entry_id FROM change_log WHERE change_log.number = change_head.number);
      ALTER TABLE change_head ALTER COLUMN entry_id SET NOT NULL, SET (fillfactor = 10);
      ALTER TABLE change_log ALTER COLUMN entry_id DROP DEFAULT;
      ALTER TABLE guards SET (fillfactor = 30);

      CREATE TABLE timelines (
        id text PRIMARY KEY,
        since timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      INSERT INTO timelines (id, since)
      SELECT (SELECT system_identifier FROM pg_control_system())
             || '/' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8), 'epoch';

      CREATE TABLE effective_head (
        is_only_row boolean PRIMARY KEY DEFAULT true CONSTRAINT effective_head_one_row CHECK (is_only_row),
        number bigint NOT NULL
      );
      INSERT INTO effective_head (number) SELECT number FROM change_head;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE effective_head, timelines;
      ALTER TABLE guards RESET (fillfactor);
      ALTER TABLE change_log ALTER COLUMN entry_id SET DEFAULT gen_random_uuid();
      ALTER TABLE change_head DROP COLUMN entry_id, RESET (fillfactor);
    `);
  }
}
