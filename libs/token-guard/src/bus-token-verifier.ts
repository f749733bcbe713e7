import { BusClient } from '@latchkey/bus';
import { type TokenVerdict, verifyToken } from '@latchkey/contracts';
import { type TokenDigest } from '@latchkey/token-format';
import { Injectable } from '@nestjs/common';
import { TokenVerifier } from './verifier.js';

/**
 * Asks auth each time: one question a request, none shared by two requests. An answer that was on its way when
 * the token was revoked must not decide a request that came after the revocation was answered (promise P1).
 */
@Injectable()
export class BusTokenVerifier extends TokenVerifier {
  constructor(private readonly bus: BusClient) {
    super();
  }

  verify(digest: TokenDigest): Promise<TokenVerdict> {
    return this.bus.call(verifyToken, { digest });
  }
}
