import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { readSigningKey } from './signing-key.js';

const inText = (key: KeyObject): string => key.export({ format: 'der', type: 'pkcs8' }).toString('base64');
const ed25519 = inText(generateKeyPairSync('ed25519').privateKey);

describe('the signing key', () => {
  it('is published by its public half alone', () => {
    const key = readSigningKey(ed25519);
    const [jwk = {}] = key.published.keys;
    expect(Object.keys(jwk).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
    const message = Buffer.from('hello');
    const published = createPublicKey({ key: jwk, format: 'jwk' });
    expect(verify(null, message, published, sign(null, message, key.privateKey))).toBe(true);
  });

  it('is named by its thumbprint (RFC 7638), so that the same key has the same name in every replica', () => {
    const key = readSigningKey(ed25519);
    const [jwk = {}] = key.published.keys;
    const thumbprint = createHash('sha256')
      .update(`{"crv":"Ed25519","kty":"OKP","x":"${String(jwk.x)}"}`)
      .digest('base64url');
    expect([key.kid, readSigningKey(ed25519).kid]).toEqual([thumbprint, thumbprint]);
  });

  it('is published with those that are accepted beside it, and signs alone', () => {
    const other = inText(generateKeyPairSync('ed25519').privateKey);
    const both = readSigningKey(`${ed25519}, ${other}`);
    expect(both.kid).toBe(readSigningKey(ed25519).kid);
    expect(both.published.keys.map(({ kid }) => kid)).toEqual([both.kid, readSigningKey(other).kid]);
  });

  it.each([
    { text: '', why: 'it is empty' },
    { text: `${ed25519},`, why: 'nothing follows a comma' },
    { text: 'bm90IGEga2V5', why: 'it is no key' },
    { text: ed25519.slice(0, 40), why: 'it was cut short' },
    { text: inText(generateKeyPairSync('x25519').privateKey), why: 'it is the key that seals' },
    {
      text: inText(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey),
      why: 'its curve is another',
    },
  ])('is refused without a word of it when $why', ({ text }) => {
    let complaint: unknown;
    try {
      readSigningKey(text);
    } catch (error) {
      complaint = error;
    }
    expect(String(complaint)).toBe('TypeError: not an Ed25519 private key');
    expect((complaint as Error).cause).toBeUndefined();
  });
});
