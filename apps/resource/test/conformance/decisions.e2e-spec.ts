import {
  eventually,
  type HttpAnswer,
  type HttpClient,
  type Latchkey,
  startLatchkey,
} from '@latchkey/testing';
import { createHash } from 'node:crypto';
import { aPhone } from '../a-phone.js';
import { type ApiKey, apiOf, type Data, OperatorDesk } from '../acting.js';

const INVALID = '{"status":"error","message":"Invalid API token"}';

/** How one product serves all five, where they differ. */
describe('by the decisions', () => {
  let latchkey: Latchkey;
  let api: HttpClient;
  let desk: OperatorDesk;
  let asAdmin: { token: string };
  beforeAll(async () => {
    latchkey = await startLatchkey();
    api = apiOf(latchkey);
    desk = await OperatorDesk.open(api, latchkey.operator);
    asAdmin = { token: desk.session.access_token };
  });
  afterAll(() => latchkey.stop());

  const contacts = (token: string, path = '/api/contacts'): Promise<HttpAnswer<unknown>> =>
    api.request('GET', path, { token });
  const add = (token: string): Promise<HttpAnswer<unknown>> =>
    api.request('POST', '/api/contacts', { token, body: { firstname: 'Ada', phone: aPhone() } });
  const change = (path: string, body: object): Promise<HttpAnswer<unknown>> =>
    api.request('PATCH', path, { ...asAdmin, body });

  it('D2: two different credentials in one request are none, and none is read from the URL', async () => {
    const [one, two] = [await desk.create({ name: 'One' }), await desk.create({ name: 'Two' })];
    const both = (apiKey: string) => api.request('GET', '/api/contacts', { token: one.key, apiKey });
    expect([(await both(one.key)).status, (await both(two.key)).status]).toEqual([200, 401]);
    const scheme = await api.request('GET', '/api/contacts', {
      headers: { authorization: `bEARER ${one.key}` },
    });
    expect(scheme.status).toBe(200);
    for (const name of ['token', 'access_token', 'api_key', 'key']) {
      expect((await api.request('GET', `/api/contacts?${name}=${one.key}`)).status).toBe(401);
    }
  });

  it('D3: abilities, routes and the owner are intersected; [] is nothing, null no restriction', async () => {
    const { desk: theirs } = await desk.hire([]);
    const statuses = async (terms: object): Promise<number[]> => {
      const { key } = await theirs.create({ name: 'Shop', ...terms });
      return [(await contacts(key)).status, (await add(key)).status];
    };
    expect(await statuses({ abilities: null, allowed_routes: null })).toEqual([200, 403]);
    expect(await statuses({ abilities: [] })).toEqual([403, 403]);
    expect(await statuses({ allowed_routes: [] })).toEqual([403, 403]);
    expect(await statuses({ abilities: ['contacts.read'], allowed_routes: ['contacts/create'] })).toEqual([
      403, 403,
    ]);
  });

  it('D4: what an operator may do changes for their tokens at once, and being deactivated ends them', async () => {
    const { id, desk: theirs } = await desk.hire(['contacts.write']);
    const { key } = await theirs.create({ name: 'Shop' });
    expect((await add(key)).status).toBe(201);
    await change(`/api/team/${id}`, { permissions: [] });
    expect((await add(key)).status).toBe(403);
    await change(`/api/team/${id}`, { is_active: false });
    expect((await contacts(key)).text).toBe(INVALID);
  });

  it('D5: who leaves takes their tokens along, unless the workspace says otherwise', async () => {
    const { id, desk: theirs } = await desk.hire([]);
    const { key } = await theirs.create({ name: 'Shop' });
    const { status } = await api.request('DELETE', `/api/team/${id}`, asAdmin);
    expect([status, (await contacts(key)).status]).toEqual([200, 401]);
  });

  it('D6: every endpoint that a token can reach tells its action path in the reference', async () => {
    type Operations = Record<string, { 'x-action-path'?: string }>;
    const { json } = await api.request<{ paths: Record<string, Operations> }>('GET', '/docs/openapi.json');
    const paths = Object.entries(json.paths).filter(([path]) => path.startsWith('/api/v1/'));
    expect(paths.length).toBeGreaterThan(0);
    for (const operation of paths.flatMap(([, operations]) => Object.values(operations))) {
      expect(operation['x-action-path']).toMatch(/^[a-z]/);
    }
  });

  it('D7: what is no pattern is refused when it is made, with a reason', async () => {
    const wrong = [
      'a*',
      '{a}',
      '[a]',
      '(a)',
      'a?',
      '!a',
      'a\\b',
      '%61',
      'a//b',
      './a',
      '../a',
      '/a',
      'v1/a',
      'api/a',
    ];
    for (const pattern of [...wrong, 'bot/<botId>/x', 'a'.repeat(257), '']) {
      const answer = await desk.manage<{ errors: { allowed_routes: string[] } }>('POST', '', {
        name: 'Shop',
        allowed_routes: [pattern],
      });
      expect([answer.status, answer.json.errors.allowed_routes.length]).toEqual([422, 1]);
    }
  });

  it('D8: on another workspace’s path a token is invalid, whatever exists there', async () => {
    const globex = await latchkey.addWorkspace('globex');
    const { key } = await desk.create({ name: 'Shop' });
    for (const slug of [globex.slug, 'no-such-workspace']) {
      const answer = await contacts(key, `/api/v1/${slug}/contacts`);
      expect([answer.status, answer.text]).toEqual([401, INVALID]);
    }
  });

  it('D9: is_active can be taken back, deletion cannot', async () => {
    const { id, key } = await desk.create({ name: 'Shop' });
    await desk.setActive(id, false);
    await desk.setActive(id, true);
    expect((await contacts(key)).status).toBe(200);
    await desk.manage('DELETE', `/${id}`);
    expect((await desk.manage('PATCH', `/${id}`, { is_active: true })).status).toBe(404);
  });

  it('D10: an old secret goes on for its grace, and its answers say so', async () => {
    const { id, key } = await desk.create({ name: 'Shop' });
    const { json } = await desk.manage<Data<ApiKey>>('POST', `/${id}/rotate`, { grace_seconds: 60 });
    const [old, renewed] = [await contacts(key), await contacts(json.data.key)];
    expect([old.status, renewed.status]).toEqual([200, 200]);
    expect(old.headers.get('x-token-rotation')).toMatch(/^superseded; until=\d{4}-/);
    expect(renewed.headers.get('x-token-rotation')).toBeNull();
  });

  it('D11: only what passes all the rest counts; 60 a minute unless it is said otherwise', async () => {
    const terms = { name: 'Shop', abilities: ['contacts.read'], rate_limits: [{ limit: 1, window: '1m' }] };
    const { key } = await desk.create(terms);
    for (let n = 0; n < 3; n++) expect((await add(key)).status).toBe(403);
    expect([(await contacts(key)).status, (await contacts(key)).status]).toEqual([200, 429]);
    const { json } = await desk.manage<Data<ApiKey>>('POST', '', { name: 'As shipped' });
    expect((await contacts(json.data.key)).headers.get('ratelimit-policy')).toBe('"60/1m";q=60;w=60');
  });

  it('D12: a 401 never says why, and the audit of the token does', async () => {
    const { id, key } = await desk.create({ name: 'Shop' });
    await desk.manage('DELETE', `/${id}?reason=leaked`);
    const refused = await contacts(key);
    expect([refused.status, refused.text]).toEqual([401, INVALID]);
    await eventually(async () => {
      const audit = await desk.manage<Data<{ action: string; detail: { reason?: string } }[]>>(
        'GET',
        `/${id}/audit`,
      );
      const told = audit.json.data.map(({ action, detail }) => [action, detail.reason]);
      expect(told.slice(0, 2)).toEqual([
        ['token.refused', 'deleted'],
        ['token.deleted', 'leaked'],
      ]);
      return true;
    });
  });

  it('D12, D17: errors have these bodies, in snake_case, and say more in headers', async () => {
    const { key } = await desk.create({ name: 'Shop', abilities: ['contacts.create'] });
    const refused = await contacts(key);
    expect(refused.headers.get('www-authenticate')).toContain('scope="contacts.read"');
    const invalid = await api.request<{ errors: object }>('POST', '/api/contacts', {
      token: key,
      body: { nAme: 1 },
    });
    expect([invalid.status, Object.keys(invalid.json)]).toEqual([422, ['status', 'message', 'errors']]);
    expect(Object.keys(invalid.json.errors)).toContain('nAme');
    const missing = await api.request('GET', `/api/contacts/${crypto.randomUUID()}`, asAdmin);
    expect([missing.status, missing.text]).toEqual([404, '{"status":"error","message":"Contact not found"}']);
    expect(missing.headers.get('x-request-id')).not.toBeNull();
  });

  it('D14: tokens are made by operators’ sessions, and by no token', async () => {
    const { key } = await desk.create({ name: 'Shop' });
    expect((await api.request('POST', '/api/api-keys', { token: key, body: { name: 'X' } })).status).toBe(
      403,
    );
    expect((await change('/api/workspace', { dashboard_only: true })).status).toBe(200);
    expect((await desk.manage('POST', '', { name: 'Still' })).status).toBe(201);
  });

  it('D15: nothing that is remembered outlives its end', async () => {
    const ends = new Date(Date.now() + 1_500).toISOString();
    const { key } = await desk.create({ name: 'Short', expires_at: ends });
    const until = Date.parse(ends);
    for (let now = Date.now(); now < until + 500; now = Date.now()) {
      const { status } = await contacts(key);
      if (now > until + 50) expect(status).toBe(401);
      if (Date.now() < until - 50) expect(status).toBe(200);
    }
  });

  it('D16: its uses are told later, all of them', async () => {
    const { id, key } = await desk.create({ name: 'Used' });
    for (let n = 0; n < 3; n++) await contacts(key);
    const deadline = Date.now() + 20_000;
    let last: string | null = null;
    while (last === null && Date.now() < deadline) {
      last = (await desk.manage<Data<ApiKey>>('GET', `/${id}`)).json.data.last_used_at;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    expect(last).not.toBeNull();
  });

  it('D18: clients of Unkey and of Sanctum keep their tokens, of which only the SHA-256 is imported', async () => {
    const token_shapes = [
      { prefix: 'shop_', length: 22, alphabet: 'base58', of: 'whole' },
      { prefix: '', length: 40, alphabet: 'base62', of: 'after-pipe' },
    ];
    const secret = 'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hJ6kM9n';
    const [unkey, sanctum] = ['shop_3mJr7AoUXx2WqdHx7BcEfG', `17|${secret}`];
    const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');
    const importing = (): Promise<HttpAnswer<unknown>> =>
      desk.manage('POST', '/import', {
        tokens: [
          { sha256: digestOf(unkey), of: 'whole', display: 'shop_3mJr', name: 'Of Unkey' },
          { sha256: digestOf(secret), of: 'after-pipe', display: '17|aB3d', name: 'Of Sanctum' },
        ],
      });
    expect((await importing()).status).toBe(422);
    expect((await change('/api/workspace', { token_shapes })).status).toBe(200);
    expect([(await contacts(unkey)).status, (await contacts(sanctum)).status]).toEqual([401, 401]);
    expect((await importing()).status).toBe(201);
    expect([(await contacts(unkey)).status, (await contacts(sanctum)).status]).toEqual([200, 200]);
    expect((await contacts(secret)).text).toBe(INVALID);
  });

  it('D13: when nobody can tell it is 503 with Retry-After, never 401 and never access', async () => {
    const { key } = await desk.create({ name: 'Shop' });
    await Promise.all(latchkey.auths.map((auth) => auth.pause()));
    try {
      const answer = await contacts(key);
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
    } finally {
      for (const auth of latchkey.auths) auth.resume();
    }
  });
});
