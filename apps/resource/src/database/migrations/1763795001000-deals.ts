import { sealTable } from '@latchkey/platform';
import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { APP_ROLE } from '../roles.js';

/**
 * A deal stands in a stage of a pipeline; all three, and its contact, are of one workspace, and its status is its stage's
 * kind: the keys see to both. What has deals is not deleted: nothing here cascades to a deal.
 */
export class Deals1763795001000 implements MigrationInterface {
  name = 'Deals1763795001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE pipelines (
        id uuid PRIMARY KEY,
        workspace_id uuid NOT NULL,
        name text NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        updated_at timestamptz(3) NOT NULL DEFAULT now(),
        CONSTRAINT pipelines_of_workspace_unique UNIQUE (workspace_id, id)
      );
      CREATE UNIQUE INDEX pipelines_name_unique ON pipelines (workspace_id, lower(name COLLATE "und-x-icu"));
      CREATE INDEX pipelines_by_created ON pipelines (workspace_id, created_at, id);
      CREATE INDEX pipelines_by_name ON pipelines (workspace_id, name, id);

      CREATE TABLE pipeline_stages (
        id uuid PRIMARY KEY,
        workspace_id uuid NOT NULL,
        pipeline_id uuid NOT NULL,
        name text NOT NULL,
        kind text NOT NULL CONSTRAINT pipeline_stages_kind_known CHECK (kind IN ('open', 'won', 'lost')),
        position integer NOT NULL,
        CONSTRAINT pipeline_stages_of_kind_unique UNIQUE (workspace_id, pipeline_id, id, kind),
        CONSTRAINT pipeline_stages_pipeline FOREIGN KEY (workspace_id, pipeline_id)
          REFERENCES pipelines (workspace_id, id) ON DELETE CASCADE
      );

      CREATE TABLE deals (
        id uuid PRIMARY KEY,
        workspace_id uuid NOT NULL,
        title text NOT NULL,
        pipeline_id uuid NOT NULL,
        stage_id uuid NOT NULL,
        status text NOT NULL,
        amount bigint CONSTRAINT deals_amount_possible CHECK (amount >= 0),
        currency text,
        contact_id uuid,
        owner_id uuid,
        expected_close_date date,
        closed_at timestamptz(3),
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        updated_at timestamptz(3) NOT NULL DEFAULT now(),
        CONSTRAINT deals_amount_has_currency CHECK ((amount IS NULL) = (currency IS NULL)),
        CONSTRAINT deals_closed_when_not_open CHECK ((status = 'open') = (closed_at IS NULL)),
        CONSTRAINT deals_stage FOREIGN KEY (workspace_id, pipeline_id, stage_id, status)
          REFERENCES pipeline_stages (workspace_id, pipeline_id, id, kind),
        CONSTRAINT deals_contact FOREIGN KEY (workspace_id, contact_id)
          REFERENCES contacts (workspace_id, id) ON DELETE SET NULL (contact_id)
      );
      CREATE INDEX deals_by_created ON deals (workspace_id, created_at, id);
      CREATE INDEX deals_by_updated ON deals (workspace_id, updated_at, id);
      CREATE INDEX deals_by_title ON deals (workspace_id, title, id);
      CREATE INDEX deals_by_pipeline ON deals (workspace_id, pipeline_id, created_at, id);
      CREATE INDEX deals_by_stage ON deals (workspace_id, stage_id, created_at, id);
      CREATE INDEX deals_by_status ON deals (workspace_id, status, created_at, id);
      CREATE INDEX deals_by_contact ON deals (workspace_id, contact_id, created_at, id);
      CREATE INDEX deals_by_owner ON deals (workspace_id, owner_id, created_at, id);

      ${['pipelines', 'pipeline_stages', 'deals'].map((table) => sealTable(table, APP_ROLE)).join('\n')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE deals, pipeline_stages, pipelines');
  }
}
