import { type EntityManager } from 'typeorm';
import { v7 as newId } from 'uuid';
import { type PepperedMac } from '../keys/peppers.js';

/** However long the new secret stays unused (D10). */
const LONGEST = `interval '30 days'`;
/** Kept that long after its end, so that whoever still presents it is not taken for one who guesses. */
const REMEMBERED = `interval '90 days'`;

/** The token's secret as it is takes its place among those that were; with no grace nobody may use it any more. */
export async function supersede(rows: EntityManager, tokenId: string, graceSeconds: number): Promise<Date> {
  await rows.query(`DELETE FROM superseded_secrets WHERE token_id = $1 AND until < now() - ${REMEMBERED}`, [
    tokenId,
  ]);
  // Without a grace none of the older ones has one either: a leak is answered so.
  if (graceSeconds === 0) {
    await rows.query('UPDATE superseded_secrets SET until = now() WHERE token_id = $1 AND until > now()', [
      tokenId,
    ]);
  }
  const [row] = await rows.query<{ until: Date }[]>(
    `INSERT INTO superseded_secrets (id, token_id, mac, pepper_version, key_prefix, grace_seconds, until)
     SELECT $1, id, mac, pepper_version, key_prefix, $3::integer,
            CASE WHEN $3::integer = 0 THEN now() ELSE now() + ${LONGEST} END
       FROM api_tokens WHERE id = $2 RETURNING until`,
    [newId(), tokenId, graceSeconds],
  );
  if (!row) throw new Error('There is no token whose secret could be superseded');
  return row.until;
}

/** From now on it is the token's own. */
export async function renew(
  rows: EntityManager,
  tokenId: string,
  { mac, pepperVersion }: PepperedMac,
  keyPrefix: string,
): Promise<void> {
  await rows.query(
    `UPDATE api_tokens
        SET mac = $2, pepper_version = $3, key_prefix = $4, secret_since = now(), exposed_at = NULL,
            updated_at = now()
      WHERE id = $1`,
    [tokenId, mac, pepperVersion, keyPrefix],
  );
}

/**
 * The newest secret is used: the graces of the older ones begin. The first of several at once counts.
 * @param rows Of a transaction that does nothing else: what is counted from is nearly its commit.
 */
export async function beginGraces(rows: EntityManager, tokenId: string): Promise<void> {
  // By the clock after the wait for those rows.
  await rows.query(
    `UPDATE superseded_secrets
        SET successor_used_at = clock_timestamp(),
            until = least(until, clock_timestamp() + grace_seconds * interval '1 second')
      WHERE token_id = $1 AND successor_used_at IS NULL AND until > now()`,
    [tokenId],
  );
}
