import { sealTable } from '@latchkey/platform';
import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { APP_ROLE } from '../roles.js';

/** One for each phone that was written to, with what its last message was, so that a list of them reads no message. */
export class Conversations1763795000000 implements MigrationInterface {
  name = 'Conversations1763795000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE conversations (
        id uuid PRIMARY KEY,
        workspace_id uuid NOT NULL,
        phone text NOT NULL,
        assignee_id uuid,
        status text NOT NULL DEFAULT 'open'
          CONSTRAINT conversations_status_known CHECK (status IN ('open', 'closed')),
        unread_count integer NOT NULL DEFAULT 0
          CONSTRAINT conversations_unread_count_possible CHECK (unread_count >= 0),
        last_message_at timestamptz(3) NOT NULL,
        last_message_direction text NOT NULL
          CONSTRAINT conversations_direction_known CHECK (last_message_direction IN ('inbound', 'outbound')),
        last_message_preview text NOT NULL
          CONSTRAINT conversations_preview_short CHECK (char_length(last_message_preview) <= 200),
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        updated_at timestamptz(3) NOT NULL DEFAULT now(),
        CONSTRAINT conversations_phone_unique UNIQUE (workspace_id, phone)
      );
      CREATE INDEX conversations_by_last_message ON conversations (workspace_id, last_message_at, id);
      CREATE INDEX conversations_by_status ON conversations (workspace_id, status, last_message_at, id);
      CREATE INDEX conversations_by_assignee ON conversations (workspace_id, assignee_id, last_message_at, id);
      CREATE INDEX conversations_unread ON conversations (workspace_id, last_message_at, id) WHERE unread_count > 0;

      -- Who owns the table sees its rows only as long as row-level security is not forced on them.
      ALTER TABLE messages NO FORCE ROW LEVEL SECURITY;
      INSERT INTO conversations (id, workspace_id, phone, last_message_at, last_message_direction, last_message_preview,
                                 created_at)
      SELECT gen_random_uuid(), workspace_id, recipient, last.created_at, direction, left(preview, 200), first_at
        FROM (SELECT DISTINCT ON (workspace_id, recipient) workspace_id, recipient, direction, created_at,
                     coalesce(content ->> 'text', content ->> 'caption', content ->> 'name', kind) AS preview,
                     min(created_at) OVER (PARTITION BY workspace_id, recipient) AS first_at
                FROM messages ORDER BY workspace_id, recipient, created_at DESC, id DESC) last;
      ALTER TABLE messages FORCE ROW LEVEL SECURITY;
      ${sealTable('conversations', APP_ROLE)}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE conversations');
  }
}
