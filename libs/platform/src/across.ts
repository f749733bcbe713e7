import { provideRole } from './sealed-rows.js';

/**
 * For migrations: what may look across workspaces (promise P9). It is functions of the schema `across` and nothing else,
 * of a role that nobody logs in as, with the rights that they need and no more; tests know each by its name.
 */
export interface AcrossRoles {
  /** What the service acts as. */
  readonly app: string;
  /** What the functions act as. */
  readonly across: string;
}

export interface AcrossFunction {
  readonly name: string;
  /** What it is called with, in SQL. */
  readonly takes: string;
  readonly returns: string;
  /** STABLE: all that it reads is of its caller's snapshot (lease-notes). */
  readonly is: 'STABLE' | 'VOLATILE';
  /** Between BEGIN and END, in PL/pgSQL. */
  readonly body: string;
}

export const provideAcross = ({ app, across }: AcrossRoles): string => `
  ${provideRole(across)}
  CREATE SCHEMA across AUTHORIZATION ${across};
  SET LOCAL ROLE ${across};
  GRANT USAGE ON SCHEMA across TO ${app};
  RESET ROLE;`;

/** The role stays: other databases of the server may have it too. */
export const removeAcross = ({ across }: AcrossRoles): string => `
  SET LOCAL ROLE ${across};
  DROP SCHEMA across CASCADE;
  RESET ROLE;`;

/** Once for each sealed table. @param rights As GRANT takes them: `SELECT, DELETE`. */
export const seenAcross = (table: string, rights: string, { across }: AcrossRoles): string => `
  GRANT ${rights} ON ${table} TO ${across};
  CREATE POLICY across ON ${table} TO ${across} USING (true);`;

export const unseenAcross = (table: string, { across }: AcrossRoles): string => `
  DROP POLICY across ON ${table};
  REVOKE ALL ON ${table} FROM ${across};`;

/** Functions that are there already are replaced. */
export const addAcross = (functions: readonly AcrossFunction[], { app, across }: AcrossRoles): string => `
  SET LOCAL ROLE ${across};
  ${functions.map(definitionOf).join('\n')}
  REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA across FROM PUBLIC;
  GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA across TO ${app};
  RESET ROLE;`;

export const dropAcross = (functions: readonly AcrossFunction[], { across }: AcrossRoles): string => `
  SET LOCAL ROLE ${across};
  ${functions.map(({ name }) => `DROP FUNCTION across.${name};`).join('\n')}
  RESET ROLE;`;

const definitionOf = ({ name, takes, returns, is, body }: AcrossFunction): string => `
  CREATE OR REPLACE FUNCTION across.${name}(${takes}) RETURNS ${returns} LANGUAGE plpgsql ${is} SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
  #variable_conflict use_column
  BEGIN
    ${body}
  END $$;`;
