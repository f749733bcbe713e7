import { testRun } from './test-run.js';

/** The workspace that every Latchkey has. */
export const FIRST = 'acme';

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

export const operatorOf = (slug: string, password: string): Operator => ({
  email: `operator@${slug}.test`,
  password,
});

export async function seed(authDatabaseUrl: string, slug: string, password: string): Promise<Workspace> {
  const operator = operatorOf(slug, password);
  const wanted = { url: authDatabaseUrl, slug, name: slug, ...operator };
  const answer = await fetch(testRun().workspaceMakerUrl, { method: 'POST', body: JSON.stringify(wanted) });
  const id = await answer.text();
  if (!answer.ok) throw new Error(`No workspace was made: ${id}`);
  return { slug, id, operator };
}

/** Comes with auth's tables. */
export const seedFirst = (authDatabaseUrl: string): Promise<Workspace> =>
  seed(authDatabaseUrl, FIRST, testRun().operatorPassword);
