import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type Repository } from 'typeorm';
import { v7 as newId } from 'uuid';
import { WorkspaceRows } from '../database/workspace-rows.js';
import { type Direction } from '../messages/message.js';
import { MessageEntity } from '../messages/message.entity.js';
import { type PageTerms, pageOf, type RowPage } from '../paging/page-of.js';
import { type ListConversationsDto } from './conversation.dto.js';
import { ConversationEntity } from './conversation.entity.js';

/** Whom a phone belongs to, among the workspace's contacts. */
export interface KnownContact {
  readonly id: string;
  readonly firstname: string;
  readonly lastname: string | null;
}

/** With whom it is: looked up when it is shown, for contacts come, change and go at any time. */
export interface Conversation {
  readonly row: ConversationEntity;
  readonly contact: KnownContact | null;
}

/** What a conversation is told of a message that is being written down. */
export interface NotedMessage {
  /** The other side's, in E.164 form. */
  readonly phone: string;
  readonly direction: Direction;
  readonly at: Date;
  /** At most 200 characters: see `previewOf`. */
  readonly preview: string;
}

/** Where several contacts have the phone, the one that has it for longest. */
const CONTACTS_OF_PHONES = `
  SELECT wanted.phone, contact.* FROM unnest($2::text[]) AS wanted (phone)
   CROSS JOIN LATERAL (
     SELECT id, firstname, lastname FROM contacts
      WHERE workspace_id = $1 AND contacts.phone = wanted.phone
      ORDER BY created_at, id LIMIT 1) contact`;

/**
 * One statement: of two first messages one opens the conversation, and the other waits for it. What is told late changes
 * no later last message. Somebody who writes to a closed conversation opens it again.
 */
const NOTE = `
  INSERT INTO conversations AS known
    (id, workspace_id, phone, unread_count, last_message_at, last_message_direction, last_message_preview)
  VALUES ($1, $2, $3, CASE WHEN $5::text = 'inbound' THEN 1 ELSE 0 END, $4::timestamptz, $5, $6)
  ON CONFLICT (workspace_id, phone) DO UPDATE SET
    status = CASE WHEN $5 = 'inbound' THEN 'open' ELSE known.status END,
    unread_count = known.unread_count + excluded.unread_count,
    (last_message_at, last_message_direction, last_message_preview) = (
      SELECT at, direction, preview
        FROM (VALUES (excluded.last_message_at, excluded.last_message_direction, excluded.last_message_preview, 1),
                     (known.last_message_at, known.last_message_direction, known.last_message_preview, 2))
             AS last (at, direction, preview, place)
       ORDER BY at DESC, place LIMIT 1),
    updated_at = now()`;

/** Every method takes the workspace first: there is no way to a conversation but through its tenant. */
@Injectable()
export class ConversationStore {
  private readonly conversations: WorkspaceRows<ConversationEntity>;

  constructor(database: DataSource) {
    this.conversations = new WorkspaceRows(database, ConversationEntity);
  }

  /**
   * To be called in the transaction that writes the message, so that neither is there without the other. It holds the
   * conversation until that transaction ends: whoever notes several phones in one does so in the order of the phones.
   */
  static async note(rows: EntityManager, workspaceId: string, message: NotedMessage): Promise<void> {
    const { phone, direction, at, preview } = message;
    await rows.query(NOTE, [newId(), workspaceId, phone, at, direction, preview]);
  }

  find(workspaceId: string, id: string): Promise<Conversation | null> {
    return this.conversations.in(workspaceId, (rows) => found(rows, workspaceId, id));
  }

  page(
    workspaceId: string,
    { limit, cursor, sort, status, assignee_id, unread }: ListConversationsDto,
  ): Promise<{ readonly rows: Conversation[]; readonly nextCursor: string | null }> {
    return this.conversations.in(workspaceId, async (table) => {
      const query = table
        .createQueryBuilder('conversation')
        .where('conversation.workspaceId = :workspaceId', { workspaceId });
      if (status !== undefined) query.andWhere('conversation.status = :status', { status });
      if (assignee_id === 'none') query.andWhere('conversation.assigneeId IS NULL');
      else if (assignee_id !== undefined)
        query.andWhere('conversation.assigneeId = :assignee_id', { assignee_id });
      if (unread !== undefined) query.andWhere(`conversation.unreadCount ${unread === 'true' ? '>' : '='} 0`);
      const { rows, nextCursor } = await pageOf(query, { limit, cursor, sort });
      return { rows: await withContacts(table.manager, workspaceId, rows), nextCursor };
    });
  }

  /** The newest first. Resolves to null when there is no such conversation. */
  messages(
    workspaceId: string,
    id: string,
    terms: Pick<PageTerms, 'limit' | 'cursor'>,
  ): Promise<RowPage<MessageEntity> | null> {
    return this.conversations.in(workspaceId, async (rows) => {
      const conversation = await rows.findOneBy({ id, workspaceId });
      if (!conversation) return null;
      const messages = rows.manager
        .getRepository(MessageEntity)
        .createQueryBuilder('message')
        .where('message.workspaceId = :workspaceId', { workspaceId })
        .andWhere('message.recipient = :phone', { phone: conversation.phone });
      return pageOf(messages, { ...terms, sort: '-created_at' });
    });
  }

  /** Resolves to null when there is no such conversation. */
  update(
    workspaceId: string,
    id: string,
    changes: Partial<Pick<ConversationEntity, 'assigneeId' | 'status' | 'unreadCount'>>,
  ): Promise<Conversation | null> {
    return this.conversations.in(workspaceId, async (rows) => {
      if (Object.keys(changes).length > 0) {
        await rows.update({ id, workspaceId }, { ...changes, updatedAt: () => 'now()' });
      }
      return found(rows, workspaceId, id);
    });
  }
}

async function found(
  rows: Repository<ConversationEntity>,
  workspaceId: string,
  id: string,
): Promise<Conversation | null> {
  const row = await rows.findOneBy({ id, workspaceId });
  if (!row) return null;
  const [conversation] = await withContacts(rows.manager, workspaceId, [row]);
  return conversation ?? null;
}

async function withContacts(
  rows: EntityManager,
  workspaceId: string,
  conversations: readonly ConversationEntity[],
): Promise<Conversation[]> {
  const contacts = await rows.query<(KnownContact & { readonly phone: string })[]>(CONTACTS_OF_PHONES, [
    workspaceId,
    conversations.map(({ phone }) => phone),
  ]);
  const byPhone = new Map(contacts.map((contact) => [contact.phone, contact]));
  return conversations.map((row) => ({ row, contact: byPhone.get(row.phone) ?? null }));
}
