import { BusClient } from '@latchkey/bus';
import { ACCESS_TOKEN_TERMS, listSigningKeys } from '@latchkey/contracts';
import { Injectable } from '@nestjs/common';
import { createLocalJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';

const { algorithm, ...claims } = ACCESS_TOKEN_TERMS;
const TERMS = {
  algorithms: [algorithm],
  ...claims,
  requiredClaims: ['exp'],
  // When it is over, auth says with all else that it says of the session: our own wall clock may be an hour off.
  clockTolerance: Number.MAX_SAFE_INTEGER,
};
/** An unknown key id may be a new key or garbage: garbage must not make us ask more often (promise P8). */
const ASK_AT_MOST_EVERY_MS = 10_000;

/** Auth's public signing keys, kept here: an access token that auth did not sign is refused without asking. */
@Injectable()
export class SigningKeys {
  private keys: ReturnType<typeof createLocalJWKSet> | null = null;
  private askedAt = -Infinity;
  private asking: Promise<void> | null = null;

  constructor(private readonly bus: BusClient) {}

  /** Resolves to null for what auth never signed, and for no other reason (it may be over); rejects while no key is known and auth does not answer. */
  async claimsOf(accessToken: string): Promise<JWTPayload | null> {
    if (!this.keys) await this.ask();
    const claims = await this.check(accessToken);
    if (claims !== 'unknown key') return claims;
    if (performance.now() - this.askedAt < ASK_AT_MOST_EVERY_MS) return null;
    await this.ask();
    const again = await this.check(accessToken);
    return again === 'unknown key' ? null : again;
  }

  private async check(accessToken: string): Promise<JWTPayload | null | 'unknown key'> {
    if (!this.keys) return null;
    try {
      const { payload } = await jwtVerify(accessToken, this.keys, TERMS);
      return payload;
    } catch (error) {
      return error instanceof errors.JWKSNoMatchingKey ? 'unknown key' : null;
    }
  }

  private ask(): Promise<void> {
    this.asking ??= this.fetch().finally(() => (this.asking = null));
    return this.asking;
  }

  private async fetch(): Promise<void> {
    const { keys } = await this.bus.call(listSigningKeys, {});
    this.keys = createLocalJWKSet({ keys: [...keys] });
    this.askedAt = performance.now();
  }
}
