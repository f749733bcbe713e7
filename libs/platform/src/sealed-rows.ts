import { type DataSource } from 'typeorm';
import { ConfigError } from './config.js';

/**
 * For migrations. Makes a role if the server has none of that name, and the migrating one a member that may act as it,
 * but does not see what it sees.
 */
export const provideRole = (role: string): string => `
  DO $$
  DECLARE
    is_recent constant boolean := current_setting('server_version_num')::integer >= 160000;
  BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${role}') THEN
      CREATE ROLE ${role} NOLOGIN;
    END IF;
    IF NOT pg_has_role(current_user, '${role}', CASE WHEN is_recent THEN 'SET' ELSE 'MEMBER' END) THEN
      EXECUTE 'GRANT ${role} TO CURRENT_USER' || CASE WHEN is_recent THEN ' WITH INHERIT FALSE, SET TRUE' ELSE '' END;
    END IF;
  EXCEPTION WHEN insufficient_privilege THEN
    RAISE EXCEPTION 'The role ${role} is needed, and % may not provide it: let a superuser CREATE ROLE ${role} and GRANT ${role} TO %',
      current_user, current_user;
  END $$;`;

/**
 * For migrations. From then on a role sees and writes the rows of the workspace of its transaction alone; the owner of
 * the table, and whoever else there is, none at all.
 * @param column What names the workspace.
 */
export const sealTable = (table: string, role: string, column = 'workspace_id'): string => `
  ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
  CREATE POLICY of_workspace ON ${table} TO ${role} USING (${column} = current_workspace());
  GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO ${role};`;

/**
 * A service that acts as a role which row-level security does not hold for would be sealed by nothing but its code.
 * @param variable Names the database.
 * @throws ConfigError
 */
export async function refuseExemptRole(database: DataSource, variable: string): Promise<void> {
  const [role] = await database.query<{ name: string; is_exempt: boolean }[]>(`
    SELECT rolname AS name, rolsuper OR rolbypassrls OR EXISTS (
             SELECT FROM pg_class WHERE relrowsecurity AND pg_has_role(current_user, relowner, 'USAGE')) AS is_exempt
      FROM pg_roles WHERE rolname = current_user`);
  if (role?.is_exempt === false) return;
  throw new ConfigError([
    `${variable} leads to a PostgreSQL where ${role?.name} is a superuser, passes by row-level security, or owns tables: it must be none of these`,
  ]);
}
