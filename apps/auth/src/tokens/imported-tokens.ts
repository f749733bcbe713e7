import { type EntityManager } from 'typeorm';
import { ApiTokenEntity } from './api-token.entity.js';
import { type NewToken } from './token.store.js';

/** Which of these some token has, or had before a rotation: of whatever workspace, tombstones included. */
export async function knownAmong(rows: EntityManager, macs: readonly Buffer[]): Promise<Set<string>> {
  const found = await rows.query<{ mac: Buffer }[]>(
    'SELECT known AS mac FROM across.known_macs($1) AS known',
    [macs],
  );
  return new Set(found.map(({ mac }) => mac.toString('hex')));
}

/** @returns The ids of those that were added: the others’ secrets somebody has added in the same moment. */
export async function addUnknown(
  rows: EntityManager,
  tokens: readonly NewToken[],
): Promise<ReadonlySet<string>> {
  // In one order for all, so that no two imports wait for each other.
  const inOrder = tokens.toSorted((one, other) => Buffer.compare(one.mac, other.mac));
  const { raw } = (await rows
    .createQueryBuilder()
    .insert()
    .into(ApiTokenEntity)
    .values(inOrder.map((token) => ({ ...token, deletedAt: null })))
    .orIgnore()
    .returning(['id'])
    .updateEntity(false)
    .execute()) as { raw: { id: string }[] };
  return new Set(raw.map(({ id }) => id));
}
