import { Injectable } from '@nestjs/common';
import { DataSource, type Repository } from 'typeorm';
import { v7 as newId } from 'uuid';
import { pageOf } from '../paging/page-of.js';
import { type ListContactsDto } from './contact-list.dto.js';
import { ContactEntity } from './contact.entity.js';

export type NewContact = Omit<ContactEntity, 'id' | 'workspaceId' | 'createdAt' | 'updatedAt'>;

/** Every method takes the workspace first: there is no way to a contact but through its tenant. */
@Injectable()
export class ContactStore {
  private readonly rows: Repository<ContactEntity>;

  constructor(database: DataSource) {
    this.rows = database.getRepository(ContactEntity);
  }

  async add(workspaceId: string, contact: NewContact): Promise<ContactEntity> {
    const id = newId();
    await this.rows.insert({ ...contact, id, workspaceId });
    return this.rows.findOneByOrFail({ id, workspaceId });
  }

  find(workspaceId: string, id: string): Promise<ContactEntity | null> {
    return this.rows.findOneBy({ id, workspaceId });
  }

  async page(
    workspaceId: string,
    { limit, cursor, sort, tag, ...exact }: ListContactsDto,
  ): Promise<{ contacts: ContactEntity[]; nextCursor: string | null }> {
    const query = this.rows
      .createQueryBuilder('contact')
      .where('contact.workspaceId = :workspaceId', { workspaceId });
    for (const [column, value] of Object.entries(exact) as [string, string | undefined][]) {
      if (value !== undefined) query.andWhere(`contact.${column} = :${column}`, { [column]: value });
    }
    if (tag !== undefined) query.andWhere(':tag = ANY (contact.tags)', { tag });
    const { rows: contacts, nextCursor } = await pageOf(query, { limit, cursor, sort });
    return { contacts, nextCursor };
  }

  /** Resolves to null when there is no such contact. */
  async update(workspaceId: string, id: string, changes: Partial<NewContact>): Promise<ContactEntity | null> {
    if (Object.keys(changes).length > 0) {
      await this.rows.update({ id, workspaceId }, { ...changes, updatedAt: () => 'now()' });
    }
    return this.find(workspaceId, id);
  }

  /** Resolves to false when there was no such contact. */
  async remove(workspaceId: string, id: string): Promise<boolean> {
    const { affected } = await this.rows.delete({ id, workspaceId });
    return affected === 1;
  }
}
