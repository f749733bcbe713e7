import { In, type Repository, type SelectQueryBuilder } from 'typeorm';
import { cursorAfter, sortOf } from '../paging/cursor.js';
import { afterCursor, type PageTerms, pageOf, type RowPage } from '../paging/page-of.js';
import { type ContactFilters, type ContactTerms } from './contact-list.dto.js';
import { type ContactEntity } from './contact.entity.js';
import { type Search, searchFor } from './contact-search.js';

type ContactQuery = SelectQueryBuilder<ContactEntity>;

/**
 * How many contacts one page looks at, where no index leads to those that are wanted: each may be somewhere else on the
 * disk. A page that finds fewer than it may hold says where the next goes on.
 */
const MOST_LOOKED_AT = 5_000;

/** One page, in a time that does not depend on how many contacts there are. */
export async function contactPage(
  rows: Repository<ContactEntity>,
  workspaceId: string,
  { limit, cursor, sort, search: text, ...filters }: ContactTerms,
): Promise<RowPage<ContactEntity>> {
  const terms = { limit, cursor, sort };
  const search = text === undefined ? null : await searchFor(rows.manager, workspaceId, text);
  const query = filtered(contactsOf(rows, workspaceId), filters);
  if (search?.kind === 'few') return pageOfFew(rows, workspaceId, query, search.ids, terms);
  if (!search && filters.tag === undefined) return pageOf(query, terms);
  return pageWithin(rows, workspaceId, search ? matching(query, search) : query, terms);
}

const contactsOf = (rows: Repository<ContactEntity>, workspaceId: string): ContactQuery =>
  rows.createQueryBuilder('contact').where('contact.workspaceId = :workspaceId', { workspaceId });

function filtered(
  query: ContactQuery,
  { tag, group_id, ...exact }: Omit<ContactFilters, 'search'>,
): ContactQuery {
  for (const [column, value] of Object.entries(exact) as [string, string | undefined][]) {
    if (value !== undefined)
      query.andWhere(`contact.${sortOf(column).field} = :${column}`, { [column]: value });
  }
  if (tag !== undefined) query.andWhere(':tag = ANY (contact.tags)', { tag });
  if (group_id !== undefined) {
    query.andWhere(
      `EXISTS (SELECT FROM contact_groups WHERE contact_groups.workspace_id = :workspaceId
         AND contact_groups.contact_id = contact.id AND contact_groups.group_id = :group_id)`,
      { group_id },
    );
  }
  return query;
}

/** Each word is looked for in the contact's own: LIMIT keeps it from becoming a join over all contacts of a word. */
function matching(query: ContactQuery, { words }: Extract<Search, { kind: 'many' }>): ContactQuery {
  words.forEach(({ from, to }, index) => {
    query.andWhere(
      `(SELECT true FROM contact_words WHERE contact_words.workspace_id = :workspaceId
         AND contact_words.contact_id = contact.id
         AND contact_words.word >= :from${index} AND contact_words.word < :to${index} LIMIT 1)`,
      { [`from${index}`]: from, [`to${index}`]: to },
    );
  });
  return query;
}

/** The contacts are known, and few: they are read and sorted, wherever in the order they stand. */
async function pageOfFew(
  rows: Repository<ContactEntity>,
  workspaceId: string,
  query: ContactQuery,
  ids: readonly string[],
  { limit, cursor, sort }: PageTerms,
): Promise<RowPage<ContactEntity>> {
  const { field, direction } = sortOf(sort);
  query.andWhere('contact.id = ANY (:ids)', { ids });
  afterCursor(query, cursor, sort);
  const [few, parameters] = query.select([`contact.${field}`, 'contact.id']).getQueryAndParameters();
  const column = `contact_${sort.replace('-', '')}`;
  // MATERIALIZED: or PostgreSQL may go along the order instead, past all contacts that are not wanted.
  const found = await rows.query<{ contact_id: string }[]>(
    `WITH few AS MATERIALIZED (${few})
     SELECT contact_id FROM few ORDER BY ${column} ${direction}, contact_id ${direction} LIMIT ${limit + 1}`,
    parameters,
  );
  const wanted = found.slice(0, limit).map(({ contact_id }) => contact_id);
  const contacts = new Map(
    (await rows.findBy({ workspaceId, id: In(wanted) })).map((contact) => [contact.id, contact]),
  );
  const page = wanted.flatMap((id) => contacts.get(id) ?? []);
  const last = page.at(-1);
  return { rows: page, nextCursor: found.length > limit && last ? cursorAfter(last, sort) : null };
}

/** Along the order, as far as a page may look. */
async function pageWithin(
  rows: Repository<ContactEntity>,
  workspaceId: string,
  query: ContactQuery,
  terms: PageTerms,
): Promise<RowPage<ContactEntity>> {
  const { cursor, sort } = terms;
  const { field, direction } = sortOf(sort);
  const end = await afterCursor(contactsOf(rows, workspaceId), cursor, sort)
    .orderBy(`contact.${field}`, direction)
    .addOrderBy('contact.id', direction)
    .offset(MOST_LOOKED_AT - 1)
    .limit(1)
    .getOne();
  if (!end) return pageOf(query, terms);
  const until = direction === 'ASC' ? '<=' : '>=';
  query.andWhere(`(contact.${field}, contact.id) ${until} (:until, :untilId)`, {
    until: end[field as keyof ContactEntity],
    untilId: end.id,
  });
  const page = await pageOf(query, terms);
  return { rows: page.rows, nextCursor: page.nextCursor ?? cursorAfter(end, sort) };
}
