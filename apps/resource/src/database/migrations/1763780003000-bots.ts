import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** A bot knows how often it was used, so that telling it costs one row, however many sessions there were. */
export class Bots1763780003000 implements MigrationInterface {
  name = 'Bots1763780003000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE bots (
        id uuid PRIMARY KEY,
        workspace_id uuid NOT NULL,
        name text NOT NULL,
        session_count bigint NOT NULL DEFAULT 0,
        last_session_at timestamptz(3),
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        updated_at timestamptz(3) NOT NULL DEFAULT now(),
        CONSTRAINT bots_of_workspace_unique UNIQUE (workspace_id, id),
        CONSTRAINT bots_usage_agrees CHECK ((session_count = 0) = (last_session_at IS NULL))
      );

      CREATE TABLE bot_sessions (
        id uuid PRIMARY KEY,
        workspace_id uuid NOT NULL,
        bot_id uuid NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        CONSTRAINT bot_sessions_bot FOREIGN KEY (workspace_id, bot_id)
          REFERENCES bots (workspace_id, id) ON DELETE CASCADE
      );
      CREATE INDEX bot_sessions_by_bot ON bot_sessions (workspace_id, bot_id, created_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE bot_sessions, bots');
  }
}
