import { eventually, http, type Latchkey, startLatchkey, testPassword } from '@latchkey/testing';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import pg from 'pg';
import { LatchkeyClient, LatchkeyModule } from '../src/index.js';

async function accessTokenOf({ resources, operator }: Latchkey): Promise<string> {
  const api = http(String(resources[0]?.url));
  const login = await api.request<{ data: { access_token: string } }>('POST', '/api/auth/login', {
    body: operator,
  });
  return login.json.data.access_token;
}

async function serviceOf(latchkey: Latchkey): Promise<INestApplicationContext> {
  @Module({
    imports: [
      LatchkeyModule.forRoot({
        redisUrl: latchkey.redisUrl,
        sealingPublicKey: String(latchkey.env.resource.SEALING_PUBLIC_KEY),
        credential: await accessTokenOf(latchkey),
      }),
    ],
  })
  class ServiceModule {}
  return NestFactory.createApplicationContext(ServiceModule, { logger: false, abortOnError: false });
}

describe('LatchkeyClient and a real auth', () => {
  let latchkey: Latchkey;
  let service: INestApplicationContext;
  let database: pg.Client;

  beforeEach(async () => {
    latchkey = await startLatchkey();
    service = await serviceOf(latchkey);
    database = new pg.Client({ connectionString: latchkey.superuserUrls.auth });
    await database.connect();
  });
  afterEach(async () => {
    await service.close();
    await database.end();
    await latchkey.stop();
  });

  /** While it is held, a replica that issues a token is in the middle of it. */
  const holdTokens = async (): Promise<() => Promise<unknown>> => {
    await database.query('BEGIN');
    await database.query('LOCK TABLE api_tokens IN SHARE ROW EXCLUSIVE MODE');
    return () => database.query('COMMIT');
  };
  const waitingForTokens = async (): Promise<number> => {
    const { rows } = await database.query<{ waiting: number }>(
      `SELECT count(*)::int AS waiting FROM pg_locks WHERE relation = 'api_tokens'::regclass AND NOT granted`,
    );
    return rows[0]?.waiting ?? 0;
  };
  const tokensNamed = async (name: string): Promise<number> => {
    const { rowCount } = await database.query('SELECT 1 FROM api_tokens WHERE name = $1', [name]);
    return rowCount ?? 0;
  };

  /** Promise P5, as a service sees it: real processes, really stopped. */
  it.each(['killed', 'paused'])(
    'a command whose auth is %s in the middle of it is done once, and its caller sees nothing of it',
    async (how) => {
      const client = service.get(LatchkeyClient, { strict: false });
      const [doomed] = latchkey.auths;
      const release = await holdTokens();
      const call = client.issueToken({ name: how });
      // A failure below must not leave it unhandled.
      call.catch(() => undefined);
      await eventually(async () => (await waitingForTokens()) === 1);
      await (how === 'killed' ? doomed?.kill() : doomed?.pause());
      await latchkey.addAuth();
      await release();

      const { key } = await call;
      doomed?.resume();
      await expect(client.verifyToken(key)).resolves.toMatchObject({ outcome: 'valid' });
      // What the first one still has in hand comes to its end, too.
      await eventually(async () => (await waitingForTokens()) === 0);
      await expect(tokensNamed(how)).resolves.toBe(1);
    },
    60_000,
  );

  it('manages a workspace and its people, each change with a receipt', async () => {
    const client = service.get(LatchkeyClient, { strict: false });
    const effective = { receipt: { state: 'effective' } };
    const terms = { profile: 'whm', owner_leaves: 'freeze' } as const;
    await expect(client.updateWorkspace(terms)).resolves.toMatchObject({ ...terms, ...effective });
    await expect(client.getWorkspace()).resolves.toMatchObject(terms);
    const password = testPassword();
    const { id } = await client.createOperator({ email: 'ada@acme.test', password, permissions: [] });
    await expect(client.updateOperator({ id, is_active: false })).resolves.toMatchObject(effective);
    await expect(client.removeOperator({ id })).resolves.toMatchObject({ policy: 'freeze', ...effective });
    const { items } = await client.listOperators();
    expect(items.map(({ email, left_at }) => [email, left_at === null])).toEqual([
      ['ada@acme.test', false],
      [latchkey.operator.email, true],
    ]);
    const { key } = await client.issueToken({ name: 'Shop' });
    await expect(client.revokeManyTokens({ reason: 'a leak' })).resolves.toMatchObject({
      revoked: 1,
      ...effective,
    });
    await expect(client.verifyToken(key)).resolves.toMatchObject({ reason: 'inactive' });
  });
});
