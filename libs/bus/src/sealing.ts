import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256 } from '@hpke/core';
import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { SynchronousHkdf } from './hkdf.js';

/**
 * A text that only the holder of one private key can read: HPKE (RFC 9180) in base mode, with
 * DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and AES-256-GCM; `info` is "latchkey/bus/v1". Both parts base64url.
 */
export interface Sealed {
  readonly enc: string;
  readonly ct: string;
}

const suite = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new SynchronousHkdf(),
  aead: new Aes256Gcm(),
});
const info = new TextEncoder().encode('latchkey/bus/v1');
const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const fromBase64Url = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(Buffer.from(text, 'base64url'));

export type PublicSealingKey = CryptoKey;

/** `binding` is what the sealed text belongs to; it opens nowhere else. */
export async function seal(text: string, to: PublicSealingKey, binding: string): Promise<Sealed> {
  const { enc, ct } = await suite.seal({ recipientPublicKey: to, info }, bytes(text), bytes(binding));
  return { enc: Buffer.from(enc).toString('base64url'), ct: Buffer.from(ct).toString('base64url') };
}

/** A private key that opens what was sealed to its public half; while it is replaced, the other one opens too. */
export class SealingKey {
  private constructor(
    private readonly pair: CryptoKeyPair,
    private readonly others: readonly SealingKey[] = [],
  ) {}

  /** For one request: the reply's secrets are sealed to it. */
  static async oneTime(): Promise<SealingKey> {
    return new SealingKey(await suite.kem.generateKeyPair());
  }

  /** @param pkcs8 An X25519 private key: PKCS #8 DER in base64. Throws a TypeError, at once, for anything else. */
  static fromPkcs8(pkcs8: string): Promise<SealingKey> {
    const key = readKey(() =>
      createPrivateKey({ key: Buffer.from(pkcs8, 'base64'), format: 'der', type: 'pkcs8' }),
    );
    return SealingKey.fromKeyObject(key);
  }

  /** @param list Several such keys with commas between. To the first it seals; what was sealed to any of them it opens. */
  static fromList(list: string): Promise<SealingKey> {
    const keys = list.split(',').map((pkcs8) => SealingKey.fromPkcs8(pkcs8.trim()));
    return Promise.all(keys).then(([first, ...others]) => new SealingKey((first as SealingKey).pair, others));
  }

  private static async fromKeyObject(key: KeyObject): Promise<SealingKey> {
    const { d, x } = key.export({ format: 'jwk' });
    const privateKey = await suite.kem.deserializePrivateKey(fromBase64Url(d ?? ''));
    return new SealingKey({ privateKey, publicKey: await deserializePublic(x ?? '') });
  }

  /** Rejects when the text was sealed to another key, for another binding, or tampered with. */
  open(sealed: Sealed, binding: string): Promise<string> {
    const opened = this.openWithOwn(sealed, binding);
    return this.others.reduce((before, key) => before.catch(() => key.open(sealed, binding)), opened);
  }

  private async openWithOwn(sealed: Sealed, binding: string): Promise<string> {
    const clear = await suite.open(
      { recipientKey: this.pair.privateKey, enc: fromBase64Url(sealed.enc), info },
      fromBase64Url(sealed.ct),
      bytes(binding),
    );
    return new TextDecoder().decode(clear);
  }

  /** To its own public half: for what this process alone shall read again. */
  seal(text: string, binding: string): Promise<Sealed> {
    return seal(text, this.pair.publicKey, binding);
  }

  async publicKey(): Promise<string> {
    return Buffer.from(await suite.kem.serializePublicKey(this.pair.publicKey)).toString('base64url');
  }
}

/** @param raw 32 bytes in base64url, as a request's `seal_reply_to`. */
export const readOneTimeKey = (raw: string): Promise<PublicSealingKey> => deserializePublic(raw);

/** @param spki A service's X25519 public key: SubjectPublicKeyInfo DER in base64. Throws a TypeError, at once, for anything else. */
export function readPublicSealingKey(spki: string): Promise<PublicSealingKey> {
  const key = readKey(() =>
    createPublicKey({ key: Buffer.from(spki, 'base64'), format: 'der', type: 'spki' }),
  );
  return deserializePublic(key.export({ format: 'jwk' }).x ?? '');
}

const deserializePublic = (raw: string): Promise<CryptoKey> =>
  suite.kem.deserializePublicKey(fromBase64Url(raw));

function readKey(read: () => KeyObject): KeyObject {
  let key: KeyObject | undefined;
  try {
    key = read();
  } catch {
    // The cause may quote the key: it is dropped on purpose.
  }
  if (key?.asymmetricKeyType !== 'x25519') throw new TypeError('not an X25519 key');
  return key;
}

export const isSealed = (value: unknown): value is Sealed =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Partial<Sealed>).enc === 'string' &&
  typeof (value as Partial<Sealed>).ct === 'string';

/** What of a message its sealed parts are bound to: with any of it changed, they do not open. */
export interface SealedHeader {
  readonly id: string;
  readonly pattern: string;
  /** With their own here, somebody else would read the reply. */
  readonly reply_to: string;
  /** With a key of their own in its place, somebody else would be handed the secrets of the reply. */
  readonly seal_reply_to?: string;
  /** With another key, a captured command would have a second effect. */
  readonly idempotency_key?: string;
  /** With another time, a captured command would stay good for ever. */
  readonly sent_at?: number;
}

const linesOf = (header: SealedHeader): string[] => {
  const { id, pattern, reply_to, seal_reply_to = '', idempotency_key = '', sent_at = '' } = header;
  return [id, pattern, reply_to, seal_reply_to, idempotency_key, String(sent_at)];
};

/** What a sealed part is bound to, so that it cannot be cut out of one message and used in another. */
export const binding = {
  requestField: (header: SealedHeader, field: string): string =>
    ['request', ...linesOf(header), field].join('\n'),
  replyField: ({ id, pattern }: Pick<SealedHeader, 'id' | 'pattern'>, field: string): string =>
    ['reply', id, pattern, field].join('\n'),
  principal: (header: SealedHeader, body: string): string => {
    const bodyHash = createHash('sha256').update(body).digest('base64url');
    return ['principal', ...linesOf(header), bodyHash].join('\n');
  },
};
