import { Injectable } from '@nestjs/common';
import { KnownOperators } from '../operators/known-operators.js';
import { type Contact } from './contact.entity.js';
import { ContactStore, type NewContact } from './contact.store.js';

/** What auth has to be asked is asked first: no transaction waits for another service. */
@Injectable()
export class ContactService {
  constructor(
    private readonly contacts: ContactStore,
    private readonly operators: KnownOperators,
  ) {}

  /** @throws Refusal By field: a phone that is taken, or a row or operator that the workspace does not have. */
  async add(workspaceId: string, contact: NewContact): Promise<Contact> {
    await this.operators.refuseUnknown(workspaceId, 'assignee_id', contact.assigneeId);
    return this.contacts.add(workspaceId, contact);
  }

  /**
   * Resolves to null when there is no such contact.
   * @throws Refusal As for a new one.
   */
  async update(workspaceId: string, id: string, changes: Partial<NewContact>): Promise<Contact | null> {
    await this.operators.refuseUnknown(workspaceId, 'assignee_id', changes.assigneeId);
    return this.contacts.update(workspaceId, id, changes);
  }
}
