import { type ObjectLiteral, type SelectQueryBuilder } from 'typeorm';
import { cursorAfter, positionIn, sortOf } from './cursor.js';

export interface PageTerms {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly sort: string;
}

/** Rows of a list, and where to go on; null when the last row is among them. */
export interface RowPage<Row> {
  readonly rows: Row[];
  readonly nextCursor: string | null;
}

/** By keyset, not by offset: page 10,000 costs what page 1 costs, and rows added meanwhile shift nothing. */
export async function pageOf<Row extends { readonly id: string }>(
  query: SelectQueryBuilder<Row>,
  { limit, cursor, sort }: PageTerms,
): Promise<RowPage<Row>> {
  const { field, direction } = sortOf(sort);
  const found = await afterCursor(query, cursor, sort)
    .orderBy(`${query.alias}.${field}`, direction)
    .addOrderBy(`${query.alias}.id`, direction)
    // One more than asked for tells whether there is a next page.
    .take(limit + 1)
    .getMany();
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return { rows, nextCursor: found.length > limit && last ? cursorAfter(last, sort) : null };
}

/** What comes behind where a page ended; everything, without a cursor. */
export function afterCursor<Row extends ObjectLiteral>(
  query: SelectQueryBuilder<Row>,
  cursor: string | undefined,
  sort: string,
): SelectQueryBuilder<Row> {
  if (cursor === undefined) return query;
  const { field, direction } = sortOf(sort);
  const after = direction === 'ASC' ? '>' : '<';
  return query.andWhere(`(${query.alias}.${field}, ${query.alias}.id) ${after} (:value, :id)`, {
    ...positionIn(cursor, sort),
  });
}
