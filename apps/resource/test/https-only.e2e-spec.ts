import { http, type HttpClient, type Latchkey, startLatchkey } from '@latchkey/testing';
import { apitk, generateToken } from '@latchkey/token-format';
import pg from 'pg';
import { type ApiKey, apiOf, type Data, OperatorDesk } from './acting.js';

type Exposable = ApiKey & { readonly exposed_at: string | null };

const CONTACTS = '/api/v1/acme/contacts';
const REFUSED = {
  status: 'error',
  message: 'This was sent over plain HTTP, where others can read it: replace the credential, and use https',
};

/** As a proxy passes on what came to it over TLS. */
const overHttps = (api: HttpClient): HttpClient => ({
  ...api,
  request: (method, path, request = {}) =>
    api.request(method, path, {
      ...request,
      headers: { ...request.headers, 'x-forwarded-proto': 'https' },
    }),
});

/** K8: HTTPS only. */
describe('where HTTPS is required', () => {
  let latchkey: Latchkey;
  let plain: HttpClient;
  let secure: HttpClient;
  let desk: OperatorDesk;
  let database: pg.Client;
  beforeAll(async () => {
    latchkey = await startLatchkey({
      resourceReplicas: 0,
      env: { REQUIRE_HTTPS: 'true' },
    });
    await latchkey.addResource({ TRUST_PROXY: '127.0.0.1' });
    await latchkey.addResource();
    // Operators work elsewhere meanwhile.
    await latchkey.addResource({ REQUIRE_HTTPS: 'false' });
    plain = apiOf(latchkey);
    secure = overHttps(plain);
    desk = await OperatorDesk.open(apiOf(latchkey, 2), latchkey.operator);
    database = new pg.Client(latchkey.superuserUrls.auth);
    await database.connect();
  }, 60_000);
  afterAll(async () => {
    await database.end();
    await latchkey.stop();
  });

  const seen = async (id: string): Promise<string | null> =>
    (await desk.manage<Data<Exposable>>('GET', `/${id}`)).json.data.exposed_at;
  const told = async (id: string): Promise<readonly number[]> => {
    const { rows } = await database.query<{ audited: number; told: number }>(
      `SELECT (SELECT count(*)::int FROM audit_entries WHERE subject_id = $1 AND action = 'token.exposed') AS audited,
              (SELECT count(*)::int FROM outbox WHERE name = 'token.exposed' AND data ->> 'token_id' = $1::text) AS told`,
      [id],
    );
    return [Number(rows[0]?.audited), Number(rows[0]?.told)];
  };
  const becomesExposed = async (id: string): Promise<void> => {
    for (let look = 0; look < 100 && (await seen(id)) === null; look++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(await seen(id)).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
  };

  it('a token that was sent in the clear is refused, and its owner sees it, once', async () => {
    const { id, key } = await desk.create({ name: 'Leaky' });
    expect((await secure.request('GET', CONTACTS, { token: key })).status).toBe(200);
    expect(await seen(id)).toBeNull();

    const began = Date.now();
    for (const credential of [{ token: key }, { apiKey: key }, { token: key }]) {
      const { status, json } = await plain.request('GET', CONTACTS, credential);
      expect([status, json]).toEqual([403, REFUSED]);
    }
    await becomesExposed(id);
    expect(Date.parse(String(await seen(id)))).toBeGreaterThan(began - 5_000);
    // By another process, too: the same token is told of once.
    await http(String(latchkey.resources[1]?.url)).request('GET', CONTACTS, { token: key });
    const { json } = await desk.manage<Data<Exposable[]>>('GET', '');
    expect(json.data.find((each) => each.id === id)?.exposed_at).toBe(await seen(id));
    const audit = await desk.manage<Data<{ action: string; actor_id: string | null }[]>>(
      'GET',
      `/${id}/audit`,
    );
    expect(audit.json.data[0]).toMatchObject({ action: 'token.exposed', actor_id: null });
    expect(await told(id)).toEqual([1, 1]);
  });

  it('that decides nothing else: the token goes on over HTTPS until a rotation replaces it', async () => {
    const { id, key } = await desk.create({ name: 'Replaced' });
    await plain.request('GET', CONTACTS, { token: key });
    await becomesExposed(id);
    expect((await secure.request('GET', CONTACTS, { token: key })).status).toBe(200);
    const { json } = await desk.manage<Data<Exposable>>('POST', `/${id}/rotate`, {});
    expect(json.data.exposed_at).toBeNull();
    await plain.request('GET', CONTACTS, { token: json.data.key });
    await becomesExposed(id);
    expect(await told(id)).toEqual([2, 2]);
  });

  it('tokens of nobody are refused alike, and nothing is kept of them', async () => {
    const before = await database.query('SELECT count(*) FROM audit_entries');
    for (const token of [generateToken(apitk), 'no token at all', 'eyJh.eyJz.c2ln']) {
      const { status, json } = await plain.request('GET', CONTACTS, { token });
      expect([status, json]).toEqual([403, REFUSED]);
    }
    expect((await plain.request('GET', CONTACTS)).status).toBe(401);
    expect((await database.query('SELECT count(*) FROM audit_entries')).rows).toEqual(before.rows);
  });

  it('a password, and what it was exchanged for, is refused in the clear', async () => {
    const { email, password } = latchkey.operator;
    const answers = [
      await plain.request('POST', '/api/auth/login', { body: { email, password } }),
      await plain.request('POST', '/api/auth/refresh', {
        body: { refresh_token: desk.session.refresh_token },
      }),
      await plain.request('GET', '/api/api-keys', { token: desk.session.access_token }),
    ];
    expect(answers.map(({ status, json }) => [status, json])).toEqual(answers.map(() => [403, REFUSED]));
  });

  it('nobody helps himself by saying that it was HTTPS: only a trusted proxy is believed', async () => {
    const { id, key } = await desk.create({ name: 'Forged' });
    const untrusting = overHttps(http(String(latchkey.resources[1]?.url)));
    expect((await untrusting.request('GET', CONTACTS, { token: key })).status).toBe(403);
    await becomesExposed(id);
    // The last proxy's word counts, not what its client wrote before it.
    const { key: other } = await desk.create({ name: 'Forged on the way' });
    const headers = { 'x-forwarded-proto': 'https, http' };
    expect((await plain.request('GET', CONTACTS, { token: other, headers })).status).toBe(403);
  });

  it('health and the reference, which need no credential, stay as they are', async () => {
    for (const path of ['/health/live', '/health/ready', '/docs/openapi.json']) {
      expect([path, (await plain.request('GET', path)).status]).toEqual([path, 200]);
    }
  });
});
