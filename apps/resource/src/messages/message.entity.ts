import { Column, Entity, PrimaryColumn } from 'typeorm';
import {
  type Direction,
  type HistoryEntry,
  type MessageKind,
  type MessageStatus,
  type NewMessage,
} from './message.js';

@Entity({ name: 'messages' })
export class MessageEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'workspace_id', type: 'uuid' })
  workspaceId!: string;

  @Column({ type: 'text' })
  direction!: Direction;

  /** The other party's number, in E.164 form. */
  @Column({ type: 'text' })
  recipient!: string;

  /** `other`: inbound, and of a kind that nobody here can show. */
  @Column({ type: 'text' })
  kind!: MessageKind | 'other';

  @Column({ type: 'jsonb' })
  content!: NewMessage['content'];

  /** `received`: inbound. */
  @Column({ type: 'text' })
  status!: MessageStatus | 'received';

  @Column({ type: 'jsonb' })
  history!: readonly HistoryEntry[];

  /** What the provider calls it; null until it has taken it. */
  @Column({ name: 'provider_reference', type: 'text', nullable: true })
  providerReference!: string | null;

  /** The provider's own, if it gave one. */
  @Column({ name: 'failure_code', type: 'text', nullable: true })
  failureCode!: string | null;

  /** Why it failed, or why nobody knows. */
  @Column({ name: 'failure_reason', type: 'text', nullable: true })
  failureReason!: string | null;

  /** How often it was begun to be handed over. */
  @Column({ type: 'smallint' })
  attempts!: number;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3, insert: false })
  createdAt!: Date;

  @Column({ name: 'updated_at', type: 'timestamptz', precision: 3, insert: false })
  updatedAt!: Date;
}
