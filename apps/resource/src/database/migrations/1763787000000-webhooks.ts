import {
  type AcrossFunction,
  addAcross,
  dropAcross,
  sealTable,
  seenAcross,
  unseenAcross,
} from '@latchkey/platform';
import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { APP_ROLE, ROLES } from '../roles.js';

/** Webhooks, what they are told, and how far each event is on its way to each of them. */
export class Webhooks1763787000000 implements MigrationInterface {
  name = 'Webhooks1763787000000';

  async up(runner: QueryRunner): Promise<void> {
    // `data` is json: jsonb would change the order of fields. A delivery goes when its event does.
    await runner.query(`
      CREATE TABLE webhooks (
        id uuid PRIMARY KEY,
        workspace_id uuid NOT NULL,
        url text NOT NULL,
        events text[] NOT NULL,
        description text,
        is_active boolean NOT NULL DEFAULT true,
        deactivated_reason text CHECK (deactivated_reason IN ('gone', 'failing')),
        secret bytea NOT NULL,
        previous_secret bytea,
        previous_until timestamptz(3),
        failing_since timestamptz(3),
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        updated_at timestamptz(3) NOT NULL DEFAULT now()
      );
      CREATE INDEX webhooks_by_creation ON webhooks (workspace_id, created_at, id);
      CREATE TABLE webhook_events (
        workspace_id uuid NOT NULL,
        id uuid NOT NULL,
        type text NOT NULL,
        at timestamptz(3) NOT NULL,
        data json NOT NULL,
        noted_at timestamptz(3) NOT NULL DEFAULT now(),
        PRIMARY KEY (workspace_id, id)
      );
      CREATE INDEX webhook_events_age ON webhook_events (noted_at);
      CREATE TABLE webhook_deliveries (
        workspace_id uuid NOT NULL,
        webhook_id uuid NOT NULL,
        event_id uuid NOT NULL,
        type text NOT NULL,
        status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'delivered', 'failed', 'canceled')),
        attempts integer NOT NULL DEFAULT 0,
        attempts_before integer NOT NULL DEFAULT 0,
        claimed_at timestamptz(3),
        next_at timestamptz(3) DEFAULT now(),
        log jsonb NOT NULL DEFAULT '[]',
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        PRIMARY KEY (webhook_id, event_id),
        CONSTRAINT webhook_deliveries_event FOREIGN KEY (workspace_id, event_id)
          REFERENCES webhook_events (workspace_id, id) ON DELETE CASCADE
      );
      CREATE INDEX webhook_deliveries_due ON webhook_deliveries (workspace_id, webhook_id, next_at) WHERE status = 'pending';
      CREATE INDEX webhook_deliveries_by_creation ON webhook_deliveries (webhook_id, created_at, event_id);
      CREATE INDEX webhook_deliveries_of_event ON webhook_deliveries (event_id);
      ${TABLES.map((table) => sealTable(table, APP_ROLE)).join('')}
      ${seenAcross('webhooks', 'SELECT', ROLES)}
      ${seenAcross('webhook_events', 'SELECT, UPDATE, DELETE', ROLES)}
      ${seenAcross('webhook_deliveries', 'SELECT, UPDATE', ROLES)}
      ${addAcross([CLAIM_DELIVERIES, FORGET_WEBHOOK_EVENTS], ROLES)}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${dropAcross([CLAIM_DELIVERIES, FORGET_WEBHOOK_EVENTS], ROLES)}
      ${TABLES.map((table) => unseenAcross(table, ROLES)).join('')}
      DROP TABLE webhook_deliveries, webhook_events, webhooks;`);
  }
}

const TABLES = ['webhooks', 'webhook_events', 'webhook_deliveries'];

/**
 * Takes deliveries that are due, a few of each webhook, going from one webhook to the next: whoever has a million waiting
 * gets no more of a turn than who has one. Replicas take different ones. What is taken and never settled is due again
 * when the claim is over. A webhook that is inactive, or gone, gets nothing: what waits for it is canceled.
 *
 * Names whose they are and what attempt it is, and nothing of what they say. The last row has no event: it is where
 * the next turn has to begin, and is not there when every webhook has had its turn.
 */
export const CLAIM_DELIVERIES: AcrossFunction = {
  name: 'claim_deliveries',
  takes:
    'from_workspace uuid, from_webhook uuid, most integer, of_each integer, looks integer, busy uuid[], seconds integer',
  returns: 'TABLE (workspace_id uuid, webhook_id uuid, event_id uuid, attempt integer)',
  is: 'VOLATILE',
  body: `
    DECLARE
      in_workspace uuid := from_workspace;
      of_webhook uuid := from_webhook;
      room integer := most;
      taken integer;
      serves boolean;
    BEGIN
    FOR look IN 1..looks LOOP
      EXIT WHEN room <= 0;
      SELECT waiting.workspace_id, waiting.webhook_id INTO in_workspace, of_webhook FROM webhook_deliveries waiting
       WHERE status = 'pending' AND (waiting.workspace_id, waiting.webhook_id) > (in_workspace, of_webhook)
       ORDER BY waiting.workspace_id, waiting.webhook_id LIMIT 1;
      IF NOT FOUND THEN RETURN; END IF;
      CONTINUE WHEN in_workspace = ANY (busy) OR of_webhook = ANY (busy);
      SELECT webhooks.is_active INTO serves FROM webhooks WHERE webhooks.id = of_webhook;
      IF serves IS TRUE THEN
        RETURN QUERY
          UPDATE webhook_deliveries AS due
             SET claimed_at = now(), next_at = now() + seconds * interval '1 second', attempts = due.attempts + 1
           WHERE due.webhook_id = of_webhook AND due.event_id IN (
             SELECT ready.event_id FROM webhook_deliveries ready
              WHERE ready.status = 'pending' AND ready.workspace_id = in_workspace AND ready.webhook_id = of_webhook
                AND ready.next_at <= now()
              ORDER BY ready.next_at LIMIT least(of_each, room) FOR UPDATE SKIP LOCKED)
          RETURNING due.workspace_id, due.webhook_id, due.event_id, due.attempts;
        GET DIAGNOSTICS taken = ROW_COUNT;
        room := room - taken;
      ELSE
        UPDATE webhook_deliveries AS stale SET status = 'canceled', claimed_at = NULL, next_at = NULL
         WHERE stale.webhook_id = of_webhook AND stale.event_id IN (
           SELECT held.event_id FROM webhook_deliveries held
            WHERE held.status = 'pending' AND held.workspace_id = in_workspace AND held.webhook_id = of_webhook
            LIMIT 500 FOR UPDATE SKIP LOCKED);
      END IF;
    END LOOP;
    RETURN QUERY SELECT in_workspace, of_webhook, NULL::uuid, NULL::integer;
    END;`,
};

/** What they were to be told goes with them. Replicas take different rows. */
export const FORGET_WEBHOOK_EVENTS: AcrossFunction = {
  name: 'forget_webhook_events',
  takes: 'life_seconds integer, batch integer',
  returns: 'integer',
  is: 'VOLATILE',
  body: `
    DECLARE done integer;
    BEGIN
    WITH forgotten AS (
      DELETE FROM webhook_events WHERE (workspace_id, id) IN (
        SELECT workspace_id, id FROM webhook_events
         WHERE noted_at < now() - life_seconds * interval '1 second'
         ORDER BY noted_at LIMIT batch FOR UPDATE SKIP LOCKED) RETURNING 1
    )
    SELECT count(*) INTO done FROM forgotten;
    RETURN done;
    END;`,
};
