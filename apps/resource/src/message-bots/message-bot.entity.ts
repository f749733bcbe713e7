import { Column, Entity } from 'typeorm';
import { NamedRow } from '../catalogue/named-row.js';

/** Answers a trigger with a text. */
@Entity({ name: 'message_bots' })
export class MessageBotEntity extends NamedRow {
  @Column({ type: 'text' })
  trigger!: string;

  @Column({ name: 'reply_text', type: 'text' })
  replyText!: string;

  @Column({ name: 'is_active', type: 'boolean' })
  isActive!: boolean;
}
