import { holds, Refusal, type TokenRecord, type TokenState } from '@latchkey/contracts';
import { type Actor } from '../operators/actor.js';
import { type ApiTokenEntity } from './api-token.entity.js';
import { type NewToken } from './token.store.js';

/** Which tokens an operator may see and change: all of the workspace with `admin`, otherwise his own (D3a). */
export interface TokenReach {
  readonly workspaceId: string;
  /** null: whoever's. */
  readonly ownerId: string | null;
}

export const reachOf = ({ operator, workspace }: Actor): TokenReach => ({
  workspaceId: workspace.id,
  ownerId: holds(operator.permissions, 'admin') ? null : operator.id,
});

/** What its owner sees of a token: field by field, so that a new column cannot leak. */
export const toRecord = (token: ApiTokenEntity): TokenRecord => ({
  id: token.id,
  name: token.name,
  key_prefix: token.keyPrefix,
  last_used_at: token.lastUsedAt?.toISOString() ?? null,
  expires_at: token.expiresAt?.toISOString() ?? null,
  is_active: token.isActive,
  created_at: token.createdAt.toISOString(),
  updated_at: token.updatedAt.toISOString(),
  profile: token.profile,
  abilities: token.abilities,
  allowed_routes: token.allowedRoutes,
  rate_limits: token.rateLimits,
  monthly_quota: token.monthlyQuota,
  owner_id: token.ownerId,
  exposed_at: token.exposedAt?.toISOString() ?? null,
  superseded_secrets: token.supersededSecrets ?? [],
});

/** What other services are told of a token: less than its owner sees, and by name like there. */
export const stateOf = (token: NewToken): TokenState => ({
  token_id: token.id,
  owner_id: token.ownerId,
  name: token.name,
  profile: token.profile,
  abilities: token.abilities,
  allowed_routes: token.allowedRoutes,
  rate_limits: token.rateLimits,
  monthly_quota: token.monthlyQuota,
  expires_at: token.expiresAt?.toISOString() ?? null,
  is_active: token.isActive,
});

/** To a service, where only people may make tokens (D14). */
export const dashboardOnly = (): Refusal =>
  new Refusal(
    'forbidden',
    'token.dashboard_only',
    'This workspace issues tokens to signed-in operators only',
  );
