import { type Latchkey, type PrivateStore } from '@latchkey/testing';
import { Redis } from 'ioredis';
import pg from 'pg';
import { aPhone } from './a-phone.js';
import { apiOf, type Data, OperatorDesk, type Session, signIn } from './acting.js';
import { type PrivateLatchkey, startPrivateLatchkey } from './private-latchkey.js';

/**
 * Promise P7 for one story whose every secret is known: each is looked for by itself, in whole and in parts. (The
 * whole run is searched for the shapes of secrets besides.)
 */
describe('the secrets of a session and a token', () => {
  const secrets: string[] = [];
  const heard: string[] = [];
  let own: PrivateLatchkey;
  let latchkey: Latchkey;
  let monitor: Redis;

  beforeAll(async () => {
    // ioredis takes what comes in one piece with the answer to MONITOR for nonsense: it listens before anybody talks.
    const listen = async ({ url }: PrivateStore): Promise<void> => {
      const client = new Redis(url);
      monitor = await client.monitor();
      client.disconnect();
      monitor.on('monitor', (_time: string, args: string[]) => heard.push(args.join(' ')));
    };
    own = await startPrivateLatchkey({ env: { LOG_LEVEL: 'trace' }, beforeStart: listen });
    ({ latchkey } = own);
    await story();
  });
  afterAll(async () => {
    monitor.disconnect();
    await own.stop();
  });

  async function story(): Promise<void> {
    const api = apiOf(latchkey);
    const desk = await OperatorDesk.open(api, latchkey.operator);
    const { refresh_token } = await signIn(api, latchkey.operator);
    const body = { refresh_token };
    const renewed = await api.request<Data<Session>>('POST', '/api/auth/refresh', { body });
    const { key, id } = await desk.create({ name: 'Secretive' });
    const whm = await desk.create({ name: 'Secretive too', profile: 'whm' });
    for (const token of [key, whm.key]) {
      expect((await api.request('GET', '/api/contacts', { token })).status).toBe(200);
      // Where people put tokens that they should not, and what makes a service talk.
      await api.request('GET', `/api/contacts?api_key=${token}`);
      await api.request('GET', `/api/${token}/contacts`, { apiKey: token });
      const contact = { firstname: 'Ada', phone: aPhone() };
      const headers = { 'x-request-id': token };
      await api.request('POST', '/api/contacts', { token, headers, body: contact });
      await api.request('POST', '/api/auth/login', { body: { email: token, password: token } });
    }
    await desk.manage('DELETE', `/${id}`);
    await api.request('POST', '/api/auth/logout', { token: renewed.json.data.access_token });
    secrets.push(
      key,
      whm.key,
      latchkey.operator.password,
      refresh_token,
      renewed.json.data.refresh_token,
      renewed.json.data.access_token,
      desk.session.access_token,
      desk.session.refresh_token,
    );
  }

  /** The secret, and its random middle: cut at either end it would still be worth something. */
  const found = (text: string): number =>
    secrets.filter((secret) => text.includes(secret) || text.includes(secret.slice(-28, -4))).length;

  it('are eight, and a text that holds them is recognised', () => {
    expect(new Set(secrets).size).toBe(8);
    expect(found(secrets.join(' '))).toBe(8);
  });

  it('never pass through Redis', () => {
    expect(heard.filter((line) => line.includes('latchkey:bus:')).length).toBeGreaterThan(20);
    expect(found(heard.join('\n'))).toBe(0);
  });

  it('are in neither database', async () => {
    for (const url of [latchkey.superuserUrls.auth, latchkey.superuserUrls.resource]) {
      const database = new pg.Client({ connectionString: url });
      await database.connect();
      const tables = await database.query<{ name: string }>(
        `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`,
      );
      let dump = '';
      for (const { name } of tables.rows) {
        const { rows } = await database.query<{ row: string }>(`SELECT t::text AS row FROM "${name}" t`);
        dump += rows.map(({ row }) => row).join('\n');
      }
      await database.end();
      expect(dump.length).toBeGreaterThan(50);
      expect(found(dump)).toBe(0);
    }
  });

  it('are in no log, at the most talkative level', async () => {
    for (const replica of [...latchkey.auths, ...latchkey.resources]) {
      const log = await replica.log();
      expect(log.length).toBeGreaterThan(1_000);
      expect(found(log)).toBe(0);
    }
  });
});
