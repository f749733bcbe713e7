import { sealTable } from '@latchkey/platform';
import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { APP_ROLE } from '../roles.js';

const CATALOGUES = ['statuses', 'sources', 'groups'];

/**
 * What a contact has to do with the rest of its workspace, and one contact for each phone. Where several have one phone
 * already, the oldest has it, and the others keep it as `shares_phone`, beside the rule, until it is changed.
 */
export class ContactRelations1763790000000 implements MigrationInterface {
  name = 'ContactRelations1763790000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of [...CATALOGUES, 'contacts']) {
      await runner.query(
        `ALTER TABLE ${table} ADD CONSTRAINT ${table}_of_workspace_unique UNIQUE (workspace_id, id)`,
      );
    }
    // Until FORCE is back, in this transaction, the owner sees the rows that it has to change.
    await runner.query(`
      ALTER TABLE contacts NO FORCE ROW LEVEL SECURITY;
      ALTER TABLE contacts
        ADD COLUMN status_id uuid,
        ADD COLUMN source_id uuid,
        ADD COLUMN assignee_id uuid,
        ADD COLUMN shares_phone boolean NOT NULL DEFAULT false,
        ADD CONSTRAINT contacts_status FOREIGN KEY (workspace_id, status_id)
          REFERENCES statuses (workspace_id, id) ON DELETE SET NULL (status_id),
        ADD CONSTRAINT contacts_source FOREIGN KEY (workspace_id, source_id)
          REFERENCES sources (workspace_id, id) ON DELETE SET NULL (source_id);
      UPDATE contacts SET phone = '+' || phone WHERE phone NOT LIKE '+%';
      UPDATE contacts SET shares_phone = true
        FROM (SELECT id, row_number() OVER (PARTITION BY workspace_id, phone ORDER BY created_at, id) AS nth
                FROM contacts) AS ranked
       WHERE ranked.id = contacts.id AND nth > 1;
      ALTER TABLE contacts FORCE ROW LEVEL SECURITY;

      CREATE UNIQUE INDEX contacts_phone_unique ON contacts (workspace_id, phone) WHERE NOT shares_phone;
      CREATE INDEX contacts_by_status ON contacts (workspace_id, status_id, created_at, id) WHERE status_id IS NOT NULL;
      CREATE INDEX contacts_by_source ON contacts (workspace_id, source_id, created_at, id) WHERE source_id IS NOT NULL;
      CREATE INDEX contacts_by_assignee ON contacts (workspace_id, assignee_id, created_at, id)
        WHERE assignee_id IS NOT NULL;
      CREATE INDEX contacts_by_email ON contacts (workspace_id, email) WHERE email IS NOT NULL;
      CREATE INDEX contacts_by_company ON contacts (workspace_id, company) WHERE company IS NOT NULL;

      CREATE TABLE contact_groups (
        workspace_id uuid NOT NULL,
        contact_id uuid NOT NULL,
        group_id uuid NOT NULL,
        PRIMARY KEY (workspace_id, contact_id, group_id),
        CONSTRAINT contact_groups_contact FOREIGN KEY (workspace_id, contact_id)
          REFERENCES contacts (workspace_id, id) ON DELETE CASCADE,
        CONSTRAINT contact_groups_group FOREIGN KEY (workspace_id, group_id)
          REFERENCES groups (workspace_id, id) ON DELETE CASCADE
      );
      CREATE INDEX contact_groups_by_group ON contact_groups (workspace_id, group_id, contact_id);
      ${sealTable('contact_groups', APP_ROLE)}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE contact_groups;
      DROP INDEX contacts_phone_unique, contacts_by_email, contacts_by_company;
      ALTER TABLE contacts
        DROP COLUMN status_id, DROP COLUMN source_id, DROP COLUMN assignee_id, DROP COLUMN shares_phone;`);
    for (const table of [...CATALOGUES, 'contacts']) {
      await runner.query(`ALTER TABLE ${table} DROP CONSTRAINT ${table}_of_workspace_unique`);
    }
  }
}
