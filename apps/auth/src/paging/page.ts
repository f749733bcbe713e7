import { type PageRequest, Refusal } from '@latchkey/contracts';
import { isUUID } from 'class-validator';

const DEFAULT_PAGE = 15;

/** Where a page begins, and how many rows are asked for: one more than it has, which tells whether there is a next. */
export interface PageStart {
  readonly before: string | null;
  readonly take: number;
}

interface Page<Item> {
  readonly items: Item[];
  readonly next_cursor: string | null;
}

/**
 * A page of rows by their ids, which sort by age, the newest first.
 * @param find The rows before an id; null: from the newest on.
 * @throws Refusal When the cursor is none.
 */
export async function pageOf<Row extends { readonly id: string }, Item>(
  { limit = DEFAULT_PAGE, cursor }: PageRequest,
  find: (start: PageStart) => Promise<Row[]>,
  toItem: (row: Row) => Item,
): Promise<Page<Item>> {
  if (cursor !== undefined && !isUUID(cursor)) {
    throw Refusal.invalid({ cursor: ['must be the next_cursor of the page before'] });
  }
  const found = await find({ before: cursor ?? null, take: limit + 1 });
  const rows = found.slice(0, limit);
  return {
    items: rows.map(toItem),
    next_cursor: found.length > limit ? (rows.at(-1)?.id ?? null) : null,
  };
}
