import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { v7 as newId } from 'uuid';
import { WorkspaceRows } from '../database/workspace-rows.js';
import { pageOf } from '../paging/page-of.js';
import { type ListContactsDto } from './contact-list.dto.js';
import { WebhookOutbox } from '../webhooks/webhook-outbox.js';
import { ContactDto } from './contact.dto.js';
import { ContactEntity } from './contact.entity.js';

export type NewContact = Omit<ContactEntity, 'id' | 'workspaceId' | 'createdAt' | 'updatedAt'>;

/** Every method takes the workspace first: there is no way to a contact but through its tenant. */
@Injectable()
export class ContactStore {
  private readonly contacts: WorkspaceRows<ContactEntity>;

  constructor(database: DataSource) {
    this.contacts = new WorkspaceRows(database, ContactEntity);
  }

  async add(workspaceId: string, contact: NewContact): Promise<ContactEntity> {
    const id = newId();
    return this.contacts.in(workspaceId, async (rows) => {
      await rows.insert({ ...contact, id, workspaceId });
      const added = await rows.findOneByOrFail({ id, workspaceId });
      await WebhookOutbox.note(rows.manager, workspaceId, 'contact.created', new ContactDto(added));
      return added;
    });
  }

  find(workspaceId: string, id: string): Promise<ContactEntity | null> {
    return this.contacts.in(workspaceId, (rows) => rows.findOneBy({ id, workspaceId }));
  }

  async page(
    workspaceId: string,
    { limit, cursor, sort, tag, ...exact }: ListContactsDto,
  ): Promise<{ contacts: ContactEntity[]; nextCursor: string | null }> {
    const found = await this.contacts.in(workspaceId, (rows) => {
      const query = rows
        .createQueryBuilder('contact')
        .where('contact.workspaceId = :workspaceId', { workspaceId });
      for (const [column, value] of Object.entries(exact) as [string, string | undefined][]) {
        if (value !== undefined) query.andWhere(`contact.${column} = :${column}`, { [column]: value });
      }
      if (tag !== undefined) query.andWhere(':tag = ANY (contact.tags)', { tag });
      return pageOf(query, { limit, cursor, sort });
    });
    return { contacts: found.rows, nextCursor: found.nextCursor };
  }

  /** Resolves to null when there is no such contact. */
  update(workspaceId: string, id: string, changes: Partial<NewContact>): Promise<ContactEntity | null> {
    return this.contacts.in(workspaceId, async (rows) => {
      if (Object.keys(changes).length > 0) {
        await rows.update({ id, workspaceId }, { ...changes, updatedAt: () => 'now()' });
      }
      const updated = await rows.findOneBy({ id, workspaceId });
      if (updated)
        await WebhookOutbox.note(rows.manager, workspaceId, 'contact.updated', new ContactDto(updated));
      return updated;
    });
  }

  /** Resolves to false when there was no such contact. */
  async remove(workspaceId: string, id: string): Promise<boolean> {
    return this.contacts.in(workspaceId, async (rows) => {
      const { affected } = await rows.delete({ id, workspaceId });
      if (affected === 1) await WebhookOutbox.note(rows.manager, workspaceId, 'contact.deleted', { id });
      return affected === 1;
    });
  }
}
