import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type Direction } from '../messages/message.js';

export const CONVERSATION_STATUSES = ['open', 'closed'] as const;
export type ConversationStatus = (typeof CONVERSATION_STATUSES)[number];

/** All messages of a workspace from and to one phone. */
@Entity({ name: 'conversations' })
export class ConversationEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'workspace_id', type: 'uuid' })
  workspaceId!: string;

  /** In E.164 form. */
  @Column({ type: 'text' })
  phone!: string;

  /** An operator, whom auth knows; also one who has left since. */
  @Column({ name: 'assignee_id', type: 'uuid', nullable: true })
  assigneeId!: string | null;

  @Column({ type: 'text' })
  status!: ConversationStatus;

  /** Inbound messages since it was last read. */
  @Column({ name: 'unread_count', type: 'integer' })
  unreadCount!: number;

  @Column({ name: 'last_message_at', type: 'timestamptz', precision: 3 })
  lastMessageAt!: Date;

  @Column({ name: 'last_message_direction', type: 'text' })
  lastMessageDirection!: Direction;

  /** At most 200 characters. */
  @Column({ name: 'last_message_preview', type: 'text' })
  lastMessagePreview!: string;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3, insert: false })
  createdAt!: Date;

  @Column({ name: 'updated_at', type: 'timestamptz', precision: 3, insert: false })
  updatedAt!: Date;
}
