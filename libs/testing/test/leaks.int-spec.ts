import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createDatabase, testPassword } from '@latchkey/testing';
import { Redis } from 'ioredis';
import pg from 'pg';
import { dumpDatabase } from '../src/leaks/dump-database.mjs';
import { dumpKeyspace } from '../src/leaks/dump-keyspace.mjs';
import { recordMonitor } from '../src/leaks/monitor-recorder.mjs';
import { scanFolder } from '../src/leaks/scan-files.mjs';
import { findSecrets } from '../src/leaks/secret-patterns.mjs';
import { startPrivateRedis } from '../src/private-redis.js';
import { sharedPostgresUrl } from '../src/shared-stores.js';

// Put together here, so that this file's own text holds none of them.
const body = 'a1B2'.repeat(16);
const token = ['apitk', body].join('_');
const jwt = ['eyJhbGciOiJFZERTQSJ9', 'eyJzdWIiOiIxIn0', 'c2lnbmF0dXJl'].join('.');

describe('what counts as a secret', () => {
  it.each([
    ['a token', token],
    ['a token without checksum', ['whm', '0f'.repeat(16)].join('_')],
    ['a token with a prefix of its own', ['acme', 'x9Y'.repeat(14)].join('_')],
    ['a service’s credential', ['lksvc', body].join('_')],
    ['a JWT', jwt],
    ['a password of a test', testPassword()],
  ])('is %s', (_, secret) => {
    expect(findSecrets(`before ${secret} after`)).toHaveLength(1);
  });

  it.each([
    ['a digest', 'ab'.repeat(32)],
    ['a UUID', '0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77'],
    ['a redacted token', 'apitk_[redacted]'],
    ['a long name', 'idx_api_tokens_by_workspace_and_digest'],
  ])('is not %s', (_, text) => {
    expect(findSecrets(`before ${text} after`)).toEqual([]);
  });

  it('is told from a sealed box, which may begin like a token', () => {
    const box = ['mk3', `Tz8Q${'wE4r'.repeat(12)}`].join('_');
    expect(findSecrets(box, { amongSealedBoxes: true })).toEqual([]);
    expect(findSecrets(token, { amongSealedBoxes: true })).toHaveLength(1);
    expect(findSecrets(['lksvc', body].join('_'), { amongSealedBoxes: true })).toHaveLength(1);
    expect(findSecrets(['whm', '0f'.repeat(16)].join('_'), { amongSealedBoxes: true })).toHaveLength(1);
  });
});

/** Each plants the secret where it must not be, and has what happened there written to the folder. */
const places: Record<string, (folder: string) => Promise<void>> = {
  'a log line': async (folder) => {
    await writeFile(path.join(folder, 'app.log'), `first\n{"msg":"saw ${token}"}\n`);
  },
  'a Redis command': async (folder) => {
    const server = await startPrivateRedis({ recorded: false });
    const recorder = await recordMonitor(server.port, path.join(folder, 'monitor'));
    const redis = new Redis(server.url);
    await redis.publish('somewhere', JSON.stringify({ key: token }));
    await recorder.stop();
    redis.disconnect();
    await server.stop();
  },
  'a Redis key': async (folder) => {
    const server = await startPrivateRedis({ recorded: false });
    const redis = new Redis(server.url);
    await redis.xadd('stream', '*', 'body', JSON.stringify({ key: token }));
    await dumpKeyspace(server.url, path.join(folder, 'keyspace'));
    redis.disconnect();
    await server.stop();
  },
  'a table': async (folder) => {
    const database = await createDatabase();
    const client = new pg.Client(database.url);
    await client.connect();
    // Put together by the server: planted in the statement, the shared PostgreSQL's own log would fail this run.
    await client.query(`CREATE TABLE leak AS SELECT 'apitk' || chr(95) || repeat('a1B2', 16) AS key`);
    await client.end();
    await dumpDatabase(database.superuserUrl, folder);
    await dropUnsearched(database.superuserUrl);
  },
};

/** Not `drop()`, which would keep the planted secret for the search at the end of this run. */
async function dropUnsearched(url: string): Promise<void> {
  const client = new pg.Client(sharedPostgresUrl('postgres'));
  await client.connect();
  await client.query(`DROP DATABASE "${new URL(url).pathname.slice(1)}" WITH (FORCE)`);
  await client.end();
}

describe('the search for secrets', () => {
  it.each(Object.keys(places))('finds one planted in %s, and says where without saying it', async (place) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'latchkey-leak-'));
    await places[place]?.(folder);
    const findings = await scanFolder(folder, { amongSealedBoxes: true });
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatch(/:\d+ holds a token$/);
    expect(findings[0]).not.toContain(body);
    await rm(folder, { recursive: true });
  });

  it('tells the line', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'latchkey-leak-'));
    const long = `${'x'.repeat(5000)}\n`.repeat(1000);
    await writeFile(path.join(folder, 'long.log'), `${long}${jwt}\n${long}`);
    await expect(scanFolder(folder)).resolves.toEqual([`${folder}/long.log:1001 holds a JWT`]);
    await rm(folder, { recursive: true });
  });
});
