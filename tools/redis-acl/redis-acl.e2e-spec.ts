import { type EventServer, EventStream } from '@latchkey/bus';
import { LatchkeyClient, latchkeyEvents, LatchkeyModule } from '@latchkey/client';
import { issueToken } from '@latchkey/contracts';
import { eventually, type Latchkey, startLatchkey } from '@latchkey/testing';
import { tokenDigest } from '@latchkey/token-format';
import { type INestApplicationContext, Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type ClientProxy, ClientProxyFactory, Transport } from '@nestjs/microservices';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { firstValueFrom, timeout } from 'rxjs';
import { apiOf, OperatorDesk } from '../../apps/resource/test/acting.js';
import { AclRedis } from './acl-redis.js';

const root = path.resolve(import.meta.dirname, '../..');
const DEAD = 'latchkey:bus:{auth}:dead';
const QUESTIONS = 'latchkey:bus:{auth}:questions';

describe('a Latchkey whose Redis has a user for each kind of service', () => {
  let redis: AclRedis;
  let latchkey: Latchkey;
  let desk: OperatorDesk;
  let service: INestApplicationContext;
  let client: LatchkeyClient;
  let events: EventServer;
  let stock: ClientProxy;
  const told: unknown[] = [];
  beforeAll(async () => {
    Logger.overrideLogger(false);
    redis = await AclRedis.start();
    const redisUrls = { auth: redis.urlOf('auth'), resource: redis.urlOf('resource') };
    latchkey = await startLatchkey({ redis: redis.store, redisUrls });
    desk = await OperatorDesk.open(apiOf(latchkey), latchkey.operator);
    const redisUrl = redis.urlOf('service-billing');
    const sealingPublicKey = String(latchkey.env.resource.SEALING_PUBLIC_KEY);
    service = await NestFactory.createApplicationContext(
      LatchkeyModule.forRoot({ redisUrl, sealingPublicKey }),
      { logger: false },
    );
    client = service.get(LatchkeyClient, { strict: false });
    events = latchkeyEvents({ redisUrl, group: 'billing', reclaimAfterMs: 200, maxDeliveries: 2 });
    const tell = (event: unknown): Promise<void> => Promise.resolve(void told.push(event));
    events.addHandler('token.issued.v1', tell, true, { name: 'token.issued', version: 1 });
    const fail = (): Promise<never> => Promise.reject(new Error('Not today'));
    events.addHandler('token.revoked.v1', fail, true, { name: 'token.revoked', version: 1 });
    events.listen(() => undefined);
    stock = ClientProxyFactory.create({
      transport: Transport.REDIS,
      options: {
        ...{ host: '127.0.0.1', port: redis.store.port, retryAttempts: 100, retryDelay: 50 },
        ...{ username: 'stock', password: redis.passwords.stock },
      },
    });
  });
  afterAll(async () => {
    await redis.stop();
  });

  const statusWith = async (token: string): Promise<number> =>
    (await apiOf(latchkey).request('GET', '/api/contacts', { token })).status;
  const askAtTheDoor = (digest: string): Promise<unknown> =>
    firstValueFrom(stock.send<unknown>('auth.tokens.verify.v1', { digest }).pipe(timeout(2_000)));

  /** A command of the operator's: its lines. */
  async function command(
    name: 'dead-letters' | 'events',
    ...words: string[]
  ): Promise<Record<string, unknown>[]> {
    const program = path.join(root, `dist/apps/auth/src/${name}.js`);
    const env = { PATH: process.env.PATH, REDIS_URL: redis.urlOf('operator') };
    const { stdout } = await promisify(execFile)(process.execPath, [program, ...words], { env });
    return stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  it('issues, verifies and revokes', async () => {
    const { id, key } = await desk.create({ name: 'Under the rules' });
    expect(await statusWith(key)).toBe(200);
    await desk.setActive(id, false);
    expect(await statusWith(key)).toBe(401);
    await desk.setActive(id, true);
    expect(await statusWith(key)).toBe(200);
  });

  it('counts the logins that fail', async () => {
    const body = { email: 'nobody@acme.test', password: 'a password that is wrong' };
    const statuses = new Set<number>();
    for (let attempt = 0; attempt < 11; attempt++) {
      statuses.add((await apiOf(latchkey).request('POST', '/api/auth/login', { body })).status);
    }
    expect([...statuses]).toEqual([401, 429]);
  });

  it('answers a service that asks by itself', async () => {
    const principal = desk.session.access_token;
    const { id, key } = await client.issueToken({ name: 'By a service' }, { principal });
    await expect(client.verifyToken(key)).resolves.toMatchObject({ outcome: 'valid' });
    await client.revokeToken({ id }, { principal });
    await expect(client.verifyToken(key)).resolves.toMatchObject({ outcome: 'invalid' });
  });

  it('tells a service what happened, and sets aside what that does not get done', async () => {
    await eventually(() => told.length >= 2);
    await eventually(() => events.setAside >= 2, { withinMs: 10_000 });
  });

  it("answers Nest's stock client at the door", async () => {
    const { key } = await desk.create({ name: 'At the door' });
    await expect(askAtTheDoor(tokenDigest(key))).resolves.toMatchObject({ outcome: 'valid' });
  });

  it('lets an operator look after events', async () => {
    const [group] = await command('events', 'groups');
    expect(group).toMatchObject({ name: 'billing' });
    const dead = await command('events', 'dead', '--group', 'billing');
    expect(dead.length).toBeGreaterThanOrEqual(2);
    const [first, second] = dead.map(({ id }) => String(id));
    await command('events', 'retry', '--group', 'billing', '--id', String(first));
    await command('events', 'drop', '--group', 'billing', '--id', String(second));
    const before = told.length;
    await command('events', 'replay', '--group', 'billing', '--from', '0');
    await eventually(() => told.length > before);
  });

  it('sets aside what nobody gets done, and lets an operator look after it', async () => {
    const message = {
      ...{ id: 'm', kind: 'command', pattern: issueToken.pattern, budget_ms: 2_000 },
      ...{ reply_to: 'latchkey:bus:reply:nobody', sent_at: Date.now(), body: '{}' },
    };
    // In one step, before a replica that waits for it is given it.
    const entry = `${Date.now()}-7`;
    await redis.admin
      .multi()
      .xadd(QUESTIONS, entry, 'm', JSON.stringify(message))
      .xreadgroup('GROUP', 'replicas', 'died', 'STREAMS', QUESTIONS, '>')
      .xclaim(QUESTIONS, 'replicas', 'died', 0, entry, 'IDLE', 60_000, 'RETRYCOUNT', 5)
      .exec();
    await eventually(async () => (await redis.admin.xlen(DEAD)) === 1, { withinMs: 10_000 });

    const [letter] = await command('dead-letters', 'list');
    const id = String(letter?.id);
    expect(await command('dead-letters', 'show', id)).toEqual([message]);
    // Of no principal: auth answers, and the answer is heard.
    expect(await command('dead-letters', 'replay', id)).toMatchObject([{ outcome: 'refused' }]);
    expect(await command('dead-letters', 'drop', id)).toEqual([{ id, dropped: true }]);
  });

  it('forgets old events', async () => {
    const stream = new EventStream({ redisUrl: redis.urlOf('auth'), service: 'auth' });
    await new Promise<void>((resolve) => {
      stream.onConnected(resolve);
    });
    expect(await stream.oldest(1)).toHaveLength(1);
    await stream.trim(1);
    stream.close();
  });

  it('goes on when every connection was cut', async () => {
    const { key } = await desk.create({ name: 'Cut' });
    const ids = (): Promise<string> => redis.admin.client('LIST') as Promise<string>;
    const before = await ids();
    for (const user of ['auth', 'resource', 'service-billing', 'stock']) {
      expect(await redis.admin.call('CLIENT', 'KILL', 'USER', user)).toBeGreaterThan(0);
    }
    await eventually(async () => (await statusWith(key)) === 200);
    await eventually(async () => {
      const { outcome } = await client.verifyToken(key);
      return outcome === 'valid';
    });
    const heard = told.length;
    await desk.create({ name: 'After the cut' });
    await eventually(() => told.length > heard);
    await eventually(() => askAtTheDoor(tokenDigest(key)).then(Boolean, () => false));
    expect(await ids()).not.toBe(before);
  });

  it('has asked for nothing that its users may not, to the last', async () => {
    await stock.close();
    await service.close();
    await events.close();
    await latchkey.stop();
    expect(await redis.refusals()).toEqual([]);
  });
});
