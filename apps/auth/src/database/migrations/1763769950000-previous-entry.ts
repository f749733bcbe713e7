import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class PreviousEntry1763769950000 implements MigrationInterface {
  name = 'PreviousEntry1763769950000';

  async up(runner: QueryRunner): Promise<void> {
    // In the row, for the entry before may be one that the statement's snapshot does not show. None until the next.
    await runner.query('ALTER TABLE change_head ADD COLUMN previous_id uuid');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE change_head DROP COLUMN previous_id');
  }
}
