import { IsEmail, IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import { command, type NoFields, question } from './contract.js';
import { type SessionAnswer } from './identity.js';
import { CHANGE_BUDGET_MS, type WithReceipt } from './receipts.js';

/** The year 9999: PostgreSQL and JavaScript both know it. */
const LATEST_SECONDS = 253_402_300_799;

export class OpenSessionRequest {
  @IsEmail({}, { message: 'must be an email address' })
  @MaxLength(254, { message: 'must have at most 254 characters' })
  readonly email!: string;

  @IsString({ message: 'must be a text' })
  @MaxLength(128, { message: 'must have at most 128 characters' })
  readonly password!: string;
}

export class RefreshSessionRequest {
  @IsString({ message: 'must be a text' })
  @MaxLength(128, { message: 'must have at most 128 characters' })
  readonly refresh_token!: string;
}

export class VerifySessionRequest {
  @IsUUID(undefined, { message: 'must be a UUID' })
  readonly session_id!: string;

  /** When the access token that names it is over (`exp`, RFC 7519): seconds since 1970. Left out: with its session. */
  @IsOptional()
  @IsInt({ message: 'must be seconds since 1970' })
  @Min(0, { message: 'must be seconds since 1970' })
  @Max(LATEST_SECONDS, { message: 'must be seconds since 1970' })
  readonly expires_at?: number;
}

export interface SessionTokens {
  /** A JWT (EdDSA), to be sent as `Authorization: Bearer`. */
  readonly access_token: string;
  /** Good for one use; using it twice ends the session. */
  readonly refresh_token: string;
  /** Seconds that the access token lives. */
  readonly expires_in: number;
}

/** What every access token of an operator says of itself (RFC 9068): auth signs it so, guards take no other. */
export const ACCESS_TOKEN_TERMS = {
  algorithm: 'EdDSA',
  typ: 'at+jwt',
  issuer: 'latchkey',
  audience: 'latchkey',
} as const;

/** Public halves of the keys that sign access tokens (RFC 7517). */
export interface SigningKeys {
  readonly keys: readonly Readonly<Record<string, unknown>>[];
}

export interface ClosedSession {
  readonly session_id: string;
}

/** Signs an operator in. Its own credentials are its principal. */
export const openSession = command<OpenSessionRequest, SessionTokens>('auth.sessions.open.v1', {
  needsPrincipal: false,
  sealedRequest: ['password'],
  sealedReply: ['access_token', 'refresh_token'],
});
/** New tokens for a refresh token, which is its principal. A refusal waits until the session is closed everywhere. */
export const refreshSession = command<RefreshSessionRequest, SessionTokens>('auth.sessions.refresh.v1', {
  budgetMs: CHANGE_BUDGET_MS,
  needsPrincipal: false,
  sealedRequest: ['refresh_token'],
  sealedReply: ['access_token', 'refresh_token'],
});
/** Ends the session that its principal names, with every token of that session. */
export const closeSession = command<NoFields, ClosedSession & WithReceipt>('auth.sessions.close.v1', {
  budgetMs: CHANGE_BUDGET_MS,
});
/** A signed access token is not enough: is the session behind it still open? */
export const verifySession = question<VerifySessionRequest, SessionAnswer>('auth.sessions.verify.v1');
/** What access tokens are checked with. */
export const listSigningKeys = question<NoFields, SigningKeys>('auth.sessions.keys.v1');
