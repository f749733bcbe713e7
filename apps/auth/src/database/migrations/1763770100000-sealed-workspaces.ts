import { provideRole, sealTable } from '@latchkey/platform';
import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { APP_ROLE } from '../roles.js';

/** Tables that name their workspace already. */
const NAMING = ['api_tokens', 'audit_entries', 'operators', 'outbox'];
/** Those that do not, and where it stands for their rows: a table, and the column here that refers to it. */
const OF_PARENT = [
  ['sessions', 'operators', 'operator_id'],
  ['refresh_tokens', 'sessions', 'session_id'],
  ['service_credentials', 'operators', 'operator_id'],
  ['idempotent_replies', 'operators', 'principal_id'],
  ['superseded_secrets', 'api_tokens', 'token_id'],
  ['token_reminders', 'api_tokens', 'token_id'],
  ['token_usage', 'api_tokens', 'token_id'],
  ['quota_ledger', 'api_tokens', 'token_id'],
] as const;
/** Of no workspace: the lease protocol's, and what only counts. `change_log` says ids alone, to every guard. */
const OF_NONE = ['change_log', 'change_head', 'guards', 'timelines', 'effective_head', 'outbox_head'];

/**
 * Row-level security (promise P9): what the service asks for without saying which workspace it acts in, it does not get.
 * What has to look across goes through functions (`…-across.ts`), and they are all that may.
 */
export class SealedWorkspaces1763770100000 implements MigrationInterface {
  name = 'SealedWorkspaces1763770100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${provideRole(APP_ROLE)}
      CREATE FUNCTION current_workspace() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
        RETURN nullif(current_setting('latchkey.workspace_id', true), '')::uuid;
      DELETE FROM token_usage WHERE NOT EXISTS (SELECT FROM api_tokens WHERE id = token_id);`);
    for (const [table, parent, column] of OF_PARENT) {
      await runner.query(`
        ALTER TABLE ${table} ADD COLUMN workspace_id uuid;
        UPDATE ${table} SET workspace_id = parent.workspace_id FROM ${parent} parent WHERE parent.id = ${table}.${column};
        ALTER TABLE ${table} ALTER COLUMN workspace_id SET NOT NULL,
          ALTER COLUMN workspace_id SET DEFAULT current_workspace();`);
    }
    for (const table of [...NAMING, ...OF_PARENT.map(([name]) => name)]) {
      await runner.query(sealTable(table, APP_ROLE));
    }
    await runner.query(`
      ${sealTable('workspaces', APP_ROLE, 'id')}
      -- The relay's alone to read.
      REVOKE SELECT, UPDATE, DELETE ON outbox FROM ${APP_ROLE};
      REVOKE UPDATE, DELETE ON audit_entries FROM ${APP_ROLE};
      -- Of a command that nobody known sent: written by whoever acts in no workspace, and seen by none.
      CREATE POLICY of_nobody ON audit_entries FOR INSERT TO ${APP_ROLE}
        WITH CHECK (workspace_id IS NULL AND current_workspace() IS NULL);
      GRANT SELECT, INSERT, UPDATE, DELETE ON ${OF_NONE.join(', ')} TO ${APP_ROLE};`);
  }

  /** The roles stay: other databases of the server may have them too. */
  async down(runner: QueryRunner): Promise<void> {
    const sealed = ['workspaces', ...NAMING, ...OF_PARENT.map(([name]) => name)];
    await runner.query(`
      DROP POLICY of_nobody ON audit_entries;
      REVOKE ALL ON ${[...sealed, ...OF_NONE].join(', ')} FROM ${APP_ROLE};`);
    for (const table of sealed) {
      await runner.query(`
        DROP POLICY of_workspace ON ${table};
        ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY;`);
    }
    for (const [table] of OF_PARENT) await runner.query(`ALTER TABLE ${table} DROP COLUMN workspace_id`);
    await runner.query('DROP FUNCTION current_workspace()');
  }
}
