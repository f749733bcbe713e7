import { provideRole, sealTable } from '@latchkey/platform';
import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { APP_ROLE } from '../roles.js';

const SEALED = [
  'bot_sessions',
  'bots',
  'contacts',
  'groups',
  'local_deliveries',
  'message_bots',
  'messages',
  'sources',
  'statuses',
  'template_bots',
  'templates',
];

/**
 * Row-level security (promise P9): what the service asks for without saying which workspace it acts in, it does not get.
 * Nothing here has to look across.
 */
export class SealedWorkspaces1763784000000 implements MigrationInterface {
  name = 'SealedWorkspaces1763784000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${provideRole(APP_ROLE)}
      CREATE FUNCTION current_workspace() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
        RETURN nullif(current_setting('latchkey.workspace_id', true), '')::uuid;
      DELETE FROM local_deliveries WHERE NOT EXISTS (SELECT FROM messages WHERE id = message_id);
      ALTER TABLE local_deliveries ADD COLUMN workspace_id uuid;
      UPDATE local_deliveries SET workspace_id = messages.workspace_id FROM messages WHERE messages.id = message_id;
      ALTER TABLE local_deliveries ALTER COLUMN workspace_id SET NOT NULL,
        ALTER COLUMN workspace_id SET DEFAULT current_workspace();`);
    for (const table of SEALED) await runner.query(sealTable(table, APP_ROLE));
  }

  /** The role stays: other databases of the server may have it too. */
  async down(runner: QueryRunner): Promise<void> {
    for (const table of SEALED) {
      await runner.query(`
        DROP POLICY of_workspace ON ${table};
        REVOKE ALL ON ${table} FROM ${APP_ROLE};
        ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY;`);
    }
    await runner.query(`
      ALTER TABLE local_deliveries DROP COLUMN workspace_id;
      DROP FUNCTION current_workspace();`);
  }
}
