import { connectTo, redisAddress } from '@latchkey/bus';
import { databaseAddress } from '@latchkey/platform';
import {
  eventually,
  freePort,
  type Latchkey,
  type PrivatePostgres,
  startLatchkey,
  startPrivatePostgres,
  startPrivateRedis,
} from '@latchkey/testing';
import { Redis } from 'ioredis';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { newAuthority } from '../../../libs/testing/src/tls/certificates.mjs';
import { postgresTls, redisTls, writeServerFiles } from '../../../libs/testing/src/tls/server-files.mjs';
import { apiOf, OperatorDesk } from './acting.js';

const HOSTS = ['127.0.0.1', 'localhost'];
const authority = newAuthority();
const WRONG = [
  { what: 'of another authority', certificate: newAuthority().issue(HOSTS) },
  { what: 'of another host', certificate: authority.issue(['redis.example.com', '192.0.2.7']) },
  { what: 'that is over', certificate: authority.issue(HOSTS, { daysLeft: -1 }) },
];

let folder: string;
let caFile: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'latchkey-certificates-'));
  // PostgreSQL may run as somebody else than this test.
  await chmod(folder, 0o755);
  caFile = path.join(folder, 'authority.pem');
  await writeFile(caFile, authority.cert);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const startRedis = async (certificate: { cert: string; key: string }, name: string) => {
  const port = await freePort();
  const files = await writeServerFiles(path.join(folder, name), certificate);
  const store = await startPrivateRedis({ settings: redisTls(files, port) });
  return { store, port, url: `rediss://127.0.0.1:${port}` };
};

describe('a Latchkey whose stores have certificates of an authority of its own', () => {
  let postgres: PrivatePostgres;
  let redis: Awaited<ReturnType<typeof startRedis>>;
  let latchkey: Latchkey;
  beforeAll(async () => {
    const files = await writeServerFiles(path.join(folder, 'postgres'), authority.issue(HOSTS));
    [postgres, redis] = await Promise.all([
      startPrivatePostgres(postgresTls(files)),
      startRedis(authority.issue(HOSTS), 'redis'),
    ]);
    latchkey = await startLatchkey({
      postgres,
      redis: redis.store,
      redisUrls: { auth: redis.url, resource: redis.url },
      env: { REDIS_CA_FILE: caFile, DATABASE_CA_FILE: caFile },
    });
  }, 60_000);
  afterAll(async () => {
    await latchkey.stop();
    await Promise.all([postgres.stop(), redis.store.stop()]);
  });

  it('works, over TLS and nothing else', async () => {
    const desk = await OperatorDesk.open(apiOf(latchkey), latchkey.operator);
    const { key } = await desk.create({ name: 'Over TLS' });
    expect((await apiOf(latchkey).request('GET', '/api/contacts', { token: key })).status).toBe(200);

    const superuser = new pg.Client(postgres.superuserUrl('postgres'));
    await superuser.connect();
    const { rows } = await superuser.query<{ app: string; ssl: boolean }>(
      `SELECT DISTINCT application_name AS app, ssl FROM pg_stat_activity JOIN pg_stat_ssl USING (pid)
        WHERE application_name LIKE 'latchkey-%' ORDER BY 1, 2`,
    );
    await superuser.end();
    expect(rows).toEqual([
      { app: 'latchkey-auth', ssl: true },
      { app: 'latchkey-resource', ssl: true },
    ]);

    const admin = new Redis(redis.store.url);
    const list = (await admin.client('LIST')) as string;
    admin.disconnect();
    const ports = list
      .split('\n')
      .filter((line) => line.includes('name=latchkey-'))
      .map((line) => /laddr=\S+:(\d+)/.exec(line)?.[1]);
    expect(ports.length).toBeGreaterThan(8);
    expect(new Set(ports)).toEqual(new Set([String(redis.port)]));
  });
});

describe('a certificate', () => {
  /** Resolves to what it was answered, or why not. */
  async function answerOfRedis(url: string): Promise<string> {
    const connection = connectTo(redisAddress(url, caFile), {
      maxRetriesPerRequest: 0,
      retryStrategy: () => null,
    });
    const failed = new Promise<string>((resolve) => {
      connection.once('error', ({ message }) => {
        resolve(message);
      });
    });
    const answer = await Promise.race([connection.ping().catch(() => failed), failed]);
    connection.disconnect();
    return answer;
  }

  async function answerOfPostgres(url: string): Promise<string> {
    const client = new pg.Client(databaseAddress(url, caFile));
    client.on('error', () => undefined);
    try {
      await client.connect();
      return 'connected';
    } catch (error) {
      return String(error);
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  const REFUSAL = /certificate|altnames/i;

  it.each(WRONG)('$what is refused where Redis shows it', async ({ certificate }) => {
    const [good, bad] = await Promise.all([
      startRedis(authority.issue(HOSTS), 'good'),
      startRedis(certificate, 'bad'),
    ]);
    const answers = [await answerOfRedis(good.url), await answerOfRedis(bad.url)];
    await Promise.all([good.store.stop(), bad.store.stop()]);
    expect(answers).toEqual(['PONG', expect.stringMatching(REFUSAL)]);
  });

  it('that is wrong is refused where PostgreSQL shows it', async () => {
    const place = path.join(folder, 'changing');
    const store = await startPrivatePostgres(
      postgresTls(await writeServerFiles(place, authority.issue(HOSTS))),
    );
    const superuser = new pg.Client(store.superuserUrl('postgres'));
    await superuser.connect();
    const url = store.superuserUrl('postgres');
    expect(await answerOfPostgres(url)).toBe('connected');
    // Whatever the URL says besides.
    expect(await answerOfPostgres(`${url.split('?')[0]}?sslmode=disable`)).toBe('connected');
    for (const { certificate } of WRONG) {
      await writeServerFiles(place, certificate);
      await superuser.query('SELECT pg_reload_conf()');
      await eventually(async () => REFUSAL.test(await answerOfPostgres(url)));
      expect(await answerOfPostgres(`${url.split('?')[0]}?sslmode=no-verify`)).toMatch(REFUSAL);
    }
    await superuser.end();
    await store.stop();
  });
});
