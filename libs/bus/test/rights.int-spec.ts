import { eventually, type PrivateStore, startPrivateRedis } from '@latchkey/testing';
import { Logger } from '@nestjs/common';
import { Redis } from 'ioredis';
import { setTimeout as delay } from 'node:timers/promises';
import { BusClient, BusServer, EventServer, SealingKey } from '../src/index.js';
import { readOneTimeKey } from '../src/sealing.js';
import { contract, type Numbered } from './contracts.js';

const echo = contract<Numbered, Numbered>('test.echo.v1', { budgetMs: 300 });

/** `limited` may connect, and what a test gives it. */
describe('a process whose user lacks a right on Redis', () => {
  let store: PrivateStore;
  let admin: Redis;
  let redisUrl: string;
  let lines: string[];
  const toClose: { close(): unknown }[] = [];
  beforeAll(async () => {
    store = await startPrivateRedis();
    admin = new Redis(store.url);
    redisUrl = Object.assign(new URL(store.url), { username: 'limited', password: 'any' }).href;
  });
  beforeEach(async () => {
    const few = ['+ping', '+info', '+client', '+time'];
    await admin.call('ACL', 'SETUSER', 'limited', 'reset', 'on', 'nopass', ...few);
    await admin.call('ACL', 'LOG', 'RESET');
    lines = [];
    const note = (line: unknown): void => void lines.push(String(line));
    Logger.overrideLogger({ log: note, warn: note, error: note });
  });
  afterEach(async () => {
    await Promise.all(toClose.splice(0).map((each) => each.close()));
    Logger.overrideLogger(false);
  });
  afterAll(async () => {
    admin.disconnect();
    await store.stop('crash');
  });

  const give = (...rules: string[]): Promise<unknown> => admin.call('ACL', 'SETUSER', 'limited', ...rules);
  const linesAbout = (what: string): string[] => lines.filter((line) => line.includes(what));
  /** How often Redis has said no. */
  const refusals = async (): Promise<number> => {
    const log = (await admin.call('ACL', 'LOG', '100')) as unknown[][];
    return log.reduce((sum, [, count]) => sum + Number(count), 0);
  };

  it('says once that it may not read, asks seldom, is not ready, and reads when it may', async () => {
    const server = new BusServer({ redisUrl, service: 'rights', sealingKey: SealingKey.oneTime() });
    toClose.push(server);
    server.listen(() => undefined);
    await eventually(() => linesAbout('May not read latchkey:bus:{rights}:questions: NOPERM').length === 1);
    await delay(1_500);
    expect(linesAbout('May not read')).toHaveLength(2);
    expect(await refusals()).toBeLessThan(20);
    expect(server.isConnected).toBe(false);
    await give('+@all', '~*', '&*');
    await eventually(() => server.isConnected);
  });

  it('says once that it may not ask for the time, without which it reads nothing', async () => {
    await give('-time');
    const server = new BusServer({ redisUrl, service: 'rights', sealingKey: SealingKey.oneTime() });
    toClose.push(server);
    server.listen(() => undefined);
    // Of questions, and of commands.
    await eventually(() => linesAbout('May not ask for the time: NOPERM').length === 2);
    await delay(1_500);
    expect(linesAbout('May not ask for the time')).toHaveLength(2);
    expect(server.isConnected).toBe(false);
  });

  it('says once that it may not read events, whether they begin at the start or now', async () => {
    for (const from of ['start', 'now'] as const) {
      const server = new EventServer({ redisUrl, service: 'rights', group: `from-${from}`, from });
      toClose.push(server);
      server.listen(() => undefined);
    }
    const events = 'latchkey:bus:{rights}:events';
    await eventually(() => linesAbout(`May not read ${events}: NOPERM`).length === 1);
    await eventually(() => linesAbout(`May not begin to read ${events}: NOPERM`).length === 1);
    await delay(1_500);
    expect(lines).toHaveLength(2);
    expect(await refusals()).toBeLessThan(20);
  });

  it('says once that it may not take over what others left', async () => {
    await give('~*', '+time', '+xreadgroup', '+xgroup');
    const server = new EventServer({ redisUrl, service: 'left', group: 'g', reclaimAfterMs: 100 });
    toClose.push(server);
    server.listen(() => undefined);
    await eventually(() => linesAbout('May not take over what is left in').length === 1);
    await delay(500);
    expect(lines).toHaveLength(1);
    expect(server.isConnected).toBe(true);
  });

  it('says once that it may not ask, and each call ends', async () => {
    await give('&latchkey:bus:reply:*', '+subscribe');
    const sealingKey = readOneTimeKey(SealingKey.oneTime().publicKey());
    const client = new BusClient({ redisUrl, service: 'rights', sealingKey });
    toClose.push(client);
    await client.connect();
    for (let time = 0; time < 3; time++) {
      await expect(client.call(echo, { number: 1 })).rejects.toMatchObject({ reason: 'disconnected' });
    }
    expect(linesAbout('May not send questions to rights: NOPERM')).toHaveLength(1);
  });
});
