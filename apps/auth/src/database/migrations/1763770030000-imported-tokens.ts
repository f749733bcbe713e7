import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class ImportedTokens1763770030000 implements MigrationInterface {
  name = 'ImportedTokens1763770030000';

  async up(runner: QueryRunner): Promise<void> {
    // Few workspaces import: whoever asks for the shapes of all reads only those.
    await runner.query(`
      ALTER TABLE workspaces ADD COLUMN token_shapes jsonb NOT NULL DEFAULT '[]';
      CREATE INDEX workspaces_token_shapes ON workspaces (id) WHERE token_shapes <> '[]';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE workspaces DROP COLUMN token_shapes');
  }
}
