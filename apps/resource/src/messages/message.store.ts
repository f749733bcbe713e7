import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { v7 as newId } from 'uuid';
import { WorkspaceRows } from '../database/workspace-rows.js';
import { pageOf, type RowPage } from '../paging/page-of.js';
import { WebhookOutbox } from '../webhooks/webhook-outbox.js';
import { type ListMessagesDto } from './message-list.dto.js';
import { MessageEntity } from './message.entity.js';
import { type NewMessage } from './message.js';

/** A message that came in, in the provider's words. */
export interface ReceivedMessage {
  /** Of whom it is from, in E.164 form. */
  readonly sender: string;
  readonly kind: MessageEntity['kind'] | 'other';
  readonly content: object;
  readonly reference: string;
}

/** Every method takes the workspace first: there is no way to a message but through its tenant. */
@Injectable()
export class MessageStore {
  private readonly messages: WorkspaceRows<MessageEntity>;

  constructor(database: DataSource) {
    this.messages = new WorkspaceRows(database, MessageEntity);
  }

  /** Before anybody else hears of it: a message that was sent and of which nothing is known must not be. */
  queue(workspaceId: string, message: NewMessage): Promise<MessageEntity> {
    const id = newId();
    return this.messages.in(workspaceId, async (rows) => {
      await rows.query(
        `INSERT INTO messages (id, workspace_id, recipient, kind, content, status, due_at, history)
         VALUES ($1, $2, $3, $4, $5, 'queued', now(),
                 jsonb_build_array(jsonb_build_object('status', 'queued', 'at', now(), 'reason', NULL)))`,
        [id, workspaceId, message.recipient, message.kind, JSON.stringify(message.content)],
      );
      return rows.findOneByOrFail({ id, workspaceId });
    });
  }

  /** False when it is there already: providers tell everything more than once. */
  receive(workspaceId: string, { sender, kind, content, reference }: ReceivedMessage): Promise<boolean> {
    const id = newId();
    return this.messages.in(workspaceId, async (rows) => {
      const added = await rows.query<unknown[]>(
        `INSERT INTO messages (id, workspace_id, direction, recipient, kind, content, status, provider_reference)
         VALUES ($1, $2, 'inbound', $3, $4, $5, 'received', $6)
         ON CONFLICT (workspace_id, provider_reference) DO NOTHING RETURNING true`,
        [id, workspaceId, sender, kind, JSON.stringify(content), reference],
      );
      if (added.length === 0) return false;
      const message = { id, from: sender, kind, content };
      await WebhookOutbox.note(rows.manager, workspaceId, 'message.received', message);
      return true;
    });
  }

  /** One that was sent, or is to be. */
  find(workspaceId: string, id: string): Promise<MessageEntity | null> {
    return this.messages.in(workspaceId, (rows) =>
      rows.findOneBy({ id, workspaceId, direction: 'outbound' }),
    );
  }

  /** What the provider calls it, whose reports may name nothing else. */
  async idOf(workspaceId: string, providerReference: string): Promise<string | null> {
    const message = await this.messages.in(workspaceId, (rows) =>
      rows.findOneBy({ workspaceId, providerReference, direction: 'outbound' }),
    );
    return message?.id ?? null;
  }

  page(workspaceId: string, { status, to, ...terms }: ListMessagesDto): Promise<RowPage<MessageEntity>> {
    return this.messages.in(workspaceId, (rows) => {
      const query = rows
        .createQueryBuilder('message')
        .where('message.workspaceId = :workspaceId', { workspaceId })
        .andWhere(`message.direction = 'outbound'`);
      if (status !== undefined) query.andWhere('message.status = :status', { status });
      if (to !== undefined) query.andWhere('message.recipient = :to', { to });
      return pageOf(query, terms);
    });
  }
}
