import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';

/**
 * HPKE (RFC 9180), one text a key: base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. All of it in one turn
 * of this thread, with Node's own primitives (decision 19); the tests have a library judge it.
 */
export interface PublicKey {
  readonly object: KeyObject;
  /** 32 bytes. */
  readonly raw: Buffer;
}

export interface KeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: PublicKey;
}

/** What a text is bound to, beside the key: it opens with nothing else. */
export interface Context {
  readonly info: Buffer;
  readonly aad: Buffer;
}

/** `enc` is the sender's one-time public key, `ct` the ciphertext with its tag. */
export interface Ciphertext {
  readonly enc: Buffer;
  readonly ct: Buffer;
}

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const NOTHING = Buffer.alloc(0);
const VERSION = Buffer.from('HPKE-v1');
const BASE_MODE = Buffer.of(0);
/** Section 4.1: "KEM" and DHKEM(X25519, HKDF-SHA256). */
const KEM = Buffer.concat([Buffer.from('KEM'), Buffer.of(0x00, 0x20)]);
/** Section 5.1: "HPKE" and the ids of KEM, KDF and AEAD. */
const SUITE = Buffer.concat([Buffer.from('HPKE'), Buffer.of(0x00, 0x20, 0x00, 0x01, 0x00, 0x02)]);

export function newKeyPair(): KeyPair {
  return keyPairOf(generateKeyPairSync('x25519').privateKey);
}

export function keyPairOf(privateKey: KeyObject): KeyPair {
  return { privateKey, publicKey: publicKeyOf(createPublicKey(privateKey)) };
}

/**
 * Not by `export({ format: 'jwk' })`: Node 20 holds the key's lock while it makes that, and if the collector comes just then
 * and finds the job that made the key, that waits for the same lock on the same thread, for ever.
 */
export function publicKeyOf(object: KeyObject): PublicKey {
  return { object, raw: object.export({ format: 'der', type: 'spki' }).subarray(-KEY_BYTES) };
}

/** @param raw 32 bytes; throws for any other number. */
export function readPublicKey(raw: Buffer): PublicKey {
  const jwk = { kty: 'OKP', crv: 'X25519', x: raw.toString('base64url') };
  return { object: createPublicKey({ key: jwk, format: 'jwk' }), raw };
}

export function sealTo(recipient: PublicKey, text: Buffer, { info, aad }: Context): Ciphertext {
  const { privateKey, publicKey } = newKeyPair();
  const { raw: enc } = publicKey;
  const { key, nonce } = schedule(agree(privateKey, recipient.object, enc, recipient.raw), info);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(aad);
  return { enc, ct: Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()]) };
}

/** Throws when it was sealed to another key, in another context, or tampered with. */
export function openWith(own: KeyPair, { enc, ct }: Ciphertext, { info, aad }: Context): Buffer {
  const shared = agree(own.privateKey, readPublicKey(enc).object, enc, own.publicKey.raw);
  const { key, nonce } = schedule(shared, info);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(aad);
  // Shorter than a tag, it is none: Node refuses it.
  decipher.setAuthTag(ct.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(ct.subarray(0, -TAG_BYTES)), decipher.final()]);
}

/** Section 4.1. Throws for a point of small order, of which everybody knows the secret (section 7.1.4). */
function agree(privateKey: KeyObject, publicKey: KeyObject, enc: Buffer, recipient: Buffer): Buffer {
  const prk = labeledExtract(KEM, NOTHING, 'eae_prk', diffieHellman({ privateKey, publicKey }));
  return labeledExpand(KEM, prk, 'shared_secret', Buffer.concat([enc, recipient]), KEY_BYTES);
}

/** Section 5.1, for the first message: its nonce is the base nonce. */
function schedule(shared: Buffer, info: Buffer): { readonly key: Buffer; readonly nonce: Buffer } {
  const context = Buffer.concat([BASE_MODE, NO_PSK, labeledExtract(SUITE, NOTHING, 'info_hash', info)]);
  const secret = labeledExtract(SUITE, shared, 'secret', NOTHING);
  return {
    key: labeledExpand(SUITE, secret, 'key', context, KEY_BYTES),
    nonce: labeledExpand(SUITE, secret, 'base_nonce', context, NONCE_BYTES),
  };
}

const labeledExtract = (suite: Buffer, salt: Buffer, label: string, ikm: Buffer): Buffer =>
  hmac(salt, VERSION, suite, Buffer.from(label), ikm);

/** Of no more than one block of HKDF's. */
const labeledExpand = (suite: Buffer, prk: Buffer, label: string, info: Buffer, bytes: number): Buffer =>
  hmac(prk, Buffer.of(0, bytes), VERSION, suite, Buffer.from(label), info, Buffer.of(1)).subarray(0, bytes);

function hmac(key: Buffer, ...parts: readonly Buffer[]): Buffer {
  const mac = createHmac('sha256', key);
  for (const part of parts) mac.update(part);
  return mac.digest();
}

/** Base mode: there is no pre-shared key, and this is the hash of its id. */
const NO_PSK = labeledExtract(SUITE, NOTHING, 'psk_id_hash', NOTHING);
