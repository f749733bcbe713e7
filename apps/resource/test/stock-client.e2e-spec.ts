import { type Latchkey, startLatchkey } from '@latchkey/testing';
import { tokenDigest } from '@latchkey/token-format';
import { Logger } from '@nestjs/common';
import { type ClientProxy, ClientProxyFactory, Transport } from '@nestjs/microservices';
import pg from 'pg';
import { firstValueFrom, timeout } from 'rxjs';
import { apiOf, OperatorDesk } from './acting.js';

/** A team with a Nest service, its stock Redis client, and nothing of ours. */
describe("a service with Nest's stock client", () => {
  let latchkey: Latchkey;
  let desk: OperatorDesk;
  let client: ClientProxy;
  beforeAll(async () => {
    Logger.overrideLogger(false);
    latchkey = await startLatchkey({ authReplicas: 2 });
    desk = await OperatorDesk.open(apiOf(latchkey), latchkey.operator);
    const { hostname: host, port } = new URL(latchkey.redisUrl);
    const options = { host, port: Number(port), retryAttempts: 10, retryDelay: 100 };
    client = ClientProxyFactory.create({ transport: Transport.REDIS, options });
  });
  afterAll(async () => {
    await client.close();
    await latchkey.stop();
  });

  const ask = (pattern: string, data: object): Promise<unknown> =>
    firstValueFrom(client.send<unknown>(pattern, data).pipe(timeout(2_000)));
  const refusalOf = (pattern: string, data: object): Promise<unknown> =>
    ask(pattern, data).then(
      (answer) => ({ answer }),
      (error: unknown) => error,
    );

  it('verifies a token by its digest', async () => {
    const { key, id } = await desk.create({ name: 'Asked for at the door', abilities: ['contacts.read'] });
    const digest = tokenDigest(key);
    await expect(ask('auth.tokens.verify.v1', { digest })).resolves.toMatchObject({
      outcome: 'valid',
      identity: { kind: 'token', id, abilities: ['contacts.read'] },
    });
    await desk.setActive(id, false);
    await expect(ask('auth.tokens.verify.v1', { digest })).resolves.toMatchObject({ outcome: 'invalid' });
  });

  it('is refused by field, as everywhere', async () => {
    await expect(refusalOf('auth.tokens.verify.v1', { digest: 'short', more: 1 })).resolves.toMatchObject({
      kind: 'invalid',
      code: 'request.invalid',
      errors: { digest: [expect.any(String)], more: [expect.any(String)] },
    });
  });

  it('learns nothing that needs a principal', async () => {
    await expect(refusalOf('auth.tokens.list.v1', {})).resolves.toMatchObject({ kind: 'unauthenticated' });
  });

  it('issues nothing, and is told why', async () => {
    const name = 'Issued at the door';
    await expect(refusalOf('auth.tokens.issue.v1', { name })).resolves.toEqual({
      kind: 'invalid',
      code: 'bus.command_at_the_door',
      message: expect.stringContaining('LatchkeyClient') as string,
    });
    await firstValueFrom(client.emit('auth.tokens.issue.v1', { name }), { defaultValue: null });
    await ask('auth.tokens.verify.v1', { digest: tokenDigest('a later question') });
    const database = new pg.Client({ connectionString: latchkey.superuserUrls.auth });
    await database.connect();
    const { rows } = await database.query('SELECT 1 FROM api_tokens WHERE name = $1', [name]);
    await database.end();
    expect(rows).toEqual([]);
  });
});
