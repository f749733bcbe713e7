import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import { type Ciphertext, type Context, newKeyPair, openWith, readPublicKey, sealTo } from './hpke.js';

/** Passes the RFC's own vectors. */
const judge = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});
const bytes = (text: string | Buffer): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(text));
const context = (aad = 'message 1', info = 'a protocol'): Context => ({
  info: Buffer.from(info),
  aad: Buffer.from(aad),
});
const TEXTS = ['', 'secret', 'ключ 🔑 "x"\n', 'x'.repeat(100_000)];

describe('HPKE as RFC 9180 has it', () => {
  it.each(TEXTS)('is opened by the library when it is of ours (text %#)', async (text) => {
    const recipientKey = await judge.kem.generateKeyPair();
    const raw = Buffer.from(await judge.kem.serializePublicKey(recipientKey.publicKey));
    const { enc, ct } = sealTo(readPublicKey(raw), Buffer.from(text), context());
    const terms = { recipientKey, enc: bytes(enc), info: bytes('a protocol') };
    const opened = await judge.open(terms, bytes(ct), bytes('message 1'));
    expect(Buffer.from(opened).toString()).toBe(text);
  });

  it.each(TEXTS)('is opened by us when it is of the library (text %#)', async (text) => {
    const own = newKeyPair();
    const recipientPublicKey = await judge.kem.deserializePublicKey(bytes(own.publicKey.raw));
    const sealed = await judge.seal(
      { recipientPublicKey, info: bytes('a protocol') },
      bytes(text),
      bytes('message 1'),
    );
    const ciphertext = { enc: Buffer.from(sealed.enc), ct: Buffer.from(sealed.ct) };
    expect(openWith(own, ciphertext, context()).toString()).toBe(text);
  });
});

describe('a ciphertext does not open', () => {
  const own = newKeyPair();
  const sealed = sealTo(own.publicKey, Buffer.from('secret'), context());
  const flipped = (buffer: Buffer, at: number): Buffer => {
    const other = Buffer.from(buffer);
    other.writeUInt8(other.readUInt8(at) ^ 1, at);
    return other;
  };

  it.each<[string, Ciphertext, Context?]>([
    ['with a bit of it changed', { ...sealed, ct: flipped(sealed.ct, 0) }],
    ['with a bit of its tag changed', { ...sealed, ct: flipped(sealed.ct, sealed.ct.length - 1) }],
    ['with a bit of its key changed', { ...sealed, enc: flipped(sealed.enc, 0) }],
    ['without its end', { ...sealed, ct: sealed.ct.subarray(0, -1) }],
    ['with a tag of four bytes', { ...sealed, ct: sealed.ct.subarray(0, 4) }],
    ['of nothing', { ...sealed, ct: Buffer.alloc(0) }],
    ['with a key that is too short', { ...sealed, enc: sealed.enc.subarray(1) }],
    ['for another message', sealed, context('message 2')],
    ['for another protocol', sealed, context('message 1', 'another')],
  ])('%s', (_, ciphertext, where = context()) => {
    expect(openWith(own, sealed, context()).toString()).toBe('secret');
    expect(() => openWith(own, ciphertext, where)).toThrow();
  });

  it('for anybody else', () => {
    expect(() => openWith(newKeyPair(), sealed, context())).toThrow();
  });

  it.each([
    ['zero', Buffer.alloc(32)],
    ['one', Buffer.concat([Buffer.of(1), Buffer.alloc(31)])],
  ])('and nothing is sealed, with the point %s, of which everybody knows the secret', (_, raw) => {
    expect(() => openWith(own, { ...sealed, enc: raw }, context())).toThrow();
    expect(() => sealTo(readPublicKey(raw), Buffer.from('secret'), context())).toThrow();
  });
});
