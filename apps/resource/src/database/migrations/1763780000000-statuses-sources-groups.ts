import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What contacts are sorted by. A name is one whatever the case of its letters, of any alphabet: hence ICU's `lower`. */
export class StatusesSourcesGroups1763780000000 implements MigrationInterface {
  name = 'StatusesSourcesGroups1763780000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, columns] of Object.entries(COLUMNS)) {
      await runner.query(`
        CREATE TABLE ${table} (
          id uuid PRIMARY KEY,
          workspace_id uuid NOT NULL,
          name text NOT NULL,
          ${columns}
          created_at timestamptz(3) NOT NULL DEFAULT now(),
          updated_at timestamptz(3) NOT NULL DEFAULT now()
        );
        CREATE UNIQUE INDEX ${table}_name_unique ON ${table} (workspace_id, lower(name COLLATE "und-x-icu"));
        CREATE INDEX ${table}_by_created ON ${table} (workspace_id, created_at, id);
        CREATE INDEX ${table}_by_name ON ${table} (workspace_id, name, id);
      `);
    }
    await runner.query('CREATE INDEX statuses_by_position ON statuses (workspace_id, position, id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE statuses, sources, groups');
  }
}

const COLUMNS = {
  statuses: `color text NOT NULL DEFAULT '#808080', position integer NOT NULL DEFAULT 0,`,
  sources: '',
  groups: 'description text,',
};
