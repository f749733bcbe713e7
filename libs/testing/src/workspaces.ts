import pg from 'pg';
import { testRun } from './test-run.js';

/** The workspace that every Latchkey has. */
const FIRST = 'acme';

export interface Operator {
  readonly email: string;
  readonly password: string;
}

export interface Workspace {
  readonly slug: string;
  readonly id: string;
  /** Has every permission. */
  readonly operator: Operator;
}

const operatorOf = (slug: string, password: string): Operator => ({
  email: `operator@${slug}.test`,
  password,
});

export async function makeWorkspace(
  authDatabaseUrl: string,
  slug: string,
  password: string,
): Promise<Workspace> {
  const operator = operatorOf(slug, password);
  const wanted = { url: authDatabaseUrl, slug, name: slug, ...operator };
  const answer = await fetch(testRun().workspaceMakerUrl, { method: 'POST', body: JSON.stringify(wanted) });
  const id = await answer.text();
  if (!answer.ok) throw new Error(`No workspace was made: ${id}`);
  return { slug, id, operator };
}

/** In the tables that every Latchkey gets a copy of. */
export const makeFirstWorkspace = (authDatabaseUrl: string): Promise<Workspace> =>
  makeWorkspace(authDatabaseUrl, FIRST, testRun().operatorPassword);

/** It came with the tables. */
export async function firstWorkspace(superuserUrl: string): Promise<Workspace> {
  const client = new pg.Client(superuserUrl);
  await client.connect();
  const { rows } = await client.query<{ id: string }>('SELECT id FROM workspaces');
  await client.end();
  return { slug: FIRST, id: rows[0]?.id ?? '', operator: operatorOf(FIRST, testRun().operatorPassword) };
}
