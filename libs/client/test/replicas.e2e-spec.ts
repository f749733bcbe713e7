import { eventually, http, type Latchkey, startLatchkey } from '@latchkey/testing';
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

/** Promise P5, as a service sees it: real processes, really stopped. */
describe('a command whose auth replica stops in the middle of it', () => {
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

  it.each(['killed', 'paused'])(
    '(%s) is done once, and its caller sees nothing of it',
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
});
