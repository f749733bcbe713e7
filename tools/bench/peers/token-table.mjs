import { createHash } from 'node:crypto';
import pg from 'pg';

export const digestOf = (token) => createHash('sha256').update(token).digest();

/** `Authorization: Bearer …`, or undefined. */
export const bearerIn = (request) => /^bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];

/**
 * The table of tokens that most people write by themselves, with one token in it among others.
 * @param {string} databaseUrl
 * @param {string} token
 */
export async function makeTokenTable(databaseUrl, token) {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  await client.query(`
    CREATE TABLE IF NOT EXISTS peer_tokens (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      digest bytea NOT NULL UNIQUE,
      owner text NOT NULL,
      abilities text[] NOT NULL,
      expires_at timestamptz,
      revoked_at timestamptz
    )`);
  const { rowCount } = await client.query(
    `INSERT INTO peer_tokens (digest, owner, abilities) VALUES ($1, 'acme', '{contacts.read}')
     ON CONFLICT (digest) DO NOTHING`,
    [digestOf(token)],
  );
  if (rowCount === 1) {
    await client.query(
      `INSERT INTO peer_tokens (digest, owner, abilities)
       SELECT sha256(n::text::bytea), 'acme', '{contacts.read}' FROM generate_series(1, 10000) n`,
    );
    await client.query('ANALYZE peer_tokens');
  }
  await client.end();
}

/**
 * One indexed SELECT a call, prepared once a connection, on a pool as pg makes it.
 * @param {string} databaseUrl
 */
export function tokenFinder(databaseUrl) {
  const pool = new pg.Pool({ connectionString: databaseUrl });
  return async (digest) => {
    const { rows } = await pool.query({
      name: 'find-token',
      text: `SELECT id, owner, abilities FROM peer_tokens
              WHERE digest = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())`,
      values: [digest],
    });
    return rows[0] ?? null;
  };
}
