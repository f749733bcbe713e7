import { ACCESS_TOKEN_TERMS } from '@latchkey/contracts';
import { Injectable } from '@nestjs/common';
import { jwtVerify, SignJWT } from 'jose';
import { SigningKey } from '../keys/signing-key.js';

/** Seconds. */
export const ACCESS_TOKEN_LIFE = 15 * 60;
const { algorithm, typ, issuer, audience } = ACCESS_TOKEN_TERMS;

export interface AccessTokenClaims {
  readonly sessionId: string;
  /** Seconds since 1970. */
  readonly expiresAt: number;
}

/** Signs and reads operators' access tokens (RFC 9068, EdDSA). What one says holds only while its session is open. */
@Injectable()
export class AccessTokens {
  constructor(private readonly key: SigningKey) {}

  /** @param issuedAt By PostgreSQL's clock, in seconds since 1970: that one also tells when it is over. */
  sign(session: { id: string; operatorId: string }, issuedAt: number): Promise<string> {
    return new SignJWT({ sid: session.id })
      .setProtectedHeader({ alg: algorithm, typ, kid: this.key.kid })
      .setSubject(session.operatorId)
      .setIssuer(issuer)
      .setAudience(audience)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + ACCESS_TOKEN_LIFE)
      .sign(this.key.privateKey);
  }

  /** Resolves to what it says, if we signed it; it may be over by now. null: it is no access token of ours. */
  async claimsOf(accessToken: string): Promise<AccessTokenClaims | null> {
    try {
      const { payload } = await jwtVerify(accessToken, ({ kid }) => this.key.publicKeyOf(kid), {
        algorithms: [algorithm],
        typ,
        issuer,
        audience,
        clockTolerance: Number.MAX_SAFE_INTEGER,
      });
      const { sid, exp } = payload;
      return typeof sid === 'string' && typeof exp === 'number' ? { sessionId: sid, expiresAt: exp } : null;
    } catch {
      return null;
    }
  }
}
