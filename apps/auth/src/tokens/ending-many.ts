import { type EntityManager } from 'typeorm';

/** Tokens that end together, by what somebody said of them and not by name. */
export interface Many {
  readonly workspaceId: string;
  /** null: whoever's. */
  readonly ownerId: string | null;
  /** null: whenever they were issued. */
  readonly createdBefore: Date | null;
  /** Ids of those that are spared. */
  readonly except: readonly string[];
}

export interface EndedToken {
  readonly id: string;
  readonly name: string;
  readonly owner_id: string;
}

const MEANT = `
  workspace_id = $1 AND deleted_at IS NULL AND ($2::uuid IS NULL OR owner_id = $2)
    AND ($3::timestamptz IS NULL OR created_at < $3) AND id <> ALL ($4)`;
const batchOf = (condition: string): string =>
  `SELECT id FROM api_tokens WHERE ${MEANT} AND ${condition} AND ($5::uuid IS NULL OR id > $5) ORDER BY id LIMIT $6 FOR UPDATE`;
const END = {
  deactivate: `
    UPDATE api_tokens SET is_active = false, updated_at = now()
     WHERE id IN (${batchOf('is_active')}) RETURNING id, name, owner_id`,
  delete: `
    UPDATE api_tokens SET deleted_at = now(), updated_at = now()
     WHERE id IN (${batchOf('true')}) RETURNING id, name, owner_id`,
} as const;

/**
 * Ends a batch of them.
 * @param after The id from which on; null: from the first.
 * @returns Those that were good until then, in the order of their ids.
 */
export async function endSome(
  rows: EntityManager,
  how: keyof typeof END,
  { workspaceId, ownerId, createdBefore, except }: Many,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<EndedToken[]> {
  const parameters = [workspaceId, ownerId, createdBefore, except, after, limit];
  const [ended] = await rows.query<[EndedToken[], number]>(END[how], parameters);
  return ended.toSorted((one, other) => (one.id < other.id ? -1 : 1));
}
