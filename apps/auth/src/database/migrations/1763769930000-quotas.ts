import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class Quotas1763769930000 implements MigrationInterface {
  name = 'Quotas1763769930000';

  async up(runner: QueryRunner): Promise<void> {
    // A row a month: what was reserved under one version of the quota counts against the next one too.
    await runner.query(`
      CREATE TABLE quota_ledger (
        token_id uuid NOT NULL REFERENCES api_tokens (id) ON DELETE CASCADE,
        month text NOT NULL,
        version integer NOT NULL,
        reserved bigint NOT NULL DEFAULT 0 CONSTRAINT quota_ledger_reserved CHECK (reserved >= 0),
        seq bigint NOT NULL DEFAULT 0,
        reserved_at timestamptz NOT NULL DEFAULT '-infinity',
        told_percent smallint NOT NULL DEFAULT 0,
        PRIMARY KEY (token_id, month)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE quota_ledger');
  }
}
