import { Refusal } from '@latchkey/contracts';
import { type EntityManager } from 'typeorm';

/** The words that begin with one: in the order of their bytes, from it up to what no text reaches. */
interface Beginning {
  readonly from: string;
  readonly to: string;
}

/** Where to look: at a few contacts, that are all there are; or, of too many, at each for its words. */
export type Search =
  | { readonly kind: 'few'; readonly ids: readonly string[] }
  | { readonly kind: 'many'; readonly words: readonly Beginning[] };

const MOST_WORDS = 8;
/** Entries of a word that are read one by one; of more, one contact in two hundred is found by going along a million. */
const FEW = 5_000;
const LAST_CHARACTER = '\u{10ffff}';
/** However it is written, a number is one word. */
const A_NUMBER = /^[\s\d().+\-/]+$/;

/** @throws Refusal When it is too much, or nothing. */
export async function searchFor(rows: EntityManager, workspaceId: string, text: string): Promise<Search> {
  const words = await wordsOf(rows, A_NUMBER.test(text) ? text.replaceAll(/\D/g, '') : text);
  const counts: number[] = [];
  for (const word of words) counts.push(await entriesOf(rows, workspaceId, word));
  const fewest = Math.min(...counts);
  if (fewest > FEW) return { kind: 'many', words };
  const rarest = counts.indexOf(fewest);
  const [first, ...others] = [words[rarest], ...words.filter((_, index) => index !== rarest)] as [Beginning];
  return { kind: 'few', ids: await contactsWith(rows, workspaceId, first, others) };
}

/** As the database cuts them, for contacts too. */
async function wordsOf(rows: EntityManager, text: string): Promise<Beginning[]> {
  const found = await rows.query<{ word: string }[]>('SELECT search_words($1) AS word', [text]);
  if (found.length === 0) throw Refusal.invalid({ search: ['must have a letter or a digit'] });
  if (found.length > MOST_WORDS) throw Refusal.invalid({ search: [`must have at most ${MOST_WORDS} words`] });
  return found.map(({ word }) => ({ from: word, to: word + LAST_CHARACTER }));
}

/** At most one more than a few. */
async function entriesOf(rows: EntityManager, workspaceId: string, { from, to }: Beginning): Promise<number> {
  const [{ count }] = await rows.query<[{ count: number }]>(
    `SELECT count(*)::int AS count FROM (
       SELECT FROM contact_words WHERE workspace_id = $1 AND word >= $2 AND word < $3 LIMIT ${FEW + 1}) AS entries`,
    [workspaceId, from, to],
  );
  return count;
}

async function contactsWith(
  rows: EntityManager,
  workspaceId: string,
  { from, to }: Beginning,
  others: readonly Beginning[],
): Promise<string[]> {
  const conditions = others.map(
    (_, index) => `AND EXISTS (SELECT FROM contact_words other
      WHERE other.workspace_id = $1 AND other.contact_id = contact_words.contact_id
        AND other.word >= $${4 + 2 * index} AND other.word < $${5 + 2 * index})`,
  );
  const found = await rows.query<{ id: string }[]>(
    `SELECT DISTINCT contact_id AS id FROM contact_words
      WHERE workspace_id = $1 AND word >= $2 AND word < $3 ${conditions.join(' ')}`,
    [workspaceId, from, to, ...others.flatMap((other) => [other.from, other.to])],
  );
  return found.map(({ id }) => id);
}
