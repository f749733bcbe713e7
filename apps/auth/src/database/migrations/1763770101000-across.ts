import {
  type AcrossFunction,
  addAcross,
  provideAcross,
  removeAcross,
  seenAcross,
  unseenAcross,
} from '@latchkey/platform';
import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { ACROSS_ROLE, APP_ROLE } from '../roles.js';

const ROLES = { app: APP_ROLE, across: ACROSS_ROLE };

/** All that may look across workspaces (promise P9): functions of a role that nobody is, with the rights that they need. */
export class Across1763770101000 implements MigrationInterface {
  name = 'Across1763770101000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(provideAcross(ROLES));
    for (const [table, rights] of OF_NO_WORKSPACE) {
      await runner.query(`GRANT ${rights} ON ${table} TO ${ACROSS_ROLE}`);
    }
    for (const [table, rights] of OF_WORKSPACES) await runner.query(seenAcross(table, rights, ROLES));
    await runner.query(addAcross(FUNCTIONS, ROLES));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(removeAcross(ROLES));
    for (const [table] of OF_WORKSPACES) await runner.query(unseenAcross(table, ROLES));
    for (const [table] of OF_NO_WORKSPACE) await runner.query(`REVOKE ALL ON ${table} FROM ${ACROSS_ROLE}`);
  }
}

/** What the functions need, and no more. */
const OF_WORKSPACES = [
  ['api_tokens', 'SELECT'],
  ['idempotent_replies', 'SELECT, UPDATE, DELETE'],
  ['operators', 'SELECT'],
  ['outbox', 'SELECT, INSERT, UPDATE, DELETE'],
  ['refresh_tokens', 'SELECT'],
  ['service_credentials', 'SELECT'],
  ['sessions', 'SELECT'],
  ['superseded_secrets', 'SELECT, UPDATE'],
  ['token_reminders', 'SELECT, INSERT'],
  ['token_usage', 'SELECT, INSERT, UPDATE'],
  ['workspaces', 'SELECT'],
] as const;
const OF_NO_WORKSPACE = [
  ['change_log', 'SELECT'],
  ['outbox_head', 'SELECT, UPDATE'],
  ['usage_reports', 'SELECT, INSERT, UPDATE, DELETE'],
] as const;

const MS = (interval: string): string => `floor(extract(epoch FROM ${interval}) * 1000)::bigint`;
const RFC_3339 = (time: string): string =>
  `to_char(${time} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const NEWEST = '(SELECT number FROM change_log ORDER BY number DESC LIMIT 1)';
/**
 * Of a grace that may have begun in a transaction that is being committed just now. It is counted from before its commit:
 * that may take so much of it, and what is remembered of the old secret is over by its end all the same.
 */
const SURELY = `(grace_seconds - least(grace_seconds / 2.0, 2)) * interval '1 second'`;

/** Verification of a token. Always one row, for the log has a newest entry also when there is no such token. */
const TOKEN_BY_MAC: AcrossFunction = {
  name: 'token_by_mac',
  takes: 'macs bytea[]',
  returns: `TABLE (
    as_of bigint, id uuid, name text, key_prefix text, mac bytea, pepper_version integer, abilities text[],
    is_active boolean, allowed_routes text[], rate_limits jsonb, monthly_quota bigint, quota_version integer, month text,
    month_ends_in_ms bigint, is_deleted boolean, expires_at timestamptz, expires_in_ms bigint, owner_id uuid,
    owner_permissions text[], is_owner_active boolean, workspace_id uuid, workspace_slug text, secret_id uuid,
    until timestamptz, ends_in_ms bigint, is_awaited boolean)`,
  is: 'STABLE',
  body: `RETURN QUERY
    SELECT newest.number, token.id, token.name, secret.key_prefix, secret.mac, secret.pepper_version, token.abilities,
           token.is_active, token.allowed_routes, coalesce(token.rate_limits, workspace.rate_limits),
           token.monthly_quota, token.quota_version, to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM'),
           ${MS("date_trunc('month', now() AT TIME ZONE 'UTC') + interval '1 month' - now() AT TIME ZONE 'UTC'")},
           token.deleted_at IS NOT NULL, token.expires_at, ${MS('token.expires_at - now()')},
           owner.id, owner.permissions, owner.is_active, workspace.id, workspace.slug,
           secret.secret_id, secret.until, ${MS('secret.surely_until - now()')},
           secret.secret_id IS NULL AND EXISTS (
             SELECT FROM superseded_secrets older
              WHERE older.token_id = token.id AND older.successor_used_at IS NULL AND older.until > now())
      FROM ${NEWEST} newest
      LEFT JOIN (
        SELECT id AS token_id, key_prefix, mac, pepper_version,
               NULL::uuid AS secret_id, NULL::timestamptz AS until, NULL::timestamptz AS surely_until
          FROM api_tokens WHERE mac = ANY (macs)
         UNION ALL
        SELECT token_id, key_prefix, mac, pepper_version, id, until,
               CASE WHEN successor_used_at IS NULL THEN least(until, now() + ${SURELY}) ELSE until END
          FROM superseded_secrets WHERE mac = ANY (macs)
      ) secret ON true
      LEFT JOIN api_tokens token ON token.id = secret.token_id
      LEFT JOIN operators owner ON owner.id = token.owner_id
      LEFT JOIN workspaces workspace ON workspace.id = token.workspace_id;`,
};

/** Verification of a session. `least` leaves out what is NULL. */
const SESSION_BY_ID: AcrossFunction = {
  name: 'session_by_id',
  takes: 'wanted uuid, token_expires_at double precision',
  returns: `TABLE (
    id uuid, is_ended boolean, expires_in_ms bigint, operator_id uuid, permissions text[], is_operator_active boolean,
    workspace_id uuid, workspace_slug text, as_of bigint)`,
  is: 'STABLE',
  body: `RETURN QUERY
    SELECT session.id, session.ended_at IS NOT NULL,
           ${MS('least(session.expires_at, to_timestamp(token_expires_at)) - now()')},
           operator.id, operator.permissions, operator.is_active, workspace.id, workspace.slug, ${NEWEST}
      FROM sessions session
      JOIN operators operator ON operator.id = session.operator_id
      JOIN workspaces workspace ON workspace.id = operator.workspace_id
     WHERE session.id = wanted;`,
};

/** Login. */
const OPERATOR_BY_EMAIL: AcrossFunction = {
  name: 'operator_by_email',
  takes: 'address text',
  returns: `TABLE (
    id uuid, email text, password_hash text, permissions text[], is_active boolean, workspace_id uuid,
    workspace_slug text)`,
  is: 'STABLE',
  body: `RETURN QUERY
    SELECT operator.id, operator.email, operator.password_hash, operator.permissions, operator.is_active, workspace.id,
           workspace.slug
      FROM operators operator JOIN workspaces workspace ON workspace.id = operator.workspace_id
     WHERE lower(operator.email) = lower(address);`,
};

const REFRESH_TOKEN_BY_MAC: AcrossFunction = {
  name: 'refresh_token_by_mac',
  takes: 'macs bytea[]',
  returns: 'TABLE (id uuid, session_id uuid)',
  is: 'STABLE',
  body: 'RETURN QUERY SELECT id, session_id FROM refresh_tokens WHERE mac = ANY (macs);',
};

/** Those of these credentials; all of them, the oldest first, where that is null: for who runs the service. */
const SERVICES: AcrossFunction = {
  name: 'services',
  takes: 'macs bytea[]',
  returns: `TABLE (
    id uuid, name text, permissions text[], may text[], is_active boolean, workspace_id uuid, workspace_slug text,
    mac bytea, pepper_version integer)`,
  is: 'STABLE',
  body: `RETURN QUERY
    SELECT operator.id, operator.name, operator.permissions, credential.may, operator.is_active, workspace.id,
           workspace.slug, credential.mac, credential.pepper_version
      FROM service_credentials credential
      JOIN operators operator ON operator.id = credential.operator_id
      JOIN workspaces workspace ON workspace.id = operator.workspace_id
     WHERE macs IS NULL OR credential.mac = ANY (macs)
     ORDER BY operator.id;`,
};

const WORKSPACE_BY_SLUG: AcrossFunction = {
  name: 'workspace_by_slug',
  takes: 'wanted text',
  returns: 'uuid',
  is: 'STABLE',
  body: 'RETURN (SELECT id FROM workspaces WHERE slug = wanted);',
};

/** For an import: which of these some token has, or had before a rotation. Whose it is, is not told. */
const KNOWN_MACS: AcrossFunction = {
  name: 'known_macs',
  takes: 'macs bytea[]',
  returns: 'SETOF bytea',
  is: 'STABLE',
  body: `RETURN QUERY
    SELECT mac FROM api_tokens WHERE mac = ANY (macs)
     UNION ALL SELECT mac FROM superseded_secrets WHERE mac = ANY (macs);`,
};

/** What guards let in of tokens of other systems, with the newest change that it has seen. */
const TOKEN_SHAPES: AcrossFunction = {
  name: 'token_shapes',
  takes: '',
  returns: 'TABLE (as_of bigint, shapes jsonb)',
  is: 'STABLE',
  body: `RETURN QUERY
    SELECT newest.number,
           coalesce((SELECT jsonb_agg(DISTINCT shape)
                       FROM workspaces, jsonb_array_elements(workspaces.token_shapes) AS shape
                      WHERE workspaces.token_shapes <> '[]'), '[]')
      FROM ${NEWEST} newest;`,
};

/** For a guard's question about a quota, which names the token alone. */
const WORKSPACE_OF_TOKEN: AcrossFunction = {
  name: 'workspace_of_token',
  takes: 'wanted uuid',
  returns: 'uuid',
  is: 'STABLE',
  body: 'RETURN (SELECT workspace_id FROM api_tokens WHERE id = wanted);',
};

/**
 * A guard's report of what the tokens of any workspace were used for. One statement, so that it counts whole or not at
 * all. In the order of the tokens: two reports that name the same ones wait for each other, and never for ever. A day is
 * one of UTC. Reports are forgotten with each report, more than come in, so that the table stays small by itself.
 */
const COUNT_USAGE: AcrossFunction = {
  name: 'count_usage',
  takes: 'report_id uuid, token_ids uuid[], secret_ids uuid[], counts bigint[], ms_ago bigint[]',
  returns: 'void',
  is: 'VOLATILE',
  body: `
    WITH forgotten AS (
      DELETE FROM usage_reports WHERE id IN (
        SELECT id FROM usage_reports WHERE at < now() - interval '1 day' ORDER BY at LIMIT 10 FOR UPDATE SKIP LOCKED)
    ), report AS (
      INSERT INTO usage_reports (id) VALUES (report_id) ON CONFLICT DO NOTHING RETURNING id
    ), used AS (
      SELECT token.id AS token_id, token.workspace_id, use.secret_id, use.requests,
             now() - use.last_ms_ago * interval '1 millisecond' AS last_used_at
        FROM unnest(token_ids, secret_ids, counts, ms_ago) AS use (token_id, secret_id, requests, last_ms_ago)
        JOIN api_tokens token ON token.id = use.token_id
       WHERE EXISTS (SELECT FROM report)
    ), of_superseded AS (
      SELECT id FROM superseded_secrets WHERE id = ANY (secret_ids) ORDER BY id FOR UPDATE
    ), superseded AS (
      UPDATE superseded_secrets secret
         SET requests = secret.requests + used.requests,
             last_used_at = greatest(secret.last_used_at, used.last_used_at)
        FROM used JOIN of_superseded ON of_superseded.id = used.secret_id
       WHERE secret.id = used.secret_id AND secret.token_id = used.token_id
    )
    INSERT INTO token_usage (token_id, workspace_id, day, requests, last_used_at)
    SELECT token_id, workspace_id, (max(last_used_at) AT TIME ZONE 'UTC')::date, sum(requests), max(last_used_at)
      FROM used GROUP BY token_id, workspace_id ORDER BY token_id
    ON CONFLICT (token_id, day) DO UPDATE
      SET requests = token_usage.requests + excluded.requests,
          last_used_at = greatest(token_usage.last_used_at, excluded.last_used_at);`,
};

interface Due {
  readonly name: string;
  /** In `token_reminders`, before the number of days. */
  readonly kind: string;
  /** The column that it is due for: another value is due anew. */
  readonly column: 'expires_at' | 'secret_since';
  readonly days: string;
  /** What the event calls them. */
  readonly daysField: string;
  readonly isDue: string;
}

/** Writes down a batch of what is due and not written down yet, and tells what that was. */
const remind = ({ name, kind, column, days, daysField, isDue }: Due): AcrossFunction => ({
  name,
  takes: 'batch integer',
  returns: 'TABLE (workspace_id uuid, data jsonb)',
  is: 'VOLATILE',
  body: `RETURN QUERY
    WITH due AS (
      SELECT id, workspace_id, owner_id, ${column}, ${days} AS days
        FROM api_tokens WHERE deleted_at IS NULL AND is_active AND ${isDue}
    ), told AS (
      INSERT INTO token_reminders (token_id, workspace_id, kind, due_for)
      SELECT id, workspace_id, '${kind} ' || days, ${column} FROM due
       WHERE NOT EXISTS (SELECT FROM token_reminders told
                          WHERE token_id = id AND kind = '${kind} ' || days AND due_for = ${column})
       ORDER BY ${column}, id LIMIT batch
      ON CONFLICT DO NOTHING RETURNING token_id
    )
    SELECT due.workspace_id, jsonb_build_object('token_id', id, 'owner_id', owner_id, '${daysField}', days,
             '${column}', ${RFC_3339(column)})
      FROM due JOIN told ON told.token_id = due.id;`,
});

/** The nearest of 14, 7 and 1 days, so that who is issued for three days is not told of fourteen. */
const REMIND_OF_EXPIRY = remind({
  name: 'remind_of_expiry',
  kind: 'expiring',
  column: 'expires_at',
  days: `CASE WHEN expires_at <= now() + interval '1 day' THEN 1
              WHEN expires_at <= now() + interval '7 days' THEN 7 ELSE 14 END`,
  daysField: 'within_days',
  isDue: `expires_at > now() AND expires_at <= now() + interval '14 days'`,
});

const REMIND_OF_ROTATION = remind({
  name: 'remind_of_rotation',
  kind: 'rotation',
  column: 'secret_since',
  days: '90 * floor(extract(epoch FROM now() - secret_since) / 7776000)::integer',
  daysField: 'days',
  isDue: `secret_since <= now() - interval '90 days'`,
});

/** What one statement tells of several workspaces at once. */
const ADD_EVENTS: AcrossFunction = {
  name: 'add_events',
  takes: 'events jsonb',
  returns: 'void',
  is: 'VOLATILE',
  body: `
    INSERT INTO outbox (id, name, version, workspace_id, actor_id, traceparent, data)
    SELECT id, name, version, workspace_id, actor_id, traceparent, data
      FROM jsonb_to_recordset(events) AS event
           (id uuid, name text, version integer, workspace_id uuid, actor_id uuid, traceparent text, data jsonb);`,
};

/** The relay: gives the places after the head to events that have none. Its caller holds the head row. */
const NUMBER_EVENTS: AcrossFunction = {
  name: 'number_events',
  takes: 'head bigint, batch integer',
  returns: 'bigint',
  is: 'VOLATILE',
  body: `
    DECLARE done bigint;
    BEGIN
    WITH next AS (
      SELECT id, row_number() OVER (ORDER BY inserted) AS nth
        FROM (SELECT id, inserted FROM outbox WHERE position IS NULL ORDER BY inserted LIMIT batch) waiting
    ), numbered AS (
      UPDATE outbox SET position = head + next.nth FROM next WHERE outbox.id = next.id RETURNING 1
    ), counted AS (
      SELECT count(*) AS count FROM numbered
    ), raised AS (
      UPDATE outbox_head SET position = head + count FROM counted WHERE position < head + count
    )
    SELECT count INTO done FROM counted;
    RETURN done;
    END;`,
};

const EVENTS_WAIT: AcrossFunction = {
  name: 'events_wait',
  takes: '',
  returns: 'boolean',
  is: 'STABLE',
  body: 'RETURN EXISTS (SELECT FROM outbox WHERE position IS NULL);',
};

const EVENTS_AFTER: AcrossFunction = {
  name: 'events_after',
  takes: 'place bigint, batch integer',
  returns: 'SETOF outbox',
  is: 'STABLE',
  body: 'RETURN QUERY SELECT * FROM outbox WHERE position > place ORDER BY position LIMIT batch;',
};

/** Nothing after `published` is forgotten: Redis may have been away for longer than anything is kept. */
const FORGET_EVENTS: AcrossFunction = {
  name: 'forget_events',
  takes: 'older_than timestamptz, published bigint, batch integer',
  returns: 'integer',
  is: 'VOLATILE',
  body: `
    DECLARE done integer;
    BEGIN
    WITH forgotten AS (
      DELETE FROM outbox WHERE id IN
        (SELECT id FROM outbox WHERE at < older_than AND position <= published ORDER BY at LIMIT batch) RETURNING 1
    )
    SELECT count(*) INTO done FROM forgotten;
    RETURN done;
    END;`,
};

/** Replicas take different rows. */
export const FORGET_REPLIES: AcrossFunction = {
  name: 'forget_replies',
  takes: 'life_seconds integer, batch integer',
  returns: 'integer',
  is: 'VOLATILE',
  body: `
    DECLARE done integer;
    BEGIN
    WITH forgotten AS (
      DELETE FROM idempotent_replies WHERE (principal_id, key_digest) IN (
        SELECT principal_id, key_digest FROM idempotent_replies
         WHERE created_at < now() - life_seconds * interval '1 second'
         ORDER BY created_at LIMIT batch FOR UPDATE SKIP LOCKED) RETURNING 1
    )
    SELECT count(*) INTO done FROM forgotten;
    RETURN done;
    END;`,
};

const FUNCTIONS: readonly AcrossFunction[] = [
  TOKEN_BY_MAC,
  SESSION_BY_ID,
  OPERATOR_BY_EMAIL,
  REFRESH_TOKEN_BY_MAC,
  SERVICES,
  KNOWN_MACS,
  TOKEN_SHAPES,
  WORKSPACE_BY_SLUG,
  WORKSPACE_OF_TOKEN,
  COUNT_USAGE,
  REMIND_OF_EXPIRY,
  REMIND_OF_ROTATION,
  ADD_EVENTS,
  NUMBER_EVENTS,
  EVENTS_WAIT,
  EVENTS_AFTER,
  FORGET_EVENTS,
  FORGET_REPLIES,
];
