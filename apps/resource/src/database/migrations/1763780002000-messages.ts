import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What was sent, and what the local provider took in place of a real one. */
export class Messages1763780002000 implements MigrationInterface {
  name = 'Messages1763780002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE messages (
        id uuid PRIMARY KEY,
        workspace_id uuid NOT NULL,
        recipient text NOT NULL,
        kind text NOT NULL CONSTRAINT messages_kind_known
          CHECK (kind IN ('text', 'template', 'image', 'video', 'audio', 'document')),
        content jsonb NOT NULL,
        status text NOT NULL CONSTRAINT messages_status_known CHECK (status IN ('queued', 'sent', 'failed')),
        provider_reference text,
        failure_reason text,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        updated_at timestamptz(3) NOT NULL DEFAULT now(),
        CONSTRAINT messages_sent_has_reference CHECK ((status = 'sent') = (provider_reference IS NOT NULL)),
        CONSTRAINT messages_failed_has_reason CHECK ((status = 'failed') = (failure_reason IS NOT NULL))
      );
      CREATE INDEX messages_by_created ON messages (workspace_id, created_at, id);

      CREATE TABLE local_deliveries (
        reference uuid PRIMARY KEY,
        message_id uuid NOT NULL CONSTRAINT local_deliveries_message_unique UNIQUE,
        recipient text NOT NULL,
        content jsonb NOT NULL,
        accepted_at timestamptz(3) NOT NULL DEFAULT now()
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE local_deliveries, messages');
  }
}
