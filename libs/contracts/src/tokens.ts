import { IsOptional, IsString, Matches } from 'class-validator';
import { type Ability } from './abilities.js';
import { command, question } from './contract.js';
import { type TokenAnswer } from './identity.js';
import { type RateLimit } from './limits.js';
import { PageRequest } from './paging.js';
import { CHANGE_BUDGET_MS, type WithReceipt } from './receipts.js';
import { Refusal } from './refusal.js';
import { type TemplateSlug } from './token-templates.js';
import {
  IsAbilityList,
  IsDays,
  IsExpiry,
  IsGrace,
  IsMonthlyQuota,
  IsRateLimitList,
  IsReason,
  IsRouteList,
  IsSwitch,
  IsTemplate,
  IsTemplateParameters,
  IsTokenId,
  IsTokenName,
  MayBeAbsent,
} from './token-fields.js';

export class VerifyTokenRequest {
  /** SHA-256 of the presented token, 64 hexadecimal characters. The token itself never crosses the wire. */
  @Matches(/^[0-9a-f]{64}$/, { message: 'must be 64 lowercase hexadecimal characters' })
  readonly digest!: string;
}

/** A secret that a rotation took the place of (D10), as long as it is good. */
export interface SupersededSecret {
  readonly key_prefix: string;
  readonly superseded_at: string;
  /** Seconds from the new secret's first use; until that is seen, `until` is the end of the thirty days. */
  readonly grace_seconds: number;
  readonly until: string;
  /** Who still uses it is in the log of the service that was asked; null: nobody has. */
  readonly last_used_at: string | null;
  readonly requests: number;
}

/** A token as its owner sees it (W6). Times are RFC 3339 with Z. */
export interface TokenRecord {
  readonly id: string;
  readonly name: string;
  /** The eight characters after the profile's prefix, or what an import says: shown, never looked up by (D1). */
  readonly key_prefix: string;
  readonly last_used_at: string | null;
  readonly expires_at: string | null;
  readonly is_active: boolean;
  readonly created_at: string;
  readonly updated_at: string;
  readonly profile: string;
  readonly abilities: readonly Ability[] | null;
  readonly allowed_routes: readonly string[] | null;
  /** null: its workspace's. */
  readonly rate_limits: readonly RateLimit[] | null;
  readonly monthly_quota: number | null;
  readonly owner_id: string;
  /** When its secret was seen over plain HTTP, where anybody on the way could read it (K8): rotate it. null: it was not. */
  readonly exposed_at: string | null;
  /** Still good beside the token's own; [] when none is. */
  readonly superseded_secrets: readonly SupersededSecret[];
}

/** What may be said of a token when it is issued or imported, and changed later. */
export class TokenTerms {
  @IsAbilityList()
  readonly abilities?: readonly Ability[] | null;

  /** Globs over action paths: a segment is a literal, `*` (one) or `**` (any number). null: no restriction. */
  @IsRouteList()
  readonly allowed_routes?: readonly string[] | null;

  /** At most one a window. null: the workspace's; []: none. */
  @IsRateLimitList()
  readonly rate_limits?: readonly RateLimit[] | null;

  /** Requests in a calendar month in UTC; null: no quota. */
  @IsMonthlyQuota()
  readonly monthly_quota?: number | null;

  @IsExpiry()
  readonly expires_at?: string | null;

  /** false is the reversible revocation (D9). */
  @MayBeAbsent()
  @IsSwitch()
  readonly is_active?: boolean;
}

export class IssueTokenRequest extends TokenTerms {
  @IsTokenName()
  readonly name!: string;

  /** A format profile of this deployment; by default the workspace's own. */
  @IsOptional()
  @IsString({ message: 'must be the name of a format profile' })
  readonly profile?: string;

  /** Sets `allowed_routes` as a template has them, and is not given together with it (C5). */
  @IsTemplate()
  readonly template?: TemplateSlug;

  /** A text for each placeholder of the template: `{"botId": "…"}`. */
  @IsTemplateParameters()
  readonly template_parameters?: Readonly<Record<string, string>>;
}

/** With the token itself, which no other message carries: sealed to whoever asked (X5). */
export interface IssuedToken extends TokenRecord {
  readonly key: string;
}

export class GetTokenRequest {
  @IsTokenId()
  readonly id!: string;
}

export class ListTokensRequest extends PageRequest {
  /** Only those that nobody has used for so many days, nor issued within them: what an audit deletes (Q16). */
  @MayBeAbsent()
  @IsDays()
  readonly unused_days?: number;
}

export interface TokenPage {
  readonly items: readonly TokenRecord[];
  readonly next_cursor: string | null;
}

export class UpdateTokenRequest extends TokenTerms {
  @IsTokenId()
  readonly id!: string;

  @MayBeAbsent()
  @IsTokenName()
  readonly name?: string;

  /** Transfers the token to another active operator of the workspace. For admins. */
  @MayBeAbsent()
  @IsTokenId()
  readonly owner_id?: string;
}

export class RotateTokenRequest {
  @IsTokenId()
  readonly id!: string;

  /** How long the old secret goes on after the new one's first use, and at most for 30 days. By default 0: it is dead. */
  @MayBeAbsent()
  @IsGrace()
  readonly grace_seconds?: number;
}

export class RevokeTokenRequest {
  @IsTokenId()
  readonly id!: string;

  /** For the audit. */
  @MayBeAbsent()
  @IsReason()
  readonly reason?: string;
}

export interface RevokedToken {
  readonly id: string;
}

/** Somebody else's token answers as a missing one, wherever it is looked for. */
export const tokenNotFound = (): Refusal => new Refusal('not_found', 'token.not_found', 'API key not found');

/** What a token is, asked by its digest. Needs no principal: whoever knows the digest has seen the token. */
export const verifyToken = question<VerifyTokenRequest, TokenAnswer>('auth.tokens.verify.v1');

/** Makes a token of the operator's own. Nobody can read it again after the reply. */
export const issueToken = command<IssueTokenRequest, IssuedToken>('auth.tokens.issue.v1', {
  sealedReply: ['key'],
});
/** The operator's own tokens, the newest first. */
export const listTokens = question<ListTokensRequest, TokenPage>('auth.tokens.list.v1', {
  needsPrincipal: true,
});
/** One of the operator's own tokens. */
export const getToken = question<GetTokenRequest, TokenRecord>('auth.tokens.get.v1', {
  needsPrincipal: true,
});
/** Changes what it names and leaves the rest. */
export const updateToken = command<UpdateTokenRequest, TokenRecord & WithReceipt>('auth.tokens.update.v1', {
  budgetMs: CHANGE_BUDGET_MS,
});
/** Final (D9): a tombstone stays for the audit. */
export const revokeToken = command<RevokeTokenRequest, RevokedToken & WithReceipt>('auth.tokens.revoke.v1', {
  budgetMs: CHANGE_BUDGET_MS,
});
/** A new secret under the same id (D10, K23). Without a grace every older one is dead when it is answered. */
export const rotateToken = command<RotateTokenRequest, IssuedToken & WithReceipt>('auth.tokens.rotate.v1', {
  budgetMs: CHANGE_BUDGET_MS,
  sealedReply: ['key'],
});
