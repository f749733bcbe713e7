import pg from 'pg';
import { createOwner } from '../stores/roles.mjs';

/**
 * @typedef {object} OwnDatabase
 * @property {string} name Its owner's, too.
 * @property {string} [app] The role of an app that may use it.
 */

/**
 * Makes the database of each app, with an ordinary role that owns it: as in a deployment, neither app can read
 * the other's, and row-level security holds, which superusers pass by.
 * @param {import('../stores/postgres.mjs').Postgres} postgres
 * @param {readonly OwnDatabase[]} databases
 */
export async function createOwnDatabases(postgres, databases) {
  const client = new pg.Client(postgres.url('postgres'));
  await client.connect();
  try {
    for (const database of databases) await createOwnDatabase(client, database);
  } finally {
    await client.end();
  }
}

/**
 * @param {pg.Client} client
 * @param {OwnDatabase} database
 */
async function createOwnDatabase(client, { name, app }) {
  await createOwner(client, name);
  const database = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
  if (!database.rowCount) await client.query(`CREATE DATABASE ${name} OWNER ${name}`);
  await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
  // Also of one that was made before the app had a role of its own.
  if (app) await client.query(`GRANT CONNECT ON DATABASE ${name} TO ${app}`);
}
