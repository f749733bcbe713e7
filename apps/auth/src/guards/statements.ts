/**
 * The statements of the lease protocol (lease-notes): plain SQL, one snapshot each, so what each of them reads belongs
 * together. A VOLATILE function would take a new snapshot for every statement in it.
 */

/**
 * FOR SHARE waits for a change that is about to commit, and keeps the next one from committing before this guard is
 * there to be waited for. The head row as it is then holds the entry's id too: the log's newest entry may be one that
 * this statement's snapshot does not show. Parameters: id, lease in ms.
 */
export const REGISTER = `
  WITH head AS MATERIALIZED (SELECT number, entry_id FROM change_head FOR SHARE),
  registered AS (
    INSERT INTO guards (id, position, offered, lease_ms)
    SELECT $1, number, number, $2 FROM head
    ON CONFLICT DO NOTHING RETURNING id
  )
  SELECT head.number, head.entry_id FROM head, registered`;

/**
 * Many renewals at once. A guard that asks twice has one row; rows are locked in the order of their ids, as the
 * strike-off does, or two of these would wait for each other. A place in a log that has since lost its end has no entry
 * here, or another: it counts for nothing. One that is pruned can be compared with nothing: no position is taken from it.
 * `offered` and the entries are of one snapshot, so nobody is recorded as offered what was not sent to him.
 * A lease never shrinks while its guard may hold a longer one, granted by a replica with another LEASE_SECONDS.
 * Parameters: ids, numbers, ids of entries, lease in ms, the most entries that are sent.
 */
export const RENEW = `
  WITH asked AS MATERIALIZED (
    SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::uuid[]) WITH ORDINALITY AS asked (id, number, entry_id, nth)
  ), head AS MATERIALIZED (
    SELECT number, entry_id FROM change_log ORDER BY number DESC LIMIT 1
  ), oldest AS MATERIALIZED (
    SELECT number FROM change_log ORDER BY number LIMIT 1
  ), placed AS MATERIALIZED (
    SELECT asked.nth, asked.id, entry.number, entry.number IS NULL OR entry.number + $5 < head.number AS is_lost
      FROM head CROSS JOIN oldest CROSS JOIN asked
      LEFT JOIN change_log entry ON entry.number = asked.number
     WHERE entry.entry_id = asked.entry_id OR asked.number < oldest.number
  ), folded AS MATERIALIZED (
    SELECT id, max(number) AS number FROM placed GROUP BY id
  ), locked AS MATERIALIZED (
    SELECT guards.id FROM guards JOIN folded USING (id) ORDER BY guards.id FOR UPDATE OF guards
  ), renewed AS (
    UPDATE guards
       SET position = GREATEST(guards.position, folded.number),
           offered = GREATEST(guards.offered, head.number),
           lease_ms = GREATEST(guards.lease_ms, $4),
           renewed_at = clock_timestamp()
      FROM locked JOIN folded USING (id) CROSS JOIN head
     WHERE guards.id = locked.id
    RETURNING guards.id
  )
  SELECT head.number, head.entry_id,
         (SELECT json_agg(json_build_object('nth', nth, 'is_lost', is_lost))
            FROM placed WHERE id IN (SELECT id FROM renewed)) AS renewed,
         (SELECT json_agg(json_build_object('number', number, 'entry_id', entry_id, 'touches', touches) ORDER BY number)
            FROM change_log
           WHERE number > (SELECT min(number) FROM placed WHERE NOT is_lost)) AS entries
    FROM head`;

export const LEAVE = 'DELETE FROM guards WHERE id = $1';

/**
 * By what a guard was offered, not by how far it is: one that was offered the entry may hold a lease that came with it.
 * Only of those whose leases were waited for: another may have said that it knows the entry, and hold a longer one.
 * And only for an entry that the log has: one that it has lost was offered to nobody, also not with the leases of today.
 * Parameters: number, id of the entry, ids.
 */
export const STRIKE_OFF = `
  WITH entry AS MATERIALIZED (
    SELECT number FROM change_log WHERE number = $1 AND entry_id = $2
  ), behind AS MATERIALIZED (
    SELECT id FROM guards CROSS JOIN entry
     WHERE offered < entry.number AND id = ANY($3::uuid[]) ORDER BY id FOR UPDATE OF guards
  ), struck AS (
    DELETE FROM guards USING behind WHERE guards.id = behind.id AND guards.offered < $1 RETURNING guards.id
  )
  SELECT (SELECT count(*) FROM struck) AS count FROM entry`;

/** A promoted replica and a restored backup go on in a new timeline, another cluster has another identifier. */
const TIMELINE = `(SELECT system_identifier FROM pg_control_system())
  || '/' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8)`;

/**
 * The head is the log's newest entry, not the head row: that one is slow to find under a long snapshot. Of what guards
 * have said, a place counts only if the log has it, by number and id. Parameters: ids, numbers, ids of entries.
 */
export const LOOK = `
  WITH said AS MATERIALIZED (
    SELECT said.id, max(said.number) AS number
      FROM unnest($1::uuid[], $2::bigint[], $3::uuid[]) AS said (id, number, entry_id)
      JOIN change_log entry ON entry.number = said.number AND entry.entry_id = said.entry_id
     GROUP BY said.id
  )
  SELECT head.number, head.entry_id, head.at AS head_at, clock_timestamp() AS at, now.timeline,
         extract(epoch FROM clock_timestamp() - known.since) * 1000 AS known_for_ms,
         (SELECT json_agg(json_build_object(
                    'id', id, 'position', GREATEST(position, said.number), 'offered', offered, 'leaseMs', lease_ms,
                    'silentForMs', extract(epoch FROM clock_timestamp() - renewed_at) * 1000))
            FROM guards LEFT JOIN said USING (id)) AS guards
    FROM (SELECT number, entry_id, at FROM change_log ORDER BY number DESC LIMIT 1) head
   CROSS JOIN (SELECT ${TIMELINE} AS timeline) now
    LEFT JOIN timelines known ON known.id = now.timeline`;

export const REMEMBER_TIMELINE = 'INSERT INTO timelines (id) VALUES ($1) ON CONFLICT DO NOTHING';
