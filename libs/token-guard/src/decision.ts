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

/** Whoever a request is made by, as the handlers see it. */
export type Identity = TokenIdentity | OperatorIdentity;

/** The closed list of refusals; `denials.ts` says each in HTTP. */
export type Denial =
  | { readonly reason: 'missing' }
  | { readonly reason: 'invalid' }
  | { readonly reason: 'unavailable' }
  | { readonly reason: 'ability'; readonly ability: Ability }
  | { readonly reason: 'unlisted' }
  | { readonly reason: 'permission'; readonly permission: Permission; readonly of: Identity['kind'] }
  | { readonly reason: 'operators_only' }
  | {
      readonly reason: 'limited' | 'quota';
      readonly rate: RateState;
      /** Seconds. */
      readonly retryAfter: number;
    };

export type Decision =
  { readonly outcome: 'granted'; readonly identity: Identity } | ({ readonly outcome: 'denied' } & Denial);

export const denied = (denial: Denial): Decision => ({ outcome: 'denied', ...denial });

/**
 * What a known credential may do here. A pure function of what it is and what the handler asks for; the order of
 * the checks is the order of their refusals (D3b).
 * @param workspace The slug in the request's path, if there is one.
 */
export function decide(verdict: Verdict<Identity>, access: Access, workspace: string | undefined): Decision {
  if (verdict.outcome === 'invalid') return denied({ reason: 'invalid' });
  const { identity } = verdict;
  // Somebody else's workspace answers as a token that does not exist (D8).
  if (workspace !== undefined && workspace !== identity.workspace.slug) return denied({ reason: 'invalid' });
  return refusalOf(identity, access) ?? { outcome: 'granted', identity };
}

function refusalOf(identity: Identity, access: Access): Decision | null {
  if (access.kind === 'operator') {
    return identity.kind === 'operator' ? null : denied({ reason: 'operators_only' });
  }
  if (access.kind === 'unlisted') {
    const isRestricted = identity.kind === 'token' && identity.abilities !== null;
    return isRestricted ? denied({ reason: 'unlisted' }) : null;
  }
  if (access.kind !== 'ability') return null;
  const { ability } = access;
  if (identity.kind === 'token' && identity.abilities && !identity.abilities.includes(ability)) {
    return denied({ reason: 'ability', ability });
  }
  const needed = permissionFor(ability);
  const { permissions } = identity.kind === 'token' ? identity.owner : identity.operator;
  if (needed && !holds(permissions, needed)) {
    return denied({ reason: 'permission', permission: needed, of: identity.kind });
  }
  return null;
}
