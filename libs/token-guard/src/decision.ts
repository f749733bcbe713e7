import {
  type Ability,
  holds,
  type OperatorIdentity,
  type Permission,
  permissionFor,
  type TokenIdentity,
  type Verdict,
} from '@latchkey/contracts';
import { type Access } from './access.js';
import { type RateState } from './limits/limit-outcome.js';
import { type ActionPath, type PathParams } from './routes/action-path.js';
import { isRouteAllowed } from './routes/matching.js';
import { shallowPattern } from './routes/shallow-pattern.js';

/** Whoever a request is made by, as the handlers see it. */
export type Identity = TokenIdentity | OperatorIdentity;

/** The closed list of refusals; `denials.ts` says each in HTTP. */
export type Denial =
  | { readonly reason: 'missing' }
  | { readonly reason: 'invalid' }
  /** It came over plain HTTP (K8). */
  | { readonly reason: 'exposed' }
  /** Too many unknown tokens of one client. */
  | { readonly reason: 'throttled'; readonly retryAfter: number }
  | { readonly reason: 'unavailable' }
  | { readonly reason: 'ability'; readonly ability: Ability }
  | { readonly reason: 'unlisted' }
  | {
      readonly reason: 'route';
      /** The action path that was asked for; '' where the handler has none. */
      readonly path: string;
      /** One of the token's routes that would cover it if its last `*` were `**`. */
      readonly shallow: string | null;
    }
  | { readonly reason: 'permission'; readonly permission: Permission; readonly of: Identity['kind'] }
  | { readonly reason: 'operators_only' }
  | {
      readonly reason: 'limited' | 'quota';
      readonly rate: RateState;
      /** Seconds. */
      readonly retryAfter: number;
    };

export type Denied = { readonly outcome: 'denied' } & Denial;
export type Decision = { readonly outcome: 'granted'; readonly identity: Identity } | Denied;

export const denied = (denial: Denial): Denied => ({ outcome: 'denied', ...denial });

/**
 * What a known credential may do here. A pure function of what it is and what the handler asks for; the order of
 * the checks is the order of their refusals (D3b).
 * @param params What the router read from the request's path.
 */
export function decide(verdict: Verdict<Identity>, access: Access, params: PathParams): Decision {
  if (verdict.outcome === 'invalid') return denied({ reason: 'invalid' });
  const { identity } = verdict;
  // Somebody else's workspace answers as a token that does not exist (D8).
  const { workspace } = params;
  if (workspace !== undefined && workspace !== identity.workspace.slug) return denied({ reason: 'invalid' });
  return refusalOf(identity, access, params) ?? { outcome: 'granted', identity };
}

function refusalOf(identity: Identity, access: Access, params: PathParams): Decision | null {
  if (access.kind === 'operator') {
    return identity.kind === 'operator' ? null : denied({ reason: 'operators_only' });
  }
  if (access.kind === 'unlisted') {
    if (identity.kind === 'token' && identity.abilities !== null) return denied({ reason: 'unlisted' });
    return (
      refusalOfRoute(identity, access.path, params) ?? refusalOfOwner(identity, access.permission ?? null)
    );
  }
  if (access.kind !== 'ability') return null;
  const { ability } = access;
  if (identity.kind === 'token' && identity.abilities && !identity.abilities.includes(ability)) {
    return denied({ reason: 'ability', ability });
  }
  return refusalOfRoute(identity, access.path, params) ?? refusalOfOwner(identity, permissionFor(ability));
}

function refusalOfRoute(identity: Identity, path: ActionPath | null, params: PathParams): Decision | null {
  if (identity.kind === 'operator' || identity.allowed_routes === null) return null;
  if (path && isRouteAllowed(identity.allowed_routes, path, params)) return null;
  return denied({
    reason: 'route',
    path: path?.filledWith(params) ?? '',
    shallow: path && shallowPattern(identity.allowed_routes, path, params),
  });
}

function refusalOfOwner(identity: Identity, needed: Permission | null): Decision | null {
  const { permissions } = identity.kind === 'token' ? identity.owner : identity.operator;
  if (needed && !holds(permissions, needed)) {
    return denied({ reason: 'permission', permission: needed, of: identity.kind });
  }
  return null;
}
