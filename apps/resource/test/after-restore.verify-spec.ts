import {
  eventually,
  http,
  type Latchkey,
  type PrivatePostgres,
  type PrivateRedis,
  startLatchkey,
  startPrivatePostgres,
  startPrivateRedis,
} from '@latchkey/testing';
import { Redis } from 'ioredis';
import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { apiOf, type ApiKey, OperatorDesk, type Session, signIn } from './acting.js';

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, '../../..');
const STREAM = 'latchkey:bus:{auth}:events';
/** The tokens of the backup, by what becomes of them after it. */
const FATES = [
  ...['untouched', 'deleted', 'deactivated', 'rotated', 'narrowed', 'transferred', 'given back', 'woken'],
  ...['hers, revoked with the others', 'hers, given back', 'his, who leaves'],
] as const;
type Fate = (typeof FATES)[number];

interface Line {
  readonly token_id?: string;
  readonly operator_id?: string;
  readonly did: string;
  readonly withheld?: string[];
}

interface Ended {
  readonly code: number;
  readonly lines: Line[];
  readonly summary: string;
}

/** A real PostgreSQL whose data folder is put back to what it was, under a guard that goes on running. */
describe('after auth’s database was restored from a backup', () => {
  let postgres: PrivatePostgres;
  let redis: PrivateRedis;
  let latchkey: Latchkey;
  let admin: pg.Pool;
  let bus: Redis;
  let desk: OperatorDesk;
  let young: ApiKey;
  let former: Session;
  const keys = new Map<Fate, ApiKey>();
  const key = (fate: Fate): ApiKey => keys.get(fate) as ApiKey;
  const people = { hers: '', his: '' };

  beforeAll(async () => {
    [postgres, redis] = await Promise.all([startPrivatePostgres(), startPrivateRedis()]);
    latchkey = await startLatchkey({ postgres, redis });
    admin = new pg.Pool({ connectionString: latchkey.superuserUrls.auth, max: 1 });
    admin.on('error', () => undefined);
    bus = new Redis(redis.url);
    desk = await OperatorDesk.open(apiOf(latchkey), latchkey.operator);
    const [ada, bob] = [await desk.hire(), await desk.hire(['admin'])];
    Object.assign(people, { hers: ada.id, his: bob.id });
    for (const fate of FATES) {
      const by = fate.startsWith('hers') ? ada.desk : fate.startsWith('his') ? bob.desk : desk;
      keys.set(fate, await by.create({ name: fate, is_active: fate !== 'woken' }));
    }
    await backUp();
    await loseLater();
  }, 60_000);
  afterAll(async () => {
    bus.disconnect();
    await admin.end();
    await latchkey.stop();
    await Promise.all([postgres.stop(), redis.stop()]);
  });

  const copy = (): string => `${postgres.dir}-backup`;
  async function backUp(): Promise<void> {
    await eventually(isTold);
    await postgres.stop();
    // With its owners: PostgreSQL refuses a folder that is somebody else's.
    await run('cp', ['-a', postgres.dir, copy()]);
    await postgres.start();
    await eventually(async () => (await statusOf('untouched')) === 200 && (await isTold()));
  }

  async function restore(): Promise<void> {
    await postgres.stop();
    await rm(postgres.dir, { recursive: true });
    await run('cp', ['-a', copy(), postgres.dir]);
    await postgres.start();
  }

  /** What happens after the backup, and is lost with the database. */
  async function loseLater(): Promise<void> {
    former = await signIn(apiOf(latchkey), latchkey.operator);
    const change = (fate: Fate, body: object): Promise<unknown> =>
      desk.manage('PATCH', `/${key(fate).id}`, body);
    await desk.manage('DELETE', `/${key('deleted').id}`);
    await desk.setActive(key('deactivated').id, false);
    await desk.manage('POST', `/${key('rotated').id}/rotate`, { grace_seconds: 600 });
    await change('narrowed', { abilities: ['contacts.read'], allowed_routes: ['contacts/**'] });
    await change('transferred', { owner_id: people.hers });
    await change('given back', { is_active: false });
    await change('given back', { is_active: true });
    await change('woken', { is_active: true });
    await desk.manage('POST', '/revoke-many', { owner_id: people.hers });
    await change('hers, given back', { is_active: true });
    young = await desk.create({ name: 'young' });
    await http(apiOf(latchkey).url).request('DELETE', `/api/team/${people.his}`, {
      token: desk.session.access_token,
    });
    await eventually(isTold);
  }

  async function isTold(): Promise<boolean> {
    const { rows } = await admin.query<{ head: string; waiting: string }>(
      'SELECT position AS head, (SELECT count(*) FROM outbox WHERE position IS NULL) AS waiting FROM outbox_head',
    );
    const [last] = await bus.xrevrange(STREAM, '+', '-', 'COUNT', 1);
    return rows[0]?.waiting === '0' && last?.[0] === `${rows[0].head}-0`;
  }

  const statusOf = async (fate: Fate): Promise<number> =>
    (await apiOf(latchkey).request('GET', '/api/token/self', { token: key(fate).key })).status;
  const statuses = async (): Promise<Record<string, number>> =>
    Object.fromEntries(await Promise.all(FATES.map(async (fate) => [fate, await statusOf(fate)] as const)));
  const contactsOf = async (fate: Fate, method: string, body?: object): Promise<number> =>
    (await apiOf(latchkey).request(method, '/api/contacts', { token: key(fate).key, ...(body && { body }) }))
      .status;

  async function command(...options: string[]): Promise<Ended> {
    const program = path.join(root, 'dist/apps/auth/src/after-restore.js');
    const env = { PATH: process.env.PATH, ...latchkey.env.auth };
    const { code, stdout, stderr } = await run(process.execPath, [program, ...options], { env }).then(
      (ended) => ({ code: 0, ...ended }),
      (error: unknown) => error as { code: number; stdout: string; stderr: string },
    );
    const lines = stdout.split('\n').filter((line) => line !== '');
    return { code, lines: lines.map((line) => JSON.parse(line) as Line), summary: stderr };
  }

  const GOOD = { untouched: 200, narrowed: 200, 'given back': 200, 'hers, given back': 200 };
  const TAKEN = { ...Object.fromEntries(FATES.map((fate) => [fate, 401])), ...GOOD };
  const didTo = ({ lines }: Ended): Record<string, string> =>
    Object.fromEntries(
      lines.map(({ token_id, operator_id, did }) => {
        const [fate] = [...keys].find(([, { id }]) => id === token_id) ?? [];
        return [
          fate ?? (token_id === young.id ? 'young' : operator_id === people.his ? 'he' : 'another'),
          did,
        ];
      }),
    );
  const DONE = {
    deleted: 'deleted',
    deactivated: 'deactivated',
    rotated: 'deactivated',
    narrowed: 'narrowed',
    transferred: 'deactivated',
    woken: 'nothing',
    'hers, revoked with the others': 'deactivated',
    'his, who leaves': 'deleted',
    he: 'deactivated',
    young: 'nothing',
  };

  it('tokens that were revoked since are good again: this is the danger', async () => {
    expect(await statusOf('deactivated')).toBe(401);
    await latchkey.auths[0]?.stop();
    await restore();
    await latchkey.addAuth();
    await eventually(async () => (await statusOf('untouched')) === 200);
    const all = Object.fromEntries(FATES.map((fate) => [fate, 200]));
    await eventually(async () => (await statusOf('deactivated')) === 200);
    expect(await statuses()).toEqual({ ...all, woken: 401 });
    await expect(contactsOf('narrowed', 'POST', { firstname: 'Ada', phone: '+14155550100' })).resolves.toBe(
      201,
    );
  }, 30_000);

  it('the command says what it would do, and does it, also when auth runs already: guards know when it ends', async () => {
    const shown = await command('--dry-run');
    expect([shown.code, didTo(shown)]).toEqual([0, DONE]);
    expect(await statusOf('deactivated')).toBe(200);
    const done = await command();
    expect([done.code, didTo(done)]).toEqual([0, DONE]);
    expect(done.summary).toContain('2 deleted, 5 deactivated, 1 narrowed');
    await eventually(async () => (await statusOf('deactivated')) === 401);
    expect(await statuses()).toEqual(TAKEN);
    await expect(contactsOf('narrowed', 'GET')).resolves.toBe(200);
    await expect(contactsOf('narrowed', 'POST', { firstname: 'Bob', phone: '+14155550101' })).resolves.toBe(
      403,
    );
  }, 30_000);

  it('it ends all sessions, and people sign in again', async () => {
    for (const { access_token: token } of [desk.session, former]) {
      const { status } = await apiOf(latchkey).request('GET', '/api/api-keys', { token });
      expect(status).toBe(401);
    }
    desk = await OperatorDesk.open(apiOf(latchkey), latchkey.operator);
  });

  it('a second time it does nothing more', async () => {
    const again = await command();
    expect([again.code, again.lines]).toEqual([0, []]);
    await eventually(isTold);
  }, 30_000);

  it('run before auth is started, nobody sees the danger; the second loss is taken back with the first', async () => {
    await latchkey.auths[1]?.stop();
    await restore();
    const done = await command();
    expect([done.code, didTo(done)]).toEqual([0, DONE]);
    await latchkey.addAuth();
    await eventually(async () => (await statusOf('untouched')) === 200);
    expect(await statuses()).toEqual(TAKEN);
  }, 30_000);
});
