import { issueToken } from '@latchkey/contracts';
import { startPrivateRedis, type PrivateStore } from '@latchkey/testing';
import { Redis } from 'ioredis';
import { execFile } from 'node:child_process';
import path from 'node:path';

const command = path.resolve(import.meta.dirname, '../../../dist/apps/auth/src/dead-letters.js');
const DEAD = 'latchkey:bus:{auth}:dead';

describe('npm run dead-letters', () => {
  let store: PrivateStore;
  let redis: Redis;
  beforeAll(async () => {
    store = await startPrivateRedis();
    redis = new Redis(store.url);
  });
  afterAll(async () => {
    redis.disconnect();
    await store.stop();
  });

  const run = (env: Record<string, string>, ...args: string[]) =>
    new Promise<{ code: number; out: string; err: string }>((resolve) => {
      const options = { env: { PATH: process.env.PATH, ...env }, timeout: 20_000 };
      execFile(process.execPath, [command, ...args], options, (error, out, err) => {
        resolve({ code: error ? Number(error.code) : 0, out, err });
      });
    });
  const onThisBus = (...args: string[]) => run({ REDIS_URL: store.url }, ...args);

  const message = {
    id: 'message',
    kind: 'command',
    pattern: issueToken.pattern,
    budget_ms: 200,
    reply_to: 'latchkey:bus:reply:nobody',
    sent_at: Date.now(),
    body: '{}',
  };
  const setAside = async (): Promise<string> => {
    const fields = ['stream', 'latchkey:bus:{auth}:commands', 'entry', '1-0', 'deliveries', '5'];
    return String(await redis.xadd(DEAD, '*', ...fields, 'm', JSON.stringify(message)));
  };

  it('lists, shows and drops', async () => {
    const id = await setAside();
    const listed = await onThisBus('list');
    expect(listed).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(listed.out)).toMatchObject({
      id,
      kind: 'command',
      pattern: message.pattern,
      message_id: 'message',
      deliveries: 5,
      added_at: new Date(1).toISOString(),
    });
    expect(JSON.parse((await onThisBus('show', id)).out)).toEqual(message);
    expect(JSON.parse((await onThisBus('drop', id)).out)).toEqual({ id, dropped: true });
    expect(await onThisBus('list')).toEqual({ code: 0, out: '', err: '' });
  });

  it('sends what is replayed once more, as it was, and says when nobody answers', async () => {
    const id = await setAside();
    expect(JSON.parse((await onThisBus('replay', 'all')).out)).toEqual({ id, outcome: 'sent' });
    const [entry] = await redis.xrange('latchkey:bus:{auth}:commands', '-', '+');
    expect(JSON.parse(String(entry?.[1][1]))).toEqual(message);
    expect(await redis.xlen(DEAD)).toBe(0);
  });

  it.each([[[]], [['list', 'more']], [['show']], [['burn', '1-0']], [['--all']]])(
    'says how it is used when it is asked %j',
    async (args) => {
      const { code, out, err } = await onThisBus(...args);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toContain('npm run -s dead-letters -- list');
    },
  );

  it.each(['show', 'replay', 'drop'])('says that there is none to %s', async (verb) => {
    const ended = await onThisBus(verb, '12-0');
    expect(ended).toEqual({ code: 1, out: '', err: 'There is no dead letter 12-0: list shows them.\n' });
  });

  it('names what it lacks, and says soon that Redis is not there', async () => {
    const unset = await run({}, 'list');
    expect(unset.err).toBe('REDIS_URL is not set: it must name the Redis of the bus.\n');
    const began = performance.now();
    const away = await run({ REDIS_URL: 'redis://:hidden@127.0.0.1:1' }, 'list');
    expect(away.code).toBe(1);
    expect(away.err).not.toContain('hidden');
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});
