import { createDatabase, eventually, startPrivatePostgres, startPrivateRedis } from '@latchkey/testing';
import { Redis } from 'ioredis';
import pg from 'pg';

async function query<Row extends pg.QueryResultRow>(url: string, statement: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 300 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

const stops = ['orderly', 'crash'] as const;

describe("a test's own PostgreSQL", () => {
  it.each(stops)('comes back on its port with its data after a stop that is %s', async (kind) => {
    const postgres = await startPrivatePostgres();
    await query(postgres.url, `CREATE TABLE greeting AS SELECT 'hello' AS text`);

    await postgres.stop(kind);
    await expect(query(postgres.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');

    await postgres.start();
    await expect(query(postgres.url, 'TABLE greeting')).resolves.toEqual([{ text: 'hello' }]);
    await postgres.stop();
  });

  it('answers nobody while it is paused, on old connections either, and everybody afterwards', async () => {
    const postgres = await startPrivatePostgres();
    const client = new pg.Client(postgres.url);
    await client.connect();

    await postgres.pause();
    let answered = false;
    const answer = client.query('SELECT 1').then(() => (answered = true));
    await expect(query(postgres.url, 'SELECT 1')).rejects.toThrow('timeout');
    expect(answered).toBe(false);

    postgres.resume();
    await expect(answer).resolves.toBe(true);
    await client.end();
    await postgres.stop();
  });

  it('holds databases like the shared one', async () => {
    const postgres = await startPrivatePostgres();
    const database = await createDatabase(postgres.superuserUrl);
    await expect(query(database.url, 'SELECT current_user')).resolves.toEqual([{ current_user: 'latchkey' }]);
    await database.drop();
    await postgres.stop();
  });
});

describe("a test's own Redis", () => {
  it.each([
    { durable: false, kind: 'orderly', value: null, why: 'it keeps nothing on disk' },
    { durable: true, kind: 'orderly', value: 'hello', why: 'it wrote an append-only file' },
    { durable: true, kind: 'crash', value: 'hello', why: 'each write was handed to the system at once' },
  ] as const)('has $value after a stop that is $kind, because $why', async ({ durable, kind, value }) => {
    const server = await startPrivateRedis({ durable });
    const redis = new Redis(server.url, { retryStrategy: () => 20 });
    redis.on('error', () => undefined);
    await redis.set('greeting', 'hello');

    await server.stop(kind);
    await eventually(() => redis.status === 'reconnecting');
    await server.start();

    await expect(redis.get('greeting')).resolves.toBe(value);
    redis.disconnect();
    await server.stop();
  });

  it('answers nobody while it is paused', async () => {
    const server = await startPrivateRedis();
    const redis = new Redis(server.url, { commandTimeout: 200 });
    await redis.ping();
    await server.pause();
    await expect(redis.ping()).rejects.toThrow('timed out');
    server.resume();
    await expect(redis.ping()).resolves.toBe('PONG');
    redis.disconnect();
    await server.stop();
  });
});
