import { Refusal } from '@latchkey/contracts';
import { isUUID } from 'class-validator';
import { type ContactOrder } from './contact-list.dto.js';
import { type ContactEntity } from './contact.entity.js';

/** Where a page ended: the sorted value and the id of its last row. */
export interface ContactPosition {
  readonly value: string;
  readonly id: string;
}

export type SortField = 'createdAt' | 'updatedAt' | 'firstname';

export const sortOf = (order: ContactOrder): { field: SortField; direction: 'ASC' | 'DESC' } => {
  const direction = order.startsWith('-') ? 'DESC' : 'ASC';
  const name = order.replace('-', '') as 'created_at' | 'updated_at' | 'firstname';
  const field = { created_at: 'createdAt', updated_at: 'updatedAt', firstname: 'firstname' } as const;
  return { field: field[name], direction };
};

export function cursorAfter(contact: ContactEntity, order: ContactOrder): string {
  const value = contact[sortOf(order).field];
  const text = value instanceof Date ? value.toISOString() : value;
  return Buffer.from(JSON.stringify([order, text, contact.id])).toString('base64url');
}

/** A cursor of another order would skip rows in silence: it is refused like any other text. */
export function positionIn(cursor: string, order: ContactOrder): ContactPosition {
  const parts = parse(cursor);
  const [cursorOrder, value, id] = parts;
  const isInstant = sortOf(order).field !== 'firstname';
  const isReadable =
    cursorOrder === order &&
    typeof value === 'string' &&
    !value.includes('\0') &&
    isUUID(id) &&
    (!isInstant || isInstantText(value));
  if (!isReadable) {
    throw Refusal.invalid({ cursor: ['must be the next_cursor of the page before, with the same sort'] });
  }
  return { value, id: String(id) };
}

/** Only what `cursorAfter` writes: `Date.parse` reads much that PostgreSQL does not. */
function isInstantText(text: string): boolean {
  const instant = new Date(text);
  return /^\d{4}-/.test(text) && !Number.isNaN(instant.getTime()) && instant.toISOString() === text;
}

function parse(cursor: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}
