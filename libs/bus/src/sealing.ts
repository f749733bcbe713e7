import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import {
  type Context,
  type KeyPair,
  keyPairOf,
  newKeyPair,
  openWith,
  type PublicKey,
  publicKeyOf,
  readPublicKey,
  sealTo,
} from './hpke.js';

/**
 * A text that only the holder of one private key can read: HPKE (RFC 9180) in base mode, with
 * DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and AES-256-GCM; `info` is "latchkey/bus/v1". Both parts base64url.
 */
export interface Sealed {
  readonly enc: string;
  readonly ct: string;
}

const INFO = Buffer.from('latchkey/bus/v1');
const contextOf = (binding: string): Context => ({ info: INFO, aad: Buffer.from(binding) });

export type PublicSealingKey = PublicKey;

/** `binding` is what the sealed text belongs to; it opens nowhere else. */
export function seal(text: string, to: PublicSealingKey, binding: string): Sealed {
  const { enc, ct } = sealTo(to, Buffer.from(text), contextOf(binding));
  return { enc: enc.toString('base64url'), ct: ct.toString('base64url') };
}

/** A private key that opens what was sealed to its public half; while it is replaced, the other ones open too. */
export class SealingKey {
  private constructor(private readonly pairs: readonly [KeyPair, ...KeyPair[]]) {}

  /** For one request: the reply's secrets are sealed to it. */
  static oneTime(): SealingKey {
    return new SealingKey([newKeyPair()]);
  }

  /** @param pkcs8 An X25519 private key: PKCS #8 DER in base64. Throws a TypeError for anything else. */
  static fromPkcs8(pkcs8: string): SealingKey {
    return new SealingKey([readPair(pkcs8)]);
  }

  /** @param list Several such keys with commas between. To the first it seals; what was sealed to any of them it opens. */
  static fromList(list: string): SealingKey {
    const [first = '', ...others] = list.split(',');
    return new SealingKey([readPair(first), ...others.map(readPair)]);
  }

  /** Throws when the text was sealed to another key, for another binding, or tampered with. */
  open(sealed: Sealed, binding: string): string {
    const ciphertext = { enc: Buffer.from(sealed.enc, 'base64url'), ct: Buffer.from(sealed.ct, 'base64url') };
    let reason: unknown;
    for (const pair of this.pairs) {
      try {
        return openWith(pair, ciphertext, contextOf(binding)).toString();
      } catch (error) {
        // It may be for the next one.
        reason = error;
      }
    }
    throw reason;
  }

  /** To its own public half: for what this process alone shall read again. */
  seal(text: string, binding: string): Sealed {
    return seal(text, this.pairs[0].publicKey, binding);
  }

  publicKey(): string {
    return this.pairs[0].publicKey.raw.toString('base64url');
  }
}

/** @param raw 32 bytes in base64url, as a request's `seal_reply_to`. Throws for anything else. */
export const readOneTimeKey = (raw: string): PublicSealingKey => readPublicKey(Buffer.from(raw, 'base64url'));

/** @param spki A service's X25519 public key: SubjectPublicKeyInfo DER in base64. Throws a TypeError for anything else. */
export function readPublicSealingKey(spki: string): PublicSealingKey {
  return publicKeyOf(
    readKey(() => createPublicKey({ key: Buffer.from(spki, 'base64'), format: 'der', type: 'spki' })),
  );
}

const readPair = (pkcs8: string): KeyPair =>
  keyPairOf(
    readKey(() => createPrivateKey({ key: Buffer.from(pkcs8, 'base64'), format: 'der', type: 'pkcs8' })),
  );

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
