import { type Ability } from './abilities.js';
import { type RateLimit } from './limits.js';

/**
 * Something that happened, told to whoever wants to know: at least once, in the order of the positions. A breaking
 * change of `data` is a new version beside the old one; a new field is none.
 */
export interface EventContract<Data extends object> {
  readonly name: string;
  readonly version: number;
  /** Never set: it carries the type, for the compiler only. */
  readonly shape?: (data: Data) => void;
}

/** One event as it travels, documented for other languages in docs/bus.md. Holds no secret. */
export interface EventMessage<Data extends object = object> {
  /** UUIDv7. A repetition has the same one. */
  readonly id: string;
  readonly name: string;
  readonly version: number;
  /** RFC 3339 with Z, by PostgreSQL's clock. */
  readonly at: string;
  readonly workspace_id: string;
  /** The operator who did it; null when nobody did. */
  readonly actor_id: string | null;
  /** W3C trace context of the message that caused it. */
  readonly traceparent?: string;
  readonly data: Data;
}

/** What a handler of the contract gets. */
export type EventOf<C> = C extends EventContract<infer Data> ? EventMessage<Data> : never;

const event = <Data extends object>(name: string, version: number): EventContract<Data> => ({
  name,
  version,
});

interface TokenEvent {
  readonly token_id: string;
  readonly owner_id: string;
}

/** The token as it is after the change. */
export interface TokenState extends TokenEvent {
  readonly name: string;
  readonly profile: string;
  readonly abilities: readonly Ability[] | null;
  readonly allowed_routes: readonly string[] | null;
  /** null: its workspace's. */
  readonly rate_limits: readonly RateLimit[] | null;
  readonly monthly_quota: number | null;
  readonly expires_at: string | null;
  readonly is_active: boolean;
}

export type ChangedTokenField =
  'name' | 'abilities' | 'allowed_routes' | 'rate_limits' | 'monthly_quota' | 'expires_at' | 'owner_id';

export const tokenIssued = event<TokenState>('token.issued', 1);
/** Says nothing of `is_active`: that is told by `token.revoked` and `token.restored`. */
export const tokenUpdated = event<TokenState & { readonly changed: readonly ChangedTokenField[] }>(
  'token.updated',
  1,
);
/** `deactivated` may be taken back (`token.restored`), `deleted` is for good (D9). */
export const tokenRevoked = event<TokenEvent & { readonly reason: 'deactivated' | 'deleted' }>(
  'token.revoked',
  1,
);
/** A new secret; the old one goes on for `grace_seconds` after its first use, `until` at the longest. */
export const tokenRotated = event<
  TokenEvent & { readonly grace_seconds: number; readonly until: string | null }
>('token.rotated', 1);
/** It ends within so many days: told once for each of these, or for the last that is left when it is issued. */
export const tokenExpiring = event<
  TokenEvent & { readonly expires_at: string; readonly within_days: 14 | 7 | 1 }
>('token.expiring', 1);
/** Its secret is 90 days old, or another 90 (X34, K9): told once for each. */
export const tokenRotationDue = event<TokenEvent & { readonly secret_since: string; readonly days: number }>(
  'token.rotation_due',
  1,
);
/** Its secret was seen over plain HTTP, where anybody on the way could read it (K8): told once for each secret. */
export const tokenExposed = event<TokenEvent & { readonly key_prefix: string; readonly exposed_at: string }>(
  'token.exposed',
  1,
);
/** Many at once, which are not told one by one: of an owner or of all, and where it is said those issued before an instant. */
export const tokensRevoked = event<{
  readonly owner_id: string | null;
  readonly created_before: string | null;
  readonly count: number;
  readonly reason: 'emergency' | 'owner_left';
}>('tokens.revoked', 1);
/** All that one operator had. */
export const tokensTransferred = event<{
  readonly from: string;
  readonly to: string;
  readonly count: number;
}>('tokens.transferred', 1);
/** An entry of the log of changes that every guard knows of, or that no guard can decide without: from `effective_at` at the latest. */
export const changeEffective = event<{
  /** Its number in the log. */
  readonly change: number;
  /** RFC 3339 with Z, by PostgreSQL's clock, as is `effective_at`. */
  readonly changed_at: string;
  readonly effective_at: string;
}>('change.effective', 1);
export const tokenRestored = event<TokenEvent>('token.restored', 1);
/** So much of a month's quota is reserved for use: told once a month, and once more after the quota was changed. */
export const quotaReached = event<{
  readonly token_id: string;
  readonly month: string;
  readonly percent: 80 | 100;
}>('quota.reached', 1);
