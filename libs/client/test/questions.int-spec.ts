import { apitk, customProfile, generateToken, tokenDigest } from '@latchkey/token-format';
import { eventually } from '@latchkey/testing';
import { Refusal } from '@latchkey/contracts';
import { type LatchkeyClient } from '../src/index.js';
import { TestAuth } from './test-auth.js';

describe('a question of LatchkeyClient', () => {
  let auth: TestAuth;
  beforeEach(async () => (auth = await TestAuth.start()));
  afterEach(() => auth.close());

  it('about a token takes its digest and nothing else to auth, and brings the verdict', async () => {
    await auth.replica();
    const client = await auth.client();
    const token = generateToken(apitk);
    const digest = tokenDigest(token);
    const verdicts = [await client.verifyToken(token), await client.verifyToken({ digest })];
    expect(verdicts).toEqual(Array(2).fill({ outcome: 'invalid', reason: 'expired' }));
    expect(auth.ledger.asked).toEqual(
      Array(2).fill({ body: { digest }, principal: null, idempotencyKey: expect.any(String) as string }),
    );
  });

  it('about what cannot be a token is answered here: with Redis gone, too', async () => {
    const client = await auth.client();
    await auth.store.stop('crash');
    await eventually(() => !client.isConnected);
    const token = generateToken(apitk);
    const mistyped = token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A');
    for (const text of ['', 'nonsense', mistyped, `${token}x`]) {
      await expect(client.verifyToken(text)).resolves.toEqual({ outcome: 'invalid', reason: 'unknown' });
    }
    await expect(client.verifyToken(token)).rejects.toMatchObject({ reason: 'disconnected' });
  });

  it("knows the deployment's own prefix if it is told it", async () => {
    await auth.replica();
    const token = generateToken(customProfile('acme'));
    const told = await auth.client({ customPrefix: 'acme' });
    await expect(told.verifyToken(token)).resolves.toMatchObject({ reason: 'expired' });
    const untold = await auth.client();
    await expect(untold.verifyToken(token)).resolves.toMatchObject({ reason: 'unknown' });
  });

  it('is refused here when a token stands in the place of a digest', async () => {
    const client = await auth.client();
    const end = client.verifyToken({ digest: generateToken(apitk) });
    await expect(end).rejects.toMatchObject({ kind: 'invalid', errors: { digest: [expect.any(String)] } });
    await expect(auth.sent('question')).resolves.toEqual([]);
  });

  it('is asked once and ends within a second when nobody answers (P6)', async () => {
    const client = await auth.client();
    const began = performance.now();
    await expect(client.verifyToken(generateToken(apitk))).rejects.toMatchObject({ reason: 'timeout' });
    expect(performance.now() - began).toBeLessThan(1_000);
    await expect(auth.sent('question')).resolves.toHaveLength(1);
  });

  it('that auth refuses is asked once, and the refusal thrown', async () => {
    await auth.replica();
    const client = await auth.client();
    auth.ledger.beforeAnswer = () => {
      throw new Refusal('forbidden', 'principal.forbidden', 'No');
    };
    await expect(client.listTokens()).rejects.toMatchObject({ name: 'Refusal', code: 'principal.forbidden' });
    expect(auth.ledger.asked).toHaveLength(1);
  });
});

const acts: Record<string, (client: LatchkeyClient, options?: { principal?: string }) => Promise<unknown>> = {
  issueToken: (client, options) => client.issueToken({ name: 'Shop' }, options),
  updateToken: (client, options) =>
    client.updateToken({ id: '0198c5a2-0000-7000-8000-000000000002' }, options),
  rotateToken: (client, options) =>
    client.rotateToken({ id: '0198c5a2-0000-7000-8000-000000000002' }, options),
  revokeToken: (client, options) =>
    client.revokeToken({ id: '0198c5a2-0000-7000-8000-000000000002' }, options),
  listOperators: (client, options) => client.listOperators({}, options),
  createOperator: (client, options) =>
    client.createOperator({ email: 'ada@acme.test', password: 'twelve or more', permissions: [] }, options),
  updateOperator: (client, options) =>
    client.updateOperator({ id: '0198c5a2-0000-7000-8000-000000000002' }, options),
  removeOperator: (client, options) =>
    client.removeOperator({ id: '0198c5a2-0000-7000-8000-000000000002' }, options),
  getWorkspace: (client, options) => client.getWorkspace(options),
  updateWorkspace: (client, options) => client.updateWorkspace({ profile: 'whm' }, options),
  revokeManyTokens: (client, options) => client.revokeManyTokens({ reason: 'a leak' }, options),
  readTokenAudit: (client, options) =>
    client.readTokenAudit({ id: '0198c5a2-0000-7000-8000-000000000002' }, options),
  getToken: (client, options) => client.getToken({ id: '0198c5a2-0000-7000-8000-000000000002' }, options),
  listTokens: (client, options) => client.listTokens({ limit: 1 }, options),
};

describe('on whose behalf LatchkeyClient acts', () => {
  let auth: TestAuth;
  beforeEach(async () => (auth = await TestAuth.start()));
  afterEach(() => auth.close());

  it('is the service itself, unless the call says an operator', async () => {
    await auth.replica();
    const client = await auth.client();
    await client.issueToken({ name: 'Shop' });
    await client.issueToken({ name: 'Shop' }, { principal: 'an operator' });
    await client.listTokens();
    await client.listTokens({}, { principal: 'an operator' });
    const principals = auth.ledger.asked.map(({ principal }) => principal);
    expect(principals).toEqual(['the service itself', 'an operator', 'the service itself', 'an operator']);
  });

  it.each(Object.entries(acts))('must be said for %s, and says what to set', async (_, act) => {
    for (const credential of [undefined, '']) {
      const client = await auth.client({ credential });
      await expect(act(client)).rejects.toThrow("set LatchkeyModule's credential, or pass { principal }");
    }
    await expect(auth.sent('command')).resolves.toEqual([]);
    await expect(auth.sent('question')).resolves.toEqual([]);
  });

  it.each(Object.entries(acts))(
    'is not the service in the place of an operator who is not there: %s',
    async (_, act) => {
      const client = await auth.client();
      for (const principal of [undefined, '']) {
        await expect(act(client, { principal })).rejects.toThrow('{ principal } was named and is empty');
      }
      await expect(auth.sent('command')).resolves.toEqual([]);
      await expect(auth.sent('question')).resolves.toEqual([]);
    },
  );
});
