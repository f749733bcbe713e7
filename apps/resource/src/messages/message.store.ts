import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { v7 as newId } from 'uuid';
import { ConversationStore } from '../conversations/conversation.store.js';
import { previewOf } from '../conversations/preview.js';
import { WorkspaceRows } from '../database/workspace-rows.js';
import { type Delivery } from './message-provider.js';
import { MessageEntity } from './message.entity.js';
import { type NewMessage } from './message.js';

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
      await rows.insert({ ...message, id, workspaceId, status: 'queued' });
      const queued = await rows.findOneByOrFail({ id, workspaceId });
      const { recipient: phone, createdAt: at } = queued;
      const noted = { phone, direction: 'outbound', at, preview: previewOf(message) } as const;
      await ConversationStore.note(rows.manager, workspaceId, noted);
      return queued;
    });
  }

  find(workspaceId: string, id: string): Promise<MessageEntity | null> {
    return this.messages.in(workspaceId, (rows) => rows.findOneBy({ id, workspaceId }));
  }

  /** Notes what the provider said; what it said first stays. */
  settle(workspaceId: string, id: string, delivery: Delivery): Promise<MessageEntity> {
    const said =
      delivery.outcome === 'accepted'
        ? ({ status: 'sent', providerReference: delivery.reference } as const)
        : ({ status: 'failed', failureReason: delivery.reason } as const);
    return this.messages.in(workspaceId, async (rows) => {
      await rows.update({ id, workspaceId, status: 'queued' }, { ...said, updatedAt: () => 'now()' });
      return rows.findOneByOrFail({ id, workspaceId });
    });
  }
}
