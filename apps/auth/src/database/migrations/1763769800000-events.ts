import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class Events1763769800000 implements MigrationInterface {
  name = 'Events1763769800000';

  async up(runner: QueryRunner): Promise<void> {
    // `inserted` is drawn while the changed row is locked, so it orders the changes of one token, whatever clocks do.
    // The columns `at` and `inserted` are PostgreSQL's to fill. Nothing refers to anything: an event outlives its subject.
    await runner.query(`
      CREATE TABLE outbox (
        id uuid PRIMARY KEY,
        inserted bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
        position bigint CONSTRAINT outbox_position_unique UNIQUE,
        name text NOT NULL,
        version integer NOT NULL,
        at timestamptz NOT NULL DEFAULT clock_timestamp(),
        workspace_id uuid NOT NULL,
        actor_id uuid,
        traceparent text,
        data jsonb NOT NULL
      );
      CREATE INDEX outbox_unnumbered ON outbox (inserted) WHERE position IS NULL;
      CREATE INDEX outbox_at ON outbox (at);

      CREATE TABLE outbox_head (
        is_only_row boolean PRIMARY KEY DEFAULT true CONSTRAINT outbox_head_one_row CHECK (is_only_row),
        position bigint NOT NULL
      );
      INSERT INTO outbox_head (position) VALUES (0);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE outbox_head, outbox');
  }
}
