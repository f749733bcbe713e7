import { type EntityManager } from 'typeorm';

/**
 * Takes contacts from a row that is about to be deleted, some at a time: a million in one statement would take longer
 * than a statement may. Resolves to false when none is left.
 */
export type LettingGo = (rows: EntityManager, workspaceId: string, id: string) => Promise<boolean>;

const AT_ONCE = 500;

export const fromColumn =
  (column: 'status_id' | 'source_id'): LettingGo =>
  (rows, workspaceId, id) =>
    isFull(
      rows,
      `UPDATE contacts SET ${column} = NULL, updated_at = now() WHERE workspace_id = $1 AND id IN (
         SELECT id FROM contacts WHERE workspace_id = $1 AND ${column} = $2 LIMIT ${AT_ONCE})`,
      [workspaceId, id],
    );

export const fromGroup: LettingGo = (rows, workspaceId, id) =>
  isFull(
    rows,
    `WITH gone AS (DELETE FROM contact_groups WHERE workspace_id = $1 AND group_id = $2 AND contact_id IN (
         SELECT contact_id FROM contact_groups WHERE workspace_id = $1 AND group_id = $2 LIMIT ${AT_ONCE})
       RETURNING contact_id)
     UPDATE contacts SET updated_at = now() FROM gone WHERE workspace_id = $1 AND id = contact_id`,
    [workspaceId, id],
  );

async function isFull(rows: EntityManager, statement: string, parameters: unknown[]): Promise<boolean> {
  const [, changed] = await rows.query<[unknown, number]>(statement, parameters);
  return changed === AT_ONCE;
}
