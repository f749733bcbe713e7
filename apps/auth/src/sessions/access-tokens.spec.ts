import { generateKeyPairSync } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, type JWTPayload, SignJWT } from 'jose';
import { SigningKey } from '../keys/signing-key.js';
import { ACCESS_TOKEN_LIFE, AccessTokens } from './access-tokens.js';

const key = new SigningKey(generateKeyPairSync('ed25519').privateKey);
const foreignKey = generateKeyPairSync('ed25519').privateKey;
const accessTokens = new AccessTokens(key);
const session = {
  id: '0198c5a2-0000-7000-8000-000000000001',
  operatorId: '0198c5a2-0000-7000-8000-000000000002',
};

const now = Math.floor(Date.now() / 1000);
const claims: JWTPayload = { sid: session.id, iss: 'latchkey', aud: 'latchkey', iat: now, exp: now + 60 };
const header = { alg: 'EdDSA', typ: 'at+jwt', kid: key.kid };
const signed = (
  payload: JWTPayload,
  signingKey = key.privateKey,
  protectedHeader: object = {},
): Promise<string> =>
  new SignJWT(payload).setProtectedHeader({ ...header, ...protectedHeader }).sign(signingKey);
const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('an access token', () => {
  it('names its session, and nothing that a caller could not know', async () => {
    const token = await accessTokens.sign(session, now);
    const read = { sessionId: session.id, expiresAt: now + ACCESS_TOKEN_LIFE };
    await expect(accessTokens.claimsOf(token)).resolves.toEqual(read);
    expect(decodeProtectedHeader(token)).toEqual(header);
    expect(Object.keys(decodeJwt(token)).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'sid', 'sub']);
  });

  it('that is over is told as what it is: by which clock it is, is not for this process to say', async () => {
    const token = await accessTokens.sign(session, now - ACCESS_TOKEN_LIFE - 60);
    await expect(accessTokens.claimsOf(token)).resolves.toMatchObject({ sessionId: session.id });
  });

  it('lives a quarter of an hour', async () => {
    const { iat = 0, exp = 0 } = decodeJwt(await accessTokens.sign(session, now));
    expect(exp - iat).toBe(ACCESS_TOKEN_LIFE);
    expect(ACCESS_TOKEN_LIFE).toBe(900);
  });
});

describe('an access token that another key of ours signed', () => {
  const older = new SigningKey(generateKeyPairSync('ed25519').privateKey);

  it.each([
    { keys: new SigningKey(key.privateKey, [older]), isGood: true, when: 'is listed' },
    { keys: key, isGood: false, when: 'was taken away' },
  ])('is good: $isGood, when that key $when', async ({ keys, isGood }) => {
    const token = await new AccessTokens(older).sign(session, now);
    expect((await new AccessTokens(keys).claimsOf(token)) !== null).toBe(isGood);
  });
});

describe('no session is read from', () => {
  it.each<{ forge: () => Promise<string> | string; why: string }>([
    { forge: () => '', why: 'an empty text' },
    { forge: () => 'a.b.c', why: 'no JWT' },
    { forge: () => signed(claims, foreignKey), why: 'one that somebody else signed with our key id' },
    { forge: () => signed({ ...claims, exp: undefined }), why: 'one that would be good for ever' },
    { forge: () => signed({ ...claims, iss: 'elsewhere' }), why: 'one of another issuer' },
    { forge: () => signed({ ...claims, aud: 'elsewhere' }), why: 'one for another audience' },
    { forge: () => signed({ ...claims, sid: undefined }), why: 'one that names none' },
    { forge: () => signed({ ...claims, sid: [session.id] }), why: 'one that names several' },
    {
      forge: () => signed(claims, key.privateKey, { typ: 'JWT' }),
      why: 'one of another type, as an ID token',
    },
    {
      forge: () => `${base64url({ alg: 'none', typ: 'at+jwt' })}.${base64url(claims)}.`,
      why: 'an unsigned one',
    },
    {
      forge: () => {
        const publicHalf = key.publicKey.export({ format: 'der', type: 'spki' });
        return new SignJWT(claims).setProtectedHeader({ ...header, alg: 'HS256' }).sign(publicHalf);
      },
      why: 'one whose secret is our public key',
    },
    {
      forge: async () => {
        const [head, , signature] = (await signed(claims)).split('.');
        return [head, base64url({ ...claims, sid: session.operatorId }), signature].join('.');
      },
      why: 'one that was changed after it was signed',
    },
  ])('$why', async ({ forge }) => {
    await expect(accessTokens.claimsOf(await forge())).resolves.toBeNull();
  });
});
