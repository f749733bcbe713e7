import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class FirstTables1763769600000 implements MigrationInterface {
  name = 'FirstTables1763769600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE workspaces (
        id uuid PRIMARY KEY,
        slug text NOT NULL CONSTRAINT workspaces_slug_unique UNIQUE
          CONSTRAINT workspaces_slug_shape CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 63),
        name text NOT NULL,
        profile text NOT NULL DEFAULT 'apitk',
        created_at timestamptz NOT NULL DEFAULT now()
      );

      CREATE TABLE operators (
        id uuid PRIMARY KEY,
        workspace_id uuid NOT NULL REFERENCES workspaces (id),
        email text NOT NULL,
        password_hash text NOT NULL,
        permissions text[] NOT NULL,
        is_active boolean NOT NULL DEFAULT true,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE UNIQUE INDEX operators_email_unique ON operators (lower(email));
      CREATE INDEX operators_workspace ON operators (workspace_id);

      CREATE TABLE sessions (
        id uuid PRIMARY KEY,
        operator_id uuid NOT NULL REFERENCES operators (id),
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        ended_at timestamptz,
        end_reason text
      );
      CREATE INDEX sessions_operator ON sessions (operator_id);

      CREATE TABLE refresh_tokens (
        id uuid PRIMARY KEY,
        session_id uuid NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
        mac bytea NOT NULL CONSTRAINT refresh_tokens_mac_unique UNIQUE,
        pepper_version integer NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        used_at timestamptz
      );
      CREATE INDEX refresh_tokens_session ON refresh_tokens (session_id);

      CREATE TABLE api_tokens (
        id uuid PRIMARY KEY,
        workspace_id uuid NOT NULL REFERENCES workspaces (id),
        owner_id uuid NOT NULL REFERENCES operators (id),
        name text NOT NULL,
        profile text NOT NULL,
        key_prefix text NOT NULL,
        mac bytea NOT NULL CONSTRAINT api_tokens_mac_unique UNIQUE,
        pepper_version integer NOT NULL,
        abilities text[],
        is_active boolean NOT NULL DEFAULT true,
        expires_at timestamptz,
        last_used_at timestamptz,
        deleted_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX api_tokens_workspace ON api_tokens (workspace_id, id DESC) WHERE deleted_at IS NULL;
      CREATE INDEX api_tokens_owner ON api_tokens (owner_id);

      CREATE TABLE audit_entries (
        id uuid PRIMARY KEY,
        workspace_id uuid NOT NULL REFERENCES workspaces (id),
        at timestamptz NOT NULL DEFAULT now(),
        actor_id uuid,
        action text NOT NULL,
        subject_id uuid NOT NULL,
        detail jsonb NOT NULL DEFAULT '{}'
      );
      CREATE INDEX audit_entries_workspace ON audit_entries (workspace_id, id DESC);
      CREATE INDEX audit_entries_subject ON audit_entries (subject_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE audit_entries, api_tokens, refresh_tokens, sessions, operators, workspaces',
    );
  }
}
