import { mkdir, chmod } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';

/**
 * Has PostgreSQL write every table of a database to a folder, one file a table, for the scan at the end of the
 * run. Row-level security hides nothing from it: it connects as the superuser.
 * @param {string} superuserUrl
 * @param {string} folder
 */
export async function dumpDatabase(superuserUrl, folder) {
  await mkdir(folder, { recursive: true });
  // It is the server that writes, and as root's child it is another user.
  await chmod(folder, 0o777);
  const client = new pg.Client(superuserUrl);
  await client.connect();
  try {
    /** @type {import('pg').QueryResult<{ name: string, address: string }>} */
    const tables = await client.query(`
      SELECT n.nspname || '.' || c.relname AS name, format('%I.%I', n.nspname, c.relname) AS address
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind IN ('r', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema')`);
    for (const { name, address } of tables.rows) {
      const file = client.escapeLiteral(path.join(folder, `${name.replaceAll('/', '_')}.txt`));
      await client.query(`COPY (TABLE ${address}) TO ${file}`);
    }
  } finally {
    await client.end();
  }
}
