import { createDatabase, testRedisUrl } from '@latchkey/testing';
import { Redis } from 'ioredis';
import pg from 'pg';

describe('the stores that tests share', () => {
  it('gives each worker a Redis that answers', async () => {
    const redis = new Redis(testRedisUrl());
    await expect(redis.ping()).resolves.toBe('PONG');
    await redis.quit();
  });

  it('gives a fresh database that is empty, owned by an ordinary role, and gone when dropped', async () => {
    const database = await createDatabase();
    const client = new pg.Client(database.url);
    await client.connect();
    await expect(
      client.query(`SELECT count(*)::int AS tables FROM pg_tables WHERE schemaname = 'public'`),
    ).resolves.toMatchObject({ rows: [{ tables: 0 }] });
    await expect(
      client.query('SELECT rolsuper OR rolbypassrls AS almighty FROM pg_roles WHERE rolname = current_user'),
    ).resolves.toMatchObject({ rows: [{ almighty: false }] });
    await client.query('CREATE TABLE greeting (text text)');
    await client.end();

    await database.drop();
    await expect(new pg.Client(database.url).connect()).rejects.toThrow('does not exist');
  });

  it('gives every caller a database of its own', async () => {
    const databases = await Promise.all([createDatabase(), createDatabase()]);
    expect(databases[0].url).not.toBe(databases[1].url);
    await Promise.all(databases.map((database) => database.drop()));
  });
});
