import { Refusal } from '@latchkey/contracts';
import { isUUID } from 'class-validator';

/** Where a page ended: the sorted value and the id of its last row. */
export interface Position {
  readonly value: string;
  readonly id: string;
}

/** An order as the wire has it: `created_at`, or `-created_at` for descending. */
export const sortOf = (order: string): { field: string; direction: 'ASC' | 'DESC' } => ({
  field: order.replace('-', '').replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
  direction: order.startsWith('-') ? 'DESC' : 'ASC',
});

export function cursorAfter(row: { readonly id: string }, order: string): string {
  const value: unknown = row[sortOf(order).field as keyof typeof row];
  const text = value instanceof Date ? value.toISOString() : String(value);
  return Buffer.from(JSON.stringify([order, text, row.id])).toString('base64url');
}

/** A cursor of another order would skip rows in silence: it is refused like any other text. */
export function positionIn(cursor: string, order: string): Position {
  const parts = parse(cursor);
  const [cursorOrder, value, id] = parts;
  const isReadable =
    cursorOrder === order &&
    typeof value === 'string' &&
    !value.includes('\0') &&
    isUUID(id) &&
    (READABLE.get(sortOf(order).field)?.(value) ?? true);
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

/** Of the fields that are no texts, what PostgreSQL can compare with them. */
const READABLE: ReadonlyMap<string, (text: string) => boolean> = new Map([
  ['createdAt', isInstantText],
  ['updatedAt', isInstantText],
  ['lastMessageAt', isInstantText],
  ['position', (text: string) => /^\d{1,9}$/.test(text)],
]);

function parse(cursor: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}
