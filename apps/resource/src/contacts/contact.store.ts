import { Refusal } from '@latchkey/contracts';
import { violatedIndex } from '@latchkey/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type Repository } from 'typeorm';
import { v7 as newId } from 'uuid';
import { WorkspaceRows } from '../database/workspace-rows.js';
import { WebhookOutbox } from '../webhooks/webhook-outbox.js';
import { ContactDto } from './contact.dto.js';
import { type ContactTerms } from './contact-list.dto.js';
import { contactPage } from './contact-page.js';
import { holdReferences, type References } from './contact-references.js';
import { type Contact, ContactEntity } from './contact.entity.js';

/** What a caller sets of a contact. */
export type NewContact = Omit<Contact, 'id' | 'workspaceId' | 'sharesPhone' | 'createdAt' | 'updatedAt'>;

export interface ContactPage {
  readonly contacts: readonly Contact[];
  readonly nextCursor: string | null;
}

export const PHONE_TAKEN = 'is taken by another contact of this workspace';

/** Every method takes the workspace first: there is no way to a contact but through its tenant. */
@Injectable()
export class ContactStore {
  private readonly contacts: WorkspaceRows<ContactEntity>;

  constructor(database: DataSource) {
    this.contacts = new WorkspaceRows(database, ContactEntity);
  }

  /** @throws Refusal When its phone is taken, or it names what the workspace does not have. */
  add(workspaceId: string, { groupIds, ...columns }: NewContact): Promise<Contact> {
    const id = newId();
    return this.refusingTakenPhones(workspaceId, async (rows) => {
      await refuseUnknown(rows.manager, workspaceId, { ...columns, groupIds });
      await rows.insert({ ...columns, id, workspaceId });
      await joinGroups(rows.manager, workspaceId, id, groupIds);
      const added = await rows.findOneByOrFail({ id, workspaceId });
      const contact = await withGroups(rows.manager, workspaceId, added);
      await WebhookOutbox.note(rows.manager, workspaceId, 'contact.created', new ContactDto(contact));
      return contact;
    });
  }

  find(workspaceId: string, id: string): Promise<Contact | null> {
    return this.contacts.in(workspaceId, async (rows) => {
      const contact = await rows.findOneBy({ id, workspaceId });
      return contact && withGroups(rows.manager, workspaceId, contact);
    });
  }

  page(workspaceId: string, terms: ContactTerms): Promise<ContactPage> {
    return this.contacts.in(workspaceId, async (rows) => {
      const found = await contactPage(rows, workspaceId, terms);
      const contacts = await withAllGroups(rows.manager, workspaceId, found.rows);
      return { contacts, nextCursor: found.nextCursor };
    });
  }

  /**
   * Resolves to null when there is no such contact.
   * @throws Refusal When its phone is taken, or it names what the workspace does not have.
   */
  update(
    workspaceId: string,
    id: string,
    { groupIds, ...changes }: Partial<NewContact>,
  ): Promise<Contact | null> {
    return this.refusingTakenPhones(workspaceId, async (rows) => {
      await refuseUnknown(rows.manager, workspaceId, { ...changes, groupIds });
      if (groupIds || Object.keys(changes).length > 0) {
        // A phone that was shared is so no longer when it changes: from then on it is unique like others.
        const isShared = (): string => (changes.phone ? 'shares_phone AND phone = :phone' : 'shares_phone');
        const { affected } = await rows
          .createQueryBuilder()
          .update({ ...changes, sharesPhone: isShared, updatedAt: () => 'now()' })
          .where({ id, workspaceId })
          .setParameter('phone', changes.phone)
          .execute();
        if (affected === 0) return null;
      }
      if (groupIds) {
        await rows.query('DELETE FROM contact_groups WHERE workspace_id = $1 AND contact_id = $2', [
          workspaceId,
          id,
        ]);
        await joinGroups(rows.manager, workspaceId, id, groupIds);
      }
      const updated = await rows.findOneBy({ id, workspaceId });
      if (!updated) return null;
      const contact = await withGroups(rows.manager, workspaceId, updated);
      await WebhookOutbox.note(rows.manager, workspaceId, 'contact.updated', new ContactDto(contact));
      return contact;
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

  /** The unique index alone decides whether a phone is taken: whoever looks first can be overtaken. */
  private async refusingTakenPhones<Result>(
    workspaceId: string,
    write: (rows: Repository<ContactEntity>) => Promise<Result>,
  ): Promise<Result> {
    try {
      return await this.contacts.in(workspaceId, write);
    } catch (error) {
      if (violatedIndex(error) !== 'contacts_phone_unique') throw error;
      throw Refusal.invalid({ phone: [PHONE_TAKEN] });
    }
  }
}

async function refuseUnknown(
  rows: EntityManager,
  workspaceId: string,
  references: References,
): Promise<void> {
  const check = await holdReferences(rows, workspaceId, [references]);
  const errors = check(references);
  if (errors) throw Refusal.invalid(errors);
}

const joinGroups = (
  rows: EntityManager,
  workspaceId: string,
  id: string,
  groupIds: readonly string[],
): Promise<unknown> =>
  rows.query(
    `INSERT INTO contact_groups (workspace_id, contact_id, group_id)
     SELECT DISTINCT $1::uuid, $2::uuid, group_id FROM unnest($3::uuid[]) AS wanted (group_id)`,
    [workspaceId, id, groupIds],
  );

async function withGroups(
  rows: EntityManager,
  workspaceId: string,
  contact: ContactEntity,
): Promise<Contact> {
  const [found] = await withAllGroups(rows, workspaceId, [contact]);
  return found as Contact;
}

async function withAllGroups(
  rows: EntityManager,
  workspaceId: string,
  contacts: readonly ContactEntity[],
): Promise<Contact[]> {
  const memberships = await rows.query<{ id: string; group_ids: string[] }[]>(
    `SELECT contact_id AS id, array_agg(group_id::text ORDER BY group_id) AS group_ids FROM contact_groups
      WHERE workspace_id = $1 AND contact_id = ANY ($2::uuid[]) GROUP BY contact_id`,
    [workspaceId, contacts.map(({ id }) => id)],
  );
  const groupsOf = new Map(memberships.map(({ id, group_ids }) => [id, group_ids]));
  return contacts.map((contact) => Object.assign(contact, { groupIds: groupsOf.get(contact.id) ?? [] }));
}
