import { BusClient } from '@latchkey/bus';
import { invalid, type SessionVerdict, verifySession } from '@latchkey/contracts';
import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { SigningKeys } from './signing-keys.js';
import { SessionVerifier } from './verifier.js';

/** The signature tells which session is meant, here and now; whether it is still open, only auth can say. */
@Injectable()
export class BusSessionVerifier extends SessionVerifier {
  constructor(
    private readonly bus: BusClient,
    private readonly keys: SigningKeys,
  ) {
    super();
  }

  async verify(accessToken: string): Promise<SessionVerdict> {
    const claims = await this.keys.claimsOf(accessToken);
    if (!isUUID(claims?.sid)) return invalid('unknown');
    return this.bus.call(verifySession, { session_id: String(claims?.sid) });
  }
}
