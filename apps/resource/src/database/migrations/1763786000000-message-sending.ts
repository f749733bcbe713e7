import {
  type AcrossFunction,
  addAcross,
  dropAcross,
  sealTable,
  seenAcross,
  unseenAcross,
} from '@latchkey/platform';
import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { APP_ROLE, ROLES } from '../roles.js';

/** Messages are queued, tried, reported on and received; media are uploaded; a workspace has a number. */
export class MessageSending1763786000000 implements MigrationInterface {
  name = 'MessageSending1763786000000';

  async up(runner: QueryRunner): Promise<void> {
    // Of what is queued until now nobody knows whether it was taken. To change it, the owner has to see it for a moment.
    await runner.query(`
      ALTER TABLE messages
        DROP CONSTRAINT messages_kind_known,
        DROP CONSTRAINT messages_status_known,
        DROP CONSTRAINT messages_sent_has_reference,
        DROP CONSTRAINT messages_failed_has_reason,
        ADD direction text NOT NULL DEFAULT 'outbound' CONSTRAINT messages_direction_known
          CHECK (direction IN ('outbound', 'inbound')),
        ADD history jsonb NOT NULL DEFAULT '[]',
        ADD failure_code text,
        ADD attempts smallint NOT NULL DEFAULT 0,
        ADD is_under_way boolean NOT NULL DEFAULT false,
        ADD due_at timestamptz(3),
        NO FORCE ROW LEVEL SECURITY;
      UPDATE messages SET status = 'unknown', failure_reason = 'It was sent before outcomes were followed' WHERE status = 'queued';
      ALTER TABLE messages
        FORCE ROW LEVEL SECURITY,
        ADD CONSTRAINT messages_kind_known
          CHECK (kind IN ('text', 'template', 'image', 'video', 'audio', 'document') OR direction = 'inbound' AND kind = 'other'),
        ADD CONSTRAINT messages_status_known CHECK (
          CASE direction WHEN 'inbound' THEN status = 'received'
            ELSE status IN ('queued', 'sent', 'delivered', 'read', 'failed', 'unknown') END),
        ADD CONSTRAINT messages_taken_has_reference
          CHECK (provider_reference IS NOT NULL OR status IN ('queued', 'failed', 'unknown')),
        ADD CONSTRAINT messages_unsent_has_reason
          CHECK ((status IN ('failed', 'unknown')) = (failure_reason IS NOT NULL));
      CREATE UNIQUE INDEX messages_reference_unique ON messages (workspace_id, provider_reference);
      CREATE INDEX messages_by_status ON messages (workspace_id, status, created_at, id);
      CREATE INDEX messages_by_recipient ON messages (workspace_id, recipient, created_at, id);
      CREATE INDEX messages_overdue ON messages (due_at) WHERE due_at IS NOT NULL;

      CREATE TABLE message_media (
        id uuid PRIMARY KEY,
        workspace_id uuid NOT NULL,
        kind text NOT NULL,
        mime_type text NOT NULL,
        bytes integer NOT NULL,
        provider_reference text NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT now()
      );
      CREATE TABLE whatsapp_numbers (
        phone_number_id text PRIMARY KEY,
        workspace_id uuid NOT NULL CONSTRAINT whatsapp_numbers_workspace_unique UNIQUE,
        created_at timestamptz(3) NOT NULL DEFAULT now()
      );
      ${sealTable('message_media', APP_ROLE)}
      ${sealTable('whatsapp_numbers', APP_ROLE)}
      ${seenAcross('messages', 'SELECT', ROLES)}
      ${seenAcross('whatsapp_numbers', 'SELECT', ROLES)}
      ${addAcross([OVERDUE_MESSAGES, WORKSPACE_OF_NUMBER], ROLES)}`);
  }

  /** What has no place in the tables as they were goes: what was received, and what nobody knows of is queued again in name only. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${dropAcross([OVERDUE_MESSAGES, WORKSPACE_OF_NUMBER], ROLES)}
      ${unseenAcross('messages', ROLES)}
      DROP TABLE message_media, whatsapp_numbers;
      DROP INDEX messages_reference_unique, messages_by_status, messages_by_recipient;
      ALTER TABLE messages
        DROP CONSTRAINT messages_kind_known,
        DROP CONSTRAINT messages_status_known,
        DROP CONSTRAINT messages_taken_has_reference,
        DROP CONSTRAINT messages_unsent_has_reason,
        NO FORCE ROW LEVEL SECURITY;
      DELETE FROM messages WHERE direction = 'inbound';
      UPDATE messages SET status = 'sent' WHERE status IN ('delivered', 'read');
      UPDATE messages SET status = 'queued', failure_reason = NULL WHERE status = 'unknown';
      UPDATE messages SET provider_reference = NULL WHERE status <> 'sent';
      ALTER TABLE messages
        FORCE ROW LEVEL SECURITY,
        DROP COLUMN direction, DROP COLUMN history, DROP COLUMN failure_code, DROP COLUMN attempts,
        DROP COLUMN is_under_way, DROP COLUMN due_at,
        ADD CONSTRAINT messages_kind_known
          CHECK (kind IN ('text', 'template', 'image', 'video', 'audio', 'document')),
        ADD CONSTRAINT messages_status_known CHECK (status IN ('queued', 'sent', 'failed')),
        ADD CONSTRAINT messages_sent_has_reference CHECK ((status = 'sent') = (provider_reference IS NOT NULL)),
        ADD CONSTRAINT messages_failed_has_reason CHECK ((status = 'failed') = (failure_reason IS NOT NULL));`);
  }
}

const OVERDUE_MESSAGES: AcrossFunction = {
  name: 'overdue_messages',
  takes: 'grace_seconds integer, batch integer',
  returns: 'TABLE (id uuid, workspace_id uuid)',
  is: 'STABLE',
  body: `
    RETURN QUERY SELECT messages.id, messages.workspace_id FROM messages
      WHERE due_at < now() - grace_seconds * interval '1 second' ORDER BY due_at LIMIT batch;`,
};

/** The provider's webhook names a number and no workspace. */
const WORKSPACE_OF_NUMBER: AcrossFunction = {
  name: 'workspace_of_number',
  takes: 'number_id text',
  returns: 'uuid',
  is: 'STABLE',
  body: `RETURN (SELECT workspace_id FROM whatsapp_numbers WHERE phone_number_id = number_id);`,
};
