import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type Failure } from './outcome.js';

export const DELIVERY_STATUSES = ['pending', 'delivered', 'failed', 'canceled'] as const;
/** `canceled`: its webhook was deactivated before it was delivered. */
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** One attempt, as it is kept. */
export interface LoggedAttempt {
  readonly number: number;
  readonly at: string;
  /** Of HTTP; null when there was no answer. */
  readonly status: number | null;
  readonly error: Failure | null;
  readonly duration_ms: number;
  /** The beginning of the answer's body. */
  readonly response: string | null;
}

/** One event on its way to one webhook. */
@Entity({ name: 'webhook_deliveries' })
export class WebhookDeliveryEntity {
  /** The event's, which goes out as `webhook-id`. */
  @PrimaryColumn({ name: 'event_id', type: 'uuid' })
  id!: string;

  @PrimaryColumn({ name: 'webhook_id', type: 'uuid' })
  webhookId!: string;

  @Column({ name: 'workspace_id', type: 'uuid' })
  workspaceId!: string;

  @Column({ type: 'text' })
  type!: string;

  @Column({ type: 'text' })
  status!: DeliveryStatus;

  @Column({ type: 'integer' })
  attempts!: number;

  /** null: nothing will be tried. */
  @Column({ name: 'next_at', type: 'timestamptz', precision: 3, nullable: true })
  nextAt!: Date | null;

  /** The last of its attempts, oldest first. */
  @Column({ type: 'jsonb' })
  log!: LoggedAttempt[];

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3, insert: false })
  createdAt!: Date;
}
