import pg from 'pg';
import { type SuperuserUrl } from './database.js';

/**
 * One worker at a time does what has this name. The lock is the server's own, so that it is free again when a worker dies
 * with it.
 */
export async function takingTurns<Result>(
  superuserUrl: SuperuserUrl,
  name: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client(superuserUrl('postgres'));
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock(hashtext($1))', [name]);
    return await work(client);
  } finally {
    await client.end();
  }
}
