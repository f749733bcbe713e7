import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { WorkspaceRows } from '../database/workspace-rows.js';
import { pageOf, type PageTerms, type RowPage } from '../paging/page-of.js';
import { type DeliveryStatus, WebhookDeliveryEntity } from './webhook-delivery.entity.js';

/** Of one webhook, in one workspace. */
export interface DeliveryPlace {
  readonly workspaceId: string;
  readonly webhookId: string;
}

export interface ListedDeliveries extends PageTerms {
  readonly status?: DeliveryStatus | undefined;
  readonly type?: string | undefined;
}

/** What a delivery tells: nothing that changes. */
export interface DeliveredEvent {
  readonly at: Date;
  readonly data: object;
}

/** Made due at once: more would be too long a statement. */
export const RECOVERED_AT_ONCE = 1_000;

/**
 * What is being attempted right now is left to that attempt. Attempts go on being counted, and the schedule begins anew.
 */
const AGAIN = `status = 'pending', attempts_before = attempts, next_at = now()`;
const NOT_UNDER_WAY = `(status <> 'pending' OR claimed_at IS NULL)`;

/** The log of deliveries, and what people do about it. */
@Injectable()
export class DeliveryStore {
  private readonly deliveries: WorkspaceRows<WebhookDeliveryEntity>;

  constructor(database: DataSource) {
    this.deliveries = new WorkspaceRows(database, WebhookDeliveryEntity);
  }

  page(
    { workspaceId, webhookId }: DeliveryPlace,
    { status, type, ...terms }: ListedDeliveries,
  ): Promise<RowPage<WebhookDeliveryEntity>> {
    return this.deliveries.in(workspaceId, (rows) => {
      const query = rows
        .createQueryBuilder('delivery')
        .where('delivery.workspaceId = :workspaceId', { workspaceId })
        .andWhere('delivery.webhookId = :webhookId', { webhookId });
      if (status !== undefined) query.andWhere('delivery.status = :status', { status });
      if (type !== undefined) query.andWhere('delivery.type = :type', { type });
      return pageOf(query, terms);
    });
  }

  find({ workspaceId, webhookId }: DeliveryPlace, id: string): Promise<WebhookDeliveryEntity | null> {
    return this.deliveries.in(workspaceId, (rows) => rows.findOneBy({ id, webhookId, workspaceId }));
  }

  async eventOf({ workspaceId, id }: WebhookDeliveryEntity): Promise<DeliveredEvent | null> {
    const [event] = await this.deliveries.in(workspaceId, (rows) =>
      rows.query<DeliveredEvent[]>(
        'SELECT at, data FROM webhook_events WHERE id = $1 AND workspace_id = $2',
        [id, workspaceId],
      ),
    );
    return event ?? null;
  }

  /** Sends it once more, under its id. */
  async redeliver({ workspaceId, webhookId }: DeliveryPlace, id: string): Promise<void> {
    await this.deliveries.in(workspaceId, (rows) =>
      rows.query(
        `UPDATE webhook_deliveries SET ${AGAIN}
          WHERE event_id = $1 AND workspace_id = $2 AND webhook_id = $3 AND ${NOT_UNDER_WAY}`,
        [id, workspaceId, webhookId],
      ),
    );
  }

  /** Sends once more what was given up since then, the oldest first. @returns How many, at most `RECOVERED_AT_ONCE`. */
  recover({ workspaceId, webhookId }: DeliveryPlace, since: string): Promise<number> {
    return this.deliveries.in(workspaceId, async (rows) => {
      const [, count] = await rows.query<[unknown, number]>(
        `WITH lost AS MATERIALIZED (
           SELECT event_id FROM webhook_deliveries
            WHERE workspace_id = $1 AND webhook_id = $2 AND created_at >= $3::timestamptz AND status IN ('failed', 'canceled')
            ORDER BY created_at LIMIT ${RECOVERED_AT_ONCE} FOR UPDATE)
         UPDATE webhook_deliveries delivery SET ${AGAIN}
           FROM lost WHERE workspace_id = $1 AND webhook_id = $2 AND delivery.event_id = lost.event_id`,
        [workspaceId, webhookId, since],
      );
      return count;
    });
  }
}
