/**
 * What auth and resource act as (docs/decisions/0014), and the role of what looks across workspaces. Their migrations make
 * them too, where they may.
 */
const APP_ROLES = ['latchkey_auth_app', 'latchkey_resource_app'];
const OTHERS = ['latchkey_auth_across', 'latchkey_resource_across'];

/**
 * As the administrator of a server does once: a role that owns databases, and may hand what it makes to the others, but
 * sees no row of any workspace itself. The apps' own may log in.
 * @param {{ query: (statement: string, values?: unknown[]) => Promise<{ rowCount: number | null }> }} superuser
 * @param {string} owner
 */
export async function createOwner(superuser, owner) {
  await createRole(superuser, owner, 'LOGIN');
  for (const role of APP_ROLES) await createRole(superuser, role, 'LOGIN');
  for (const role of OTHERS) await createRole(superuser, role, 'NOLOGIN');
  await superuser.query(
    `GRANT ${[...APP_ROLES, ...OTHERS].join(', ')} TO ${owner} WITH INHERIT FALSE, SET TRUE`,
  );
}

/**
 * @param {Parameters<typeof createOwner>[0]} superuser
 * @param {string} role
 * @param {'LOGIN' | 'NOLOGIN'} login
 */
async function createRole(superuser, role, login) {
  const found = await superuser.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  if (!found.rowCount) await superuser.query(`CREATE ROLE ${role} ${login}`);
}
