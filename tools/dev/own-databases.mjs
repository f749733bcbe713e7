import pg from 'pg';

/**
 * Makes the database of each app, with an ordinary role that owns it: as in a deployment, neither app can read
 * the other's, and row-level security holds, which superusers pass by.
 * @param {import('../stores/postgres.mjs').Postgres} postgres
 * @param {readonly string[]} names Of databases, and of their roles.
 */
export async function createOwnDatabases(postgres, names) {
  const client = new pg.Client(postgres.url('postgres'));
  await client.connect();
  try {
    for (const name of names) await createOwnDatabase(client, name);
  } finally {
    await client.end();
  }
}

/**
 * @param {pg.Client} client
 * @param {string} name
 */
async function createOwnDatabase(client, name) {
  const role = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [name]);
  if (!role.rowCount) await client.query(`CREATE ROLE ${name} LOGIN`);
  const database = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
  if (database.rowCount) return;
  await client.query(`CREATE DATABASE ${name} OWNER ${name}`);
  await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
}
