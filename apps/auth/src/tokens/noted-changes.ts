import {
  type ChangedTokenField,
  type TokenRecord,
  tokenRestored,
  tokenRevoked,
  tokenUpdated,
} from '@latchkey/contracts';
import { entryBy } from '../audit/audit-entry.js';
import { type Change } from '../audit/changes.js';
import { eventBy } from '../events/outbox.js';
import { type Doer } from '../operators/actor.js';
import { type ApiTokenEntity } from './api-token.entity.js';
import { stateOf, toRecord } from './api-token.js';
import { type TokenChanges } from './token.store.js';

interface Update {
  readonly before: ApiTokenEntity;
  readonly after: ApiTokenEntity;
  readonly changed: TokenChanges;
}

/** What goes with every update of a token: for the audit, for guards, for other services. */
export function noteUpdate(
  change: Change,
  by: Doer,
  { before, after, changed }: Update,
  reason?: string,
): void {
  const fields = (Object.keys(changed) as (keyof TokenChanges)[]).map((field) => WIRE_NAME[field]);
  const detail = { before: pick(toRecord(before), fields), after: pick(toRecord(after), fields) };
  change.audit(entryBy(by, 'token.updated', after.id, withReason(detail, reason)));
  change.touch(after.id);
  tell(change, by, after, fields);
}

/** The same of its deletion. */
export function noteDeletion(change: Change, by: Doer, token: ApiTokenEntity, reason?: string): void {
  change.audit(entryBy(by, 'token.deleted', token.id, withReason({ name: token.name }, reason)));
  change.touch(token.id);
  change.emit(eventBy(by, tokenRevoked, { ...whichOf(token), reason: 'deleted' }));
}

/** What others are told of an update: its end or its return is an event of its own. */
function tell(
  change: Change,
  by: Doer,
  token: ApiTokenEntity,
  fields: readonly (ChangedTokenField | 'is_active')[],
): void {
  const changed = fields.filter((field) => field !== 'is_active');
  if (changed.length > 0) change.emit(eventBy(by, tokenUpdated, { ...stateOf(token), changed }));
  if (!fields.includes('is_active')) return;
  change.emit(
    token.isActive
      ? eventBy(by, tokenRestored, whichOf(token))
      : eventBy(by, tokenRevoked, { ...whichOf(token), reason: 'deactivated' }),
  );
}

const whichOf = ({ id, ownerId }: ApiTokenEntity): { token_id: string; owner_id: string } => ({
  token_id: id,
  owner_id: ownerId,
});

const withReason = (detail: object, reason: string | undefined): object => ({
  ...detail,
  ...(reason !== undefined && { reason }),
});

/** Of a column, as the API and events call it. */
export const WIRE_NAME = {
  name: 'name',
  abilities: 'abilities',
  allowedRoutes: 'allowed_routes',
  rateLimits: 'rate_limits',
  monthlyQuota: 'monthly_quota',
  expiresAt: 'expires_at',
  ownerId: 'owner_id',
  isActive: 'is_active',
} as const satisfies Record<keyof TokenChanges, ChangedTokenField | 'is_active'>;

const pick = (record: TokenRecord, fields: readonly (keyof TokenRecord)[]): object =>
  Object.fromEntries(fields.map((field) => [field, record[field]]));
