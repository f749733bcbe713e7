import { Answers, BusClient, BusServer, readPublicSealingKey, SealingKey } from '@latchkey/bus';
import { listSigningKeys, type SigningKeys as Published } from '@latchkey/contracts';
import { startPrivateRedis, type PrivateStore } from '@latchkey/testing';
import { Controller, type INestMicroservice } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { SigningKeys } from '../src/signing-keys.js';

type Pair = Awaited<ReturnType<typeof generateKeyPair>>;

let published: Published = { keys: [] };
let asked = 0;

@Controller()
class KeysController {
  @Answers(listSigningKeys)
  keys(): Published {
    asked++;
    return published;
  }
}

const sign = (pair: Pair, kid: string, { typ = 'at+jwt', ends = '1m' } = {}): Promise<string> =>
  new SignJWT({ sid: randomUUID() })
    .setProtectedHeader({ alg: 'EdDSA', typ, kid })
    .setIssuer('latchkey')
    .setAudience('latchkey')
    .setIssuedAt()
    .setExpirationTime(ends)
    .sign(pair.privateKey);

/** Auth's public keys, asked for over a real bus. */
describe('the signing keys of auth', () => {
  let redis: PrivateStore;
  let server: INestMicroservice;
  let bus: BusClient;
  let keys: SigningKeys;
  let ours: Pair;
  let theirs: Pair;

  beforeAll(async () => {
    redis = await startPrivateRedis();
    const { privateKey, publicKey } = generateKeyPairSync('x25519');
    const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
    const spki = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
    const module = await Test.createTestingModule({ controllers: [KeysController] }).compile();
    server = module.createNestMicroservice({
      strategy: new BusServer({
        redisUrl: redis.url,
        service: 'auth',
        sealingKey: SealingKey.fromPkcs8(pkcs8),
      }),
    });
    await server.listen();
    bus = new BusClient({
      redisUrl: redis.url,
      service: 'auth',
      sealingKey: readPublicSealingKey(spki),
    });
    [ours, theirs] = await Promise.all([generateKeyPair('EdDSA'), generateKeyPair('EdDSA')]);
    published = { keys: [{ ...(await exportJWK(ours.publicKey)), kid: 'ours', alg: 'EdDSA' }] };
  });
  beforeEach(() => {
    asked = 0;
    keys = new SigningKeys(bus);
  });
  afterAll(async () => {
    bus.close();
    await server.close();
    await redis.stop();
  });

  it('are asked for once, also by many at once, and then tell a signature by themselves', async () => {
    const token = await sign(ours, 'ours');
    const claims = await Promise.all(Array.from({ length: 20 }, () => keys.claimsOf(token)));
    expect(claims.every((claim) => typeof claim?.sid === 'string')).toBe(true);
    expect(await keys.claimsOf(await sign(theirs, 'ours'))).toBeNull();
    expect(await keys.claimsOf(await sign(ours, 'ours', { typ: 'JWT' }))).toBeNull();
    expect(await keys.claimsOf('eyJ.not.a-token')).toBeNull();
    expect(asked).toBe(1);
  });

  it('tell who signed, not when it is over: that is auth’s to say, by a clock that is right', async () => {
    expect(await keys.claimsOf(await sign(ours, 'ours', { ends: '1h ago' }))).not.toBeNull();
  });

  it('are not asked for again and again by whoever makes up key ids (P8)', async () => {
    expect(await keys.claimsOf(await sign(ours, 'ours'))).not.toBeNull();
    for (let n = 0; n < 20; n++) expect(await keys.claimsOf(await sign(theirs, `made-up-${n}`))).toBeNull();
    expect(asked).toBe(1);
  });

  it('that nobody can tell are no refusal: the question rejects (P6)', async () => {
    await redis.stop();
    await expect(keys.claimsOf(await sign(ours, 'ours'))).rejects.toMatchObject({
      name: 'BusUnavailableError',
    });
    await redis.start();
  });
});
