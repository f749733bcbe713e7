import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class FirstTables1763769600000 implements MigrationInterface {
  name = 'FirstTables1763769600000';

  /** `timestamptz(3)`: a cursor carries milliseconds, so a row must not hold more. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE contacts (
        id uuid PRIMARY KEY,
        workspace_id uuid NOT NULL,
        firstname text NOT NULL,
        lastname text,
        phone text NOT NULL,
        email text,
        company text,
        type text NOT NULL CONSTRAINT contacts_type_known CHECK (type IN ('lead', 'customer')),
        tags text[] NOT NULL DEFAULT '{}',
        custom_fields jsonb NOT NULL DEFAULT '{}',
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        updated_at timestamptz(3) NOT NULL DEFAULT now()
      );
      CREATE INDEX contacts_by_created ON contacts (workspace_id, created_at, id);
      CREATE INDEX contacts_by_updated ON contacts (workspace_id, updated_at, id);
      CREATE INDEX contacts_by_firstname ON contacts (workspace_id, firstname, id);
      CREATE INDEX contacts_by_phone ON contacts (workspace_id, phone);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE contacts');
  }
}
