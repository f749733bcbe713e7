import { type DataSource } from 'typeorm';

/** null: there is none of that slug. For commands of a deployment, which act in no workspace yet. */
export async function workspaceIdOf(database: DataSource, slug: string): Promise<string | null> {
  const [{ id }] = await database.query<[{ id: string | null }]>(
    'SELECT across.workspace_by_slug($1) AS id',
    [slug],
  );
  return id;
}

/** For such a command too: the ids of all of them, the oldest first. */
export async function allWorkspaces(database: DataSource): Promise<string[]> {
  const rows = await database.query<{ id: string }[]>('SELECT id FROM across.all_workspaces()');
  return rows.map(({ id }) => id);
}
