import { type SigningKeys } from '@latchkey/contracts';
import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

/** The Ed25519 key that signs operators' access tokens. */
export class SigningKey {
  readonly publicKey: KeyObject;
  /** JWK thumbprint (RFC 7638), so that nobody has to name keys. */
  readonly kid: string;

  constructor(readonly privateKey: KeyObject) {
    this.publicKey = createPublicKey(privateKey);
    const { crv, kty, x } = this.publicKey.export({ format: 'jwk' });
    this.kid = createHash('sha256').update(JSON.stringify({ crv, kty, x })).digest('base64url');
  }

  /** Its public half, as JWKS. */
  get published(): SigningKeys {
    const { crv, kty, x } = this.publicKey.export({ format: 'jwk' });
    return { keys: [{ kty, crv, x, kid: this.kid, alg: 'EdDSA', use: 'sig' }] };
  }
}

/** @param pkcs8 PKCS #8 DER in base64. Throws a TypeError that does not quote it. */
export function readSigningKey(pkcs8: string): SigningKey {
  let privateKey: KeyObject | undefined;
  try {
    privateKey = createPrivateKey({ key: Buffer.from(pkcs8, 'base64'), format: 'der', type: 'pkcs8' });
  } catch {
    // The cause may quote the key: it is dropped on purpose.
  }
  if (privateKey?.asymmetricKeyType !== 'ed25519') throw new TypeError('not an Ed25519 private key');
  return new SigningKey(privateKey);
}
