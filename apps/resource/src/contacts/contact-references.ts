import { type FieldErrors } from '@latchkey/contracts';
import { type EntityManager } from 'typeorm';

/** What a contact may name of its own workspace. */
export interface References {
  readonly statusId?: string | null | undefined;
  readonly sourceId?: string | null | undefined;
  readonly groupIds?: readonly string[] | undefined;
}

/** The reasons by field, for a contact that names what is not there; null: all of it is. */
export type Check = (contact: References) => FieldErrors | null;

export const namesNo = (one: string): string => `names no ${one} of this workspace`;

const NAMED = [
  {
    field: 'status_id',
    one: 'status',
    table: 'statuses',
    idsOf: ({ statusId }: References) => present(statusId),
  },
  {
    field: 'source_id',
    one: 'source',
    table: 'sources',
    idsOf: ({ sourceId }: References) => present(sourceId),
  },
  { field: 'group_ids', one: 'group', table: 'groups', idsOf: ({ groupIds = [] }: References) => groupIds },
] as const;

/** Looks up what contacts name, and holds it until the transaction ends: nobody deletes it meanwhile. */
export async function holdReferences(
  rows: EntityManager,
  workspaceId: string,
  contacts: readonly References[],
): Promise<Check> {
  const known = new Set<string>();
  for (const { table, idsOf } of NAMED) {
    const ids = [...new Set(contacts.flatMap(idsOf))];
    if (ids.length === 0) continue;
    const found = await rows.query<{ id: string }[]>(
      `SELECT id FROM ${table} WHERE workspace_id = $1 AND id = ANY ($2::uuid[]) ORDER BY id FOR KEY SHARE`,
      [workspaceId, ids],
    );
    for (const { id } of found) known.add(`${table} ${id}`);
  }
  return (contact) => {
    const unknown = NAMED.filter(
      ({ table, idsOf }) => !idsOf(contact).every((id) => known.has(`${table} ${id.toLowerCase()}`)),
    );
    if (unknown.length === 0) return null;
    return Object.fromEntries(unknown.map(({ field, one }) => [field, [namesNo(one)]]));
  };
}

const present = (id: string | null | undefined): readonly string[] => (id ? [id] : []);
