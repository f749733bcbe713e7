import { inWorkspace } from '@latchkey/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { isDelivered, isGone, type Outcome } from './outcome.js';
import { delayAfter } from './schedule.js';
import { type LoggedAttempt } from './webhook-delivery.entity.js';
import { WebhookOutbox } from './webhook-outbox.js';
import { type DeactivatedReason } from './webhook.entity.js';

/** Longer than an attempt with all that belongs to it: until then nobody else takes the delivery. */
const CLAIM_SECONDS = 30;
/** A receiver that took nothing for so long is called no more. */
const PATIENCE = '5 days';
const KEPT_ATTEMPTS = 20;
/** Webhooks that one turn looks at: it must not take longer than a statement may. */
const LOOKS = 1_000;

/** One attempt that this process has taken. */
export interface Claim {
  readonly workspaceId: string;
  readonly webhookId: string;
  readonly eventId: string;
  /** Counts for good: an attempt that is overtaken by a later one settles nothing. */
  readonly attempt: number;
}

/** Where a turn begins: behind this webhook. */
export interface Place {
  readonly workspaceId: string;
  readonly webhookId: string;
}

export interface Turn {
  readonly claims: readonly Claim[];
  /** null: every webhook has had its turn. */
  readonly next: Place | null;
}

/** What is sent, to where, and signed with what. */
export interface Letter {
  readonly url: string;
  readonly type: string;
  readonly at: Date;
  readonly data: object;
  /** Sealed, the newest first. */
  readonly secrets: readonly Buffer[];
  /** Attempts since it was first due, or was sent once more, this one included. */
  readonly round: number;
}

const NO_ROOM: readonly string[] = [];

/** What happens between a delivery and its receiver, in PostgreSQL. */
@Injectable()
export class AttemptStore {
  constructor(private readonly database: DataSource) {}

  /** @param busy Workspaces and webhooks that have as many attempts under way as they may. */
  async claim(from: Place, most: number, ofEach: number, busy: readonly string[] = NO_ROOM): Promise<Turn> {
    const rows = await this.database.query<(Omit<Claim, 'eventId'> & { eventId: string | null })[]>(
      `SELECT workspace_id AS "workspaceId", webhook_id AS "webhookId", event_id AS "eventId", attempt
         FROM across.claim_deliveries($1, $2, $3, $4, $5, $6, $7)`,
      [from.workspaceId, from.webhookId, most, ofEach, LOOKS, busy, CLAIM_SECONDS],
    );
    return {
      claims: rows.filter((row): row is Claim => row.eventId !== null),
      next: rows.find((row) => row.eventId === null) ?? null,
    };
  }

  /** Null when its webhook went away, or another process has taken it over. */
  async read({ workspaceId, webhookId, eventId, attempt }: Claim): Promise<Letter | null> {
    const [row] = await inWorkspace(this.database, workspaceId, (rows) =>
      rows.query<(Omit<Letter, 'secrets'> & { secret: Buffer; previous: Buffer | null })[]>(
        `SELECT url, delivery.type, at, data, attempts - attempts_before AS round,
                secret, CASE WHEN previous_until > now() THEN previous_secret END AS previous
           FROM webhook_deliveries delivery
           JOIN webhooks ON webhooks.id = webhook_id AND is_active AND webhooks.workspace_id = $1
           JOIN webhook_events event ON event.id = event_id AND event.workspace_id = $1
          WHERE delivery.workspace_id = $1 AND webhook_id = $2 AND event_id = $3
            AND status = 'pending' AND attempts = $4`,
        [workspaceId, webhookId, eventId, attempt],
      ),
    );
    if (!row) return null;
    const { secret, previous, ...letter } = row;
    return { ...letter, secrets: previous ? [secret, previous] : [secret] };
  }

  /** Writes down what came of it, and when to try again. @returns Why its webhook was deactivated, if it was. */
  settle(claim: Claim, { round }: Letter, outcome: Outcome): Promise<DeactivatedReason | null> {
    return inWorkspace(this.database, claim.workspaceId, async (rows) => {
      const delay = isGone(outcome) ? null : delayAfter(round, outcome.retryAfterMs);
      const status = isDelivered(outcome) ? 'delivered' : delay === null ? 'failed' : 'pending';
      const isOurs = await note(rows, claim, outcome, status, status === 'pending' ? delay : null);
      if (!isOurs) return null;
      if (status === 'delivered') return recovered(rows, claim);
      return failed(rows, claim, isGone(outcome));
    });
  }

  /** For another process to take at once: this one stops. It does not count towards the schedule. */
  async giveBack({ workspaceId, webhookId, eventId, attempt }: Claim): Promise<void> {
    await inWorkspace(this.database, workspaceId, (rows) =>
      rows.query(
        `UPDATE webhook_deliveries SET claimed_at = NULL, next_at = now(), attempts_before = attempts_before + 1
          WHERE workspace_id = $1 AND webhook_id = $2 AND event_id = $3 AND attempts = $4 AND status = 'pending'`,
        [workspaceId, webhookId, eventId, attempt],
      ),
    );
  }
}

async function note(
  rows: EntityManager,
  { workspaceId, webhookId, eventId, attempt }: Claim,
  { status: answered, error, durationMs, response }: Outcome,
  status: string,
  delayMs: number | null,
): Promise<boolean> {
  const entry: Omit<LoggedAttempt, 'at'> = {
    ...{ number: attempt, status: answered, error },
    ...{ duration_ms: durationMs, response },
  };
  const [, count] = await rows.query<[unknown, number]>(
    `UPDATE webhook_deliveries
        SET status = $5, claimed_at = NULL, next_at = now() + $6::float8 * interval '1 millisecond',
            log = jsonb_path_query_array(log, '$[last - ${KEPT_ATTEMPTS - 2} to last]')
                  || jsonb_build_array($7::jsonb || jsonb_build_object('at', to_char(
                       claimed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))
      WHERE workspace_id = $1 AND webhook_id = $2 AND event_id = $3 AND attempts = $4 AND status = 'pending'`,
    [workspaceId, webhookId, eventId, attempt, status, delayMs, JSON.stringify(entry)],
  );
  return count === 1;
}

async function recovered(rows: EntityManager, { workspaceId, webhookId }: Claim): Promise<null> {
  await rows.query(
    `UPDATE webhooks SET failing_since = NULL
      WHERE workspace_id = $1 AND id = $2 AND failing_since IS NOT NULL`,
    [workspaceId, webhookId],
  );
  return null;
}

async function failed(
  rows: EntityManager,
  { workspaceId, webhookId }: Claim,
  isGone: boolean,
): Promise<DeactivatedReason | null> {
  // A row is written at the first failure and at the last, not at those between: many fail at once.
  const [[webhook]] = await rows.query<[{ url: string; reason: DeactivatedReason | null }[], number]>(
    `UPDATE webhooks
        SET failing_since = coalesce(failing_since, now()),
            is_active = NOT ($3 OR coalesce(failing_since, now()) < now() - interval '${PATIENCE}'),
            deactivated_reason = CASE WHEN $3 THEN 'gone'
              WHEN failing_since < now() - interval '${PATIENCE}' THEN 'failing' END
      WHERE workspace_id = $1 AND id = $2 AND is_active
        AND ($3 OR failing_since IS NULL OR failing_since < now() - interval '${PATIENCE}')
    RETURNING url, deactivated_reason AS reason`,
    [workspaceId, webhookId, isGone],
  );
  if (!webhook?.reason) return null;
  const { url, reason } = webhook;
  await WebhookOutbox.note(rows, workspaceId, 'webhook.deactivated', { webhook_id: webhookId, url, reason });
  return reason;
}
