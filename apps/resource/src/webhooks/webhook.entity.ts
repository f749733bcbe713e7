import { Column, Entity, PrimaryColumn } from 'typeorm';

/** `gone`: its receiver said so (410). `failing`: nothing has reached it for days. */
export type DeactivatedReason = 'gone' | 'failing';

@Entity({ name: 'webhooks' })
export class WebhookEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'workspace_id', type: 'uuid' })
  workspaceId!: string;

  @Column({ type: 'text' })
  url!: string;

  @Column({ type: 'text', array: true })
  events!: string[];

  @Column({ type: 'text', nullable: true })
  description!: string | null;

  @Column({ name: 'is_active', type: 'boolean' })
  isActive!: boolean;

  /** null: it is active, or an operator deactivated it. */
  @Column({ name: 'deactivated_reason', type: 'text', nullable: true })
  deactivatedReason!: DeactivatedReason | null;

  /** Sealed: see `WebhookSecrets`. */
  @Column({ type: 'bytea' })
  secret!: Buffer;

  /** The one before, which signs too until that instant. */
  @Column({ name: 'previous_secret', type: 'bytea', nullable: true })
  previousSecret!: Buffer | null;

  @Column({ name: 'previous_until', type: 'timestamptz', precision: 3, nullable: true })
  previousUntil!: Date | null;

  /** The first failure since anything was delivered. */
  @Column({ name: 'failing_since', type: 'timestamptz', precision: 3, nullable: true })
  failingSince!: Date | null;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3, insert: false })
  createdAt!: Date;

  @Column({ name: 'updated_at', type: 'timestamptz', precision: 3, insert: false })
  updatedAt!: Date;
}
