import { Injectable } from '@nestjs/common';
import { DataSource, type Repository } from 'typeorm';
import { v7 as newId } from 'uuid';
import { type Delivery } from './message-provider.js';
import { MessageEntity } from './message.entity.js';
import { type NewMessage } from './message.js';

/** Every method takes the workspace first: there is no way to a message but through its tenant. */
@Injectable()
export class MessageStore {
  private readonly rows: Repository<MessageEntity>;

  constructor(database: DataSource) {
    this.rows = database.getRepository(MessageEntity);
  }

  /** Before anybody else hears of it: a message that was sent and of which nothing is known must not be. */
  async queue(workspaceId: string, message: NewMessage): Promise<MessageEntity> {
    const id = newId();
    await this.rows.insert({ ...message, id, workspaceId, status: 'queued' });
    return this.rows.findOneByOrFail({ id, workspaceId });
  }

  find(workspaceId: string, id: string): Promise<MessageEntity | null> {
    return this.rows.findOneBy({ id, workspaceId });
  }

  /** Notes what the provider said; what it said first stays. */
  async settle(workspaceId: string, id: string, delivery: Delivery): Promise<MessageEntity> {
    const said =
      delivery.outcome === 'accepted'
        ? ({ status: 'sent', providerReference: delivery.reference } as const)
        : ({ status: 'failed', failureReason: delivery.reason } as const);
    await this.rows.update({ id, workspaceId, status: 'queued' }, { ...said, updatedAt: () => 'now()' });
    return this.rows.findOneByOrFail({ id, workspaceId });
  }
}
