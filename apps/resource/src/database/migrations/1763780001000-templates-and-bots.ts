import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What tokens may read, and nobody creates over the API. A bot's template is of the bot's own workspace. */
export class TemplatesAndBots1763780001000 implements MigrationInterface {
  name = 'TemplatesAndBots1763780001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE templates (
        id uuid PRIMARY KEY,
        workspace_id uuid NOT NULL,
        name text NOT NULL,
        language text NOT NULL,
        category text NOT NULL
          CONSTRAINT templates_category_known CHECK (category IN ('marketing', 'utility', 'authentication')),
        status text NOT NULL
          CONSTRAINT templates_status_known CHECK (status IN ('pending', 'approved', 'rejected')),
        body text NOT NULL,
        parameter_count integer NOT NULL DEFAULT 0
          CONSTRAINT templates_parameter_count_possible CHECK (parameter_count BETWEEN 0 AND 100),
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        updated_at timestamptz(3) NOT NULL DEFAULT now(),
        CONSTRAINT templates_of_workspace_unique UNIQUE (workspace_id, id)
      );
      CREATE UNIQUE INDEX templates_name_unique ON templates (workspace_id, name, language);
      CREATE INDEX templates_by_created ON templates (workspace_id, created_at, id);
      CREATE INDEX templates_by_name ON templates (workspace_id, name, id);

      CREATE TABLE template_bots (
        id uuid PRIMARY KEY,
        workspace_id uuid NOT NULL,
        name text NOT NULL,
        trigger text NOT NULL,
        template_id uuid NOT NULL,
        is_active boolean NOT NULL DEFAULT true,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        updated_at timestamptz(3) NOT NULL DEFAULT now(),
        CONSTRAINT template_bots_template FOREIGN KEY (workspace_id, template_id)
          REFERENCES templates (workspace_id, id)
      );
      CREATE INDEX template_bots_by_created ON template_bots (workspace_id, created_at, id);
      CREATE INDEX template_bots_by_name ON template_bots (workspace_id, name, id);
      CREATE INDEX template_bots_by_template ON template_bots (workspace_id, template_id);

      CREATE TABLE message_bots (
        id uuid PRIMARY KEY,
        workspace_id uuid NOT NULL,
        name text NOT NULL,
        trigger text NOT NULL,
        reply_text text NOT NULL,
        is_active boolean NOT NULL DEFAULT true,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        updated_at timestamptz(3) NOT NULL DEFAULT now()
      );
      CREATE INDEX message_bots_by_created ON message_bots (workspace_id, created_at, id);
      CREATE INDEX message_bots_by_name ON message_bots (workspace_id, name, id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE template_bots, message_bots, templates');
  }
}
