import { type OwnerLeaves, tokensRevoked, tokensTransferred } from '@latchkey/contracts';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type Change } from '../audit/changes.js';
import { eventBy } from '../events/outbox.js';
import { type Actor } from './actor.js';

interface Leaving {
  readonly id: string;
  readonly policy: OwnerLeaves;
  /** Who gets the tokens; null where nobody does. */
  readonly heirId: string | null;
}

/** What becomes of the tokens of an operator who leaves (D5). */
@Injectable()
export class Estate {
  /** @returns How many tokens they had. */
  async settle(change: Change, by: Actor, { id, policy, heirId }: Leaving): Promise<number> {
    // Frozen ones stay as they are: an owner who is not active is reason enough to refuse them.
    if (policy === 'freeze') return countOf(change.rows, id);
    const [, count] =
      policy === 'revoke'
        ? await change.rows.query<[unknown, number]>(DELETE, [id])
        : await change.rows.query<[unknown, number]>(TRANSFER, [id, heirId]);
    if (heirId === null) {
      const data = { owner_id: id, created_before: null, count, reason: 'owner_left' as const };
      change.emit(eventBy(by, tokensRevoked, data));
    } else {
      change.emit(eventBy(by, tokensTransferred, { from: id, to: heirId, count }));
    }
    return count;
  }
}

const DELETE =
  'UPDATE api_tokens SET deleted_at = now(), updated_at = now() WHERE owner_id = $1 AND deleted_at IS NULL';
const TRANSFER =
  'UPDATE api_tokens SET owner_id = $2, updated_at = now() WHERE owner_id = $1 AND deleted_at IS NULL';

async function countOf(rows: EntityManager, ownerId: string): Promise<number> {
  const [{ count }] = await rows.query<[{ count: number }]>(
    'SELECT count(*)::int AS count FROM api_tokens WHERE owner_id = $1 AND deleted_at IS NULL',
    [ownerId],
  );
  return count;
}
