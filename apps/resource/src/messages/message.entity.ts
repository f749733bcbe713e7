import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type MessageKind, type MessageStatus, type NewMessage } from './message.js';

@Entity({ name: 'messages' })
export class MessageEntity implements NewMessage {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'workspace_id', type: 'uuid' })
  workspaceId!: string;

  /** In E.164 form. */
  @Column({ type: 'text' })
  recipient!: string;

  @Column({ type: 'text' })
  kind!: MessageKind;

  @Column({ type: 'jsonb' })
  content!: NewMessage['content'];

  @Column({ type: 'text' })
  status!: MessageStatus;

  /** What the provider calls it; null until it has taken it. */
  @Column({ name: 'provider_reference', type: 'text', nullable: true })
  providerReference!: string | null;

  @Column({ name: 'failure_reason', type: 'text', nullable: true })
  failureReason!: string | null;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3, insert: false })
  createdAt!: Date;

  @Column({ name: 'updated_at', type: 'timestamptz', precision: 3, insert: false })
  updatedAt!: Date;
}
