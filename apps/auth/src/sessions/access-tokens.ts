import { ACCESS_TOKEN_TERMS } from '@latchkey/contracts';
import { Injectable } from '@nestjs/common';
import { jwtVerify, SignJWT } from 'jose';
import { SigningKey } from '../keys/signing-key.js';

/** Seconds. */
export const ACCESS_TOKEN_LIFE = 15 * 60;
const { algorithm, typ, issuer, audience } = ACCESS_TOKEN_TERMS;

/** Signs and reads operators' access tokens (RFC 9068, EdDSA). What one says holds only while its session is open. */
@Injectable()
export class AccessTokens {
  constructor(private readonly key: SigningKey) {}

  sign(session: { id: string; operatorId: string }): Promise<string> {
    return new SignJWT({ sid: session.id })
      .setProtectedHeader({ alg: algorithm, typ, kid: this.key.kid })
      .setSubject(session.operatorId)
      .setIssuer(issuer)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime(`${ACCESS_TOKEN_LIFE}s`)
      .sign(this.key.privateKey);
  }

  /** Resolves to the session that it names, or to null for whatever is not a good access token of ours. */
  async sessionIn(accessToken: string): Promise<string | null> {
    try {
      const { payload } = await jwtVerify(accessToken, this.key.publicKey, {
        algorithms: [algorithm],
        typ,
        issuer,
        audience,
      });
      return typeof payload.sid === 'string' ? payload.sid : null;
    } catch {
      return null;
    }
  }
}
