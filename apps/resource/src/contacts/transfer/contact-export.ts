import { Injectable } from '@nestjs/common';
import { type ContactFilters } from '../contact-list.dto.js';
import { ContactDto } from '../contact.dto.js';
import { ContactStore } from '../contact.store.js';
import { persistently } from './attempts.js';
import { HEADER_LINE, lineOf } from './csv-columns.js';

export const EXPORT_FORMATS = ['csv', 'jsonl'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Contacts of a transaction, and of a piece of the file: what is in memory at a time. */
const AT_ONCE = 500;

@Injectable()
export class ContactExport {
  constructor(private readonly contacts: ContactStore) {}

  /**
   * The file in pieces, the oldest contacts first, each read when it is asked for: no transaction waits for whoever reads.
   * What is created meanwhile is at its end; of what is changed meanwhile each piece has what was so then.
   */
  async *file(
    workspaceId: string,
    filters: Pick<ContactFilters, keyof ContactFilters>,
    format: ExportFormat,
  ): AsyncGenerator<string> {
    let head = format === 'csv' ? HEADER_LINE : '';
    let cursor: string | undefined;
    do {
      const terms = { ...filters, limit: AT_ONCE, sort: 'created_at', cursor } as const;
      const page = await persistently(() => this.contacts.page(workspaceId, terms));
      const lines = page.contacts.map((contact) => lineIn(format, new ContactDto(contact)));
      yield head + lines.join('');
      head = '';
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
  }
}

const lineIn = (format: ExportFormat, contact: ContactDto): string =>
  format === 'csv' ? lineOf(contact) : `${JSON.stringify(contact)}\n`;
