import { type Ability } from './abilities.js';
import { type AsOf } from './change-log.js';
import { type QuotaTerms, type RateLimit } from './limits.js';
import { type Permission } from './permissions.js';

/** A tenant, as every identity names it. */
export interface WorkspaceRef {
  readonly id: string;
  readonly slug: string;
}

export interface OperatorRef {
  readonly id: string;
  /** Live (D4): as they are at the moment of the answer, not when a token was made. */
  readonly permissions: readonly Permission[];
}

/** Of a secret that a rotation took the place of, and that is still good (D10). */
export interface Superseded {
  readonly secret_id: string;
  /** RFC 3339, for people; guards count with `ends_in_ms`. */
  readonly until: string;
  /**
   * Milliseconds for which it is surely good from the answer on. While the new secret has not been used it is good for
   * longer: who remembers it asks again by then, so nobody need be told of that first use.
   */
  readonly ends_in_ms: number;
}

/** What a token is: everything that a guard needs to decide a request by itself. */
export interface TokenIdentity {
  readonly kind: 'token';
  readonly id: string;
  readonly name: string;
  readonly key_prefix: string;
  /** null: no restriction from this layer; []: nothing allowed (D3). */
  readonly abilities: readonly Ability[] | null;
  /** Globs over action paths (D7); null: no restriction; []: nothing allowed. */
  readonly allowed_routes: readonly string[] | null;
  /** In force: its own, or else its workspace's. []: none. */
  readonly rate_limits: readonly RateLimit[];
  /** null: no monthly quota. */
  readonly quota: QuotaTerms | null;
  readonly owner: OperatorRef;
  readonly workspace: WorkspaceRef;
  /** RFC 3339, for people; guards count with `expires_in_ms`. */
  readonly expires_at: string | null;
  /** Milliseconds left at the moment of the answer, by PostgreSQL's clock (D15). */
  readonly expires_in_ms: number | null;
  /** null: presented by its newest secret. */
  readonly superseded: Superseded | null;
}

/** An operator's session: the same endpoints, with the operator's own permissions (D2). */
export interface OperatorIdentity {
  readonly kind: 'operator';
  readonly session_id: string;
  readonly operator: OperatorRef;
  readonly workspace: WorkspaceRef;
}

/** What auth says of a session: it ends by itself after so many milliseconds, by PostgreSQL's clock. */
export interface SessionExpiry {
  readonly expires_in_ms: number;
}

/** Why a credential is not good. For the owner's audit and the guard's cache; a caller never learns it (D12). */
export type InvalidReason =
  'unknown' | 'inactive' | 'deleted' | 'expired' | 'superseded' | 'owner_inactive' | 'ended';

/** The closed list of what a verification can find. "Cannot tell" is not in it: that is the absence of a verdict. */
export type Verdict<Identity> =
  | { readonly outcome: 'valid'; readonly identity: Identity }
  | { readonly outcome: 'invalid'; readonly reason: InvalidReason };

export type TokenVerdict = Verdict<TokenIdentity>;
export type SessionVerdict = Verdict<OperatorIdentity>;

/** As it travels: what auth found, and what would make it another. */
export type TokenAnswer = TokenVerdict & AsOf;
export type SessionAnswer = SessionVerdict & AsOf & SessionExpiry;

export const valid = <Identity>(identity: Identity): Verdict<Identity> => ({ outcome: 'valid', identity });
export const invalid = (reason: InvalidReason): Verdict<never> => ({ outcome: 'invalid', reason });
