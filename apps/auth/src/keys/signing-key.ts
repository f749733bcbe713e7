import { type SigningKeys } from '@latchkey/contracts';
import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

/** The Ed25519 key that signs operators' access tokens; while it is replaced, what the other one signed is good too. */
export class SigningKey {
  readonly publicKey: KeyObject;
  /** JWK thumbprint (RFC 7638), so that nobody has to name keys. */
  readonly kid: string;

  constructor(
    readonly privateKey: KeyObject,
    private readonly others: readonly SigningKey[] = [],
  ) {
    this.publicKey = createPublicKey(privateKey);
    const { crv, kty, x } = this.publicKey.export({ format: 'jwk' });
    this.kid = createHash('sha256').update(JSON.stringify({ crv, kty, x })).digest('base64url');
  }

  /** The public halves, as JWKS: guards have to know a key before it signs, and as long as what it signed is good. */
  get published(): SigningKeys {
    const { crv, kty, x } = this.publicKey.export({ format: 'jwk' });
    const own = { kty, crv, x, kid: this.kid, alg: 'EdDSA', use: 'sig' } as const;
    return { keys: [own, ...this.others.flatMap((key) => key.published.keys)] };
  }

  /** With which a token is verified that names this key: by default our own. */
  publicKeyOf(kid: string | undefined): KeyObject {
    return this.others.find((key) => key.kid === kid)?.publicKey ?? this.publicKey;
  }
}

/**
 * @param list PKCS #8 DER in base64, several with commas between: the first signs, all are accepted. Throws a TypeError
 *   that does not quote it.
 */
export function readSigningKey(list: string): SigningKey {
  const [first, ...others] = list.split(',').map((pkcs8) => readPrivateKey(pkcs8.trim()));
  return new SigningKey(
    first as KeyObject,
    others.map((key) => new SigningKey(key)),
  );
}

function readPrivateKey(pkcs8: string): KeyObject {
  let privateKey: KeyObject | undefined;
  try {
    privateKey = createPrivateKey({ key: Buffer.from(pkcs8, 'base64'), format: 'der', type: 'pkcs8' });
  } catch {
    // The cause may quote the key: it is dropped on purpose.
  }
  if (privateKey?.asymmetricKeyType !== 'ed25519') throw new TypeError('not an Ed25519 private key');
  return privateKey;
}
