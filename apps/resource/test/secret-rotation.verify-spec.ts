import { http, type Replica } from '@latchkey/testing';
import { generateKeys } from '../../../tools/keys.mjs';
import { signIn } from './acting.js';
import { Balancer } from './balancer.js';
import { MixedLoad } from './mixed-load.js';
import { type PrivateLatchkey, startPrivateLatchkey } from './private-latchkey.js';

type Env = Readonly<Record<string, string>>;

const AUTHS = 2;

/** docs/operations.md, "Rotate secrets": the steps that stand there, under load. */
describe('a rotation of peppers, of the signing key and of the sealing key', () => {
  let own: PrivateLatchkey;
  let balancer: Balancer;
  beforeAll(async () => {
    own = await startPrivateLatchkey({ authReplicas: AUTHS, env: { SHUTDOWN_GRACE_SECONDS: '1' } });
    balancer = await Balancer.start({ pollMs: 150 });
    for (const { url } of own.latchkey.resources) await balancer.add(url);
  }, 60_000);
  afterAll(async () => {
    balancer.stop();
    await own.stop();
  });

  /** New ones beside the old ones for a moment, as a deployment does it: both answer, in no order. */
  async function replaceAuths(env: Env): Promise<void> {
    const { latchkey } = own;
    const old = latchkey.auths.slice(-AUTHS);
    for (const replica of old) {
      await latchkey.addAuth(env);
      await replica.stop();
    }
  }

  async function replaceResource(env: Env): Promise<void> {
    const { latchkey } = own;
    const old = latchkey.resources.at(-1) as Replica;
    const { url } = await latchkey.addResource(env);
    await balancer.add(url);
    await old.stop();
    balancer.remove(old.url);
  }

  it('refuses nobody who has a good token or session', async () => {
    const { latchkey } = own;
    const { TOKEN_PEPPERS = '', JWT_SIGNING_KEY = '', SEALING_KEY = '' } = latchkey.env.auth;
    const fresh = generateKeys();
    const [, oldPepper] = TOKEN_PEPPERS.split('1:');
    const [, newPepper] = fresh.TOKEN_PEPPERS.split('1:');
    const load = await MixedLoad.begin(balancer.url, latchkey.operator, { pauseMs: 20 });
    try {
      // 1. Everybody knows the new ones, nobody uses them.
      await replaceAuths({
        TOKEN_PEPPERS: `1*:${oldPepper},2:${newPepper}`,
        JWT_SIGNING_KEY: `${JWT_SIGNING_KEY},${fresh.JWT_SIGNING_KEY}`,
        SEALING_KEY: `${SEALING_KEY},${fresh.SEALING_KEY}`,
      });
      await replaceResource({ SEALING_PUBLIC_KEY: fresh.SEALING_PUBLIC_KEY });
      // 2. They are used; the old ones are good still.
      const used = {
        TOKEN_PEPPERS: `1:${oldPepper},2:${newPepper}`,
        JWT_SIGNING_KEY: `${fresh.JWT_SIGNING_KEY},${JWT_SIGNING_KEY}`,
        SEALING_KEY: `${fresh.SEALING_KEY},${SEALING_KEY}`,
      };
      await replaceAuths(used);
      const api = http(balancer.url);
      const { access_token: token } = await signIn(api, latchkey.operator);
      expect(kidOf(token)).not.toBe(kidOf(load.accessToken));
      expect((await api.request('GET', '/api/api-keys', { token })).status).toBe(200);
      // 3. What may be taken away at once is: peppers stay for as long as tokens do.
      const left = { ...used, SEALING_KEY: fresh.SEALING_KEY };
      await replaceAuths(left);
    } finally {
      await load.stop();
    }
    expect(load.failures).toEqual([]);
    expect(load.count).toBeGreaterThan(1_000);
  }, 120_000);
});

const kidOf = (jwt: string): unknown =>
  (JSON.parse(Buffer.from(jwt.split('.')[0] ?? '', 'base64url').toString()) as { kid?: unknown }).kid;
