import { type AcrossFunction, addAcross } from '@latchkey/platform';
import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { ROLES } from '../roles.js';
import { FORGET_ANSWERS } from './1763785000000-first-answers.js';
import { CLAIM_DELIVERIES, FORGET_WEBHOOK_EVENTS } from './1763787000000-webhooks.js';

/**
 * Batches that are never larger than was asked for. A subquery with LIMIT and FOR UPDATE behind IN may run once for each
 * row, where PostgreSQL takes that for the quicker plan, and then skips what it took before: one turn took all that a
 * webhook was owed. A materialized WITH runs once.
 */
export class ExactBatches1763799001000 implements MigrationInterface {
  name = 'ExactBatches1763799001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(addAcross([CLAIM_EXACTLY, FORGET_EVENTS_EXACTLY, FORGET_ANSWERS_EXACTLY], ROLES));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(addAcross([CLAIM_DELIVERIES, FORGET_WEBHOOK_EVENTS, FORGET_ANSWERS], ROLES));
  }
}

const CLAIM_EXACTLY: AcrossFunction = {
  ...CLAIM_DELIVERIES,
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
          WITH ready AS MATERIALIZED (
            SELECT event_id FROM webhook_deliveries
             WHERE status = 'pending' AND workspace_id = in_workspace AND webhook_id = of_webhook AND next_at <= now()
             ORDER BY next_at LIMIT least(of_each, room) FOR UPDATE SKIP LOCKED)
          UPDATE webhook_deliveries AS due
             SET claimed_at = now(), next_at = now() + seconds * interval '1 second', attempts = due.attempts + 1
            FROM ready WHERE due.webhook_id = of_webhook AND due.event_id = ready.event_id
          RETURNING due.workspace_id, due.webhook_id, due.event_id, due.attempts;
        GET DIAGNOSTICS taken = ROW_COUNT;
        room := room - taken;
      ELSE
        WITH held AS MATERIALIZED (
          SELECT event_id FROM webhook_deliveries
           WHERE status = 'pending' AND workspace_id = in_workspace AND webhook_id = of_webhook
           LIMIT 500 FOR UPDATE SKIP LOCKED)
        UPDATE webhook_deliveries AS stale SET status = 'canceled', claimed_at = NULL, next_at = NULL
          FROM held WHERE stale.webhook_id = of_webhook AND stale.event_id = held.event_id;
      END IF;
    END LOOP;
    RETURN QUERY SELECT in_workspace, of_webhook, NULL::uuid, NULL::integer;
    END;`,
};

const FORGET_EVENTS_EXACTLY: AcrossFunction = {
  ...FORGET_WEBHOOK_EVENTS,
  body: `
    DECLARE done integer;
    BEGIN
    WITH old AS MATERIALIZED (
      SELECT workspace_id, id FROM webhook_events
       WHERE noted_at < now() - life_seconds * interval '1 second'
       ORDER BY noted_at LIMIT batch FOR UPDATE SKIP LOCKED
    ), forgotten AS (
      DELETE FROM webhook_events event USING old
       WHERE event.workspace_id = old.workspace_id AND event.id = old.id RETURNING 1
    )
    SELECT count(*) INTO done FROM forgotten;
    RETURN done;
    END;`,
};

const FORGET_ANSWERS_EXACTLY: AcrossFunction = {
  ...FORGET_ANSWERS,
  body: `
    DECLARE done integer;
    BEGIN
    WITH old AS MATERIALIZED (
      SELECT workspace_id, principal_id, key_digest FROM first_answers
       WHERE created_at < now() - life_seconds * interval '1 second'
       ORDER BY created_at LIMIT batch FOR UPDATE SKIP LOCKED
    ), forgotten AS (
      DELETE FROM first_answers answer USING old
       WHERE (answer.workspace_id, answer.principal_id, answer.key_digest)
             = (old.workspace_id, old.principal_id, old.key_digest)
       RETURNING 1
    )
    SELECT count(*) INTO done FROM forgotten;
    RETURN done;
    END;`,
};
