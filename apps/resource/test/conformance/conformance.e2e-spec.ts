import { type HttpAnswer, type HttpClient, type Latchkey, startLatchkey } from '@latchkey/testing';
import { readFile } from 'node:fs/promises';
import { aPhone } from '../a-phone.js';
import { type ApiKey, apiOf, type Data, OperatorDesk } from '../acting.js';
import { REQUIREMENTS, UNCHECKED } from './requirements.js';

const REQUIRED = '{"status":"error","message":"API token is required"}';
const INVALID = '{"status":"error","message":"Invalid API token"}';
const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const ABILITIES = [
  ...['contacts', 'statuses', 'sources', 'groups'].flatMap((of) =>
    ['create', 'read', 'update', 'delete'].map((action) => `${of}.${action}`),
  ),
  ...['templates.read', 'templatebots.read', 'messagebots.read', 'messages.send'],
];

/** What each published system promises its users, by the ids of the requirements, asked over HTTP. */
describe('a client of', () => {
  let latchkey: Latchkey;
  let api: HttpClient;
  let desk: OperatorDesk;
  let key: string;
  beforeAll(async () => {
    latchkey = await startLatchkey();
    api = apiOf(latchkey);
    desk = await OperatorDesk.open(api, latchkey.operator);
    ({ key } = await desk.create({ name: 'Production Website Integration' }));
  });
  afterAll(() => latchkey.stop());

  const contacts = (token: string): Promise<HttpAnswer<unknown>> =>
    api.request('GET', '/api/contacts', { token });
  const add = (token: string): Promise<HttpAnswer<unknown>> =>
    api.request('POST', '/api/contacts', { token, body: { firstname: 'Ada', phone: aPhone() } });
  const create = async (body: object): Promise<HttpAnswer<Data<ApiKey> & { errors?: object }>> =>
    desk.manage('POST', '', { name: 'Shop', ...body });

  describe('Xobito', () => {
    it('X1, X16, X17, X18: asks with a bearer token, for JSON, on a path with the workspace', async () => {
      const { status, headers } = await api.request('GET', '/api/v1/acme/contacts', {
        token: key,
        headers: { accept: 'application/json' },
      });
      expect([status, headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
    });

    it('X2, X3, X10, X11: has tokens of a workspace, named, and scoped to abilities', async () => {
      const { json } = await create({ abilities: ['contacts.read'] });
      expect(json.data).toMatchObject({ name: 'Shop', abilities: ['contacts.read'] });
      expect([(await contacts(json.data.key)).status, (await add(json.data.key)).status]).toEqual([200, 403]);
    });

    it('X4: has tokens of apitk_ and 64 characters', async () => {
      expect((await create({})).json.data.key).toMatch(/^apitk_[0-9A-Za-z]{64}$/);
    });

    it('X5, X6, X7: sees the token once, and no endpoint shows it again', async () => {
      const { json } = await create({});
      const all = [await desk.manage('GET', ''), await desk.manage('GET', `/${json.data.id}`)];
      expect(all.some(({ text }) => text.includes(json.data.key))).toBe(false);
    });

    it('X12, X13, X14: may give it limits, a monthly quota and an end; blank is never', async () => {
      const { json } = await create({
        rate_limits: [{ limit: 5, window: '1m' }],
        monthly_quota: 100,
        expires_at: '2099-01-01T00:00:00Z',
      });
      expect(json.data).toMatchObject({ monthly_quota: 100, expires_at: '2099-01-01T00:00:00.000Z' });
      expect((await create({})).json.data.expires_at).toBeNull();
    });

    it('X19, X20: names exactly these twenty abilities, and no other', async () => {
      expect(ABILITIES).toHaveLength(20);
      expect((await create({ abilities: ABILITIES })).status).toBe(201);
      for (const ability of ['messages.read', 'contacts.*', 'CONTACTS.READ', 'contacts', '']) {
        const { status, json } = await create({ abilities: [ability] });
        expect([status, Object.keys(json.errors ?? {})]).toEqual([422, ['abilities']]);
      }
    });

    it('X21, X22, X23: reads and lists by .read alone, and there are no abilities to change templates or bots', async () => {
      for (const path of [
        'contacts',
        'statuses',
        'sources',
        'groups',
        'templates',
        'templatebots',
        'messagebots',
      ]) {
        const ability = `${path.replace('-', '')}.read`;
        const { key: reader } = await desk.create({ name: 'Reader', abilities: [ability] });
        const status = async (below: string): Promise<number> =>
          (await api.request('GET', `/api/${path}${below}`, { token: reader })).status;
        expect([await status(''), await status(`/${crypto.randomUUID()}`)]).toEqual([200, 404]);
        const posted = await api.request('POST', `/api/${path}`, { token: reader, body: {} });
        expect(posted.status).toBe(['contacts', 'statuses', 'sources', 'groups'].includes(path) ? 403 : 405);
      }
    });

    it('X24: sends text, template and media, checks phones and asks for a status by messages.send', async () => {
      const { key: sender } = await desk.create({ name: 'Sender', abilities: ['messages.send'] });
      const to = '+14155552671';
      const post = async (path: string, body: object) =>
        api.request<Data<{ id: string }>>('POST', `/api/messages/${path}`, { token: sender, body });
      const sent = await post('send', { to, text: 'Hi' });
      const media = { to, kind: 'image', media_url: 'https://cdn.example.com/a.png' };
      expect([sent.status, (await post('media', media)).status]).toEqual([201, 201]);
      expect((await post('template', { to, template_id: crypto.randomUUID() })).status).toBe(422);
      expect((await post('validate', { phone: to })).status).toBe(200);
      const path = `/api/messages/${sent.json.data.id}`;
      expect((await api.request('GET', path, { token: sender })).status).toBe(200);
    });

    it('X25: is told of a missing token in these words', async () => {
      const answer = await api.request('GET', '/api/contacts');
      expect([answer.status, answer.text]).toEqual([401, REQUIRED]);
    });

    it('X26: is told of an invalid token in these words', async () => {
      const answer = await contacts(`${key.slice(0, -1)}${key.endsWith('0') ? '1' : '0'}`);
      expect([answer.status, answer.text]).toEqual([401, INVALID]);
    });

    it('X27, X28: is told which ability is missing', async () => {
      const { json } = await create({ abilities: ['contacts.read'] });
      const answer = await add(json.data.key);
      expect([answer.status, answer.text]).toEqual([
        403,
        '{"status":"error","message":"Token does not have the required ability: contacts.create"}',
      ]);
    });

    it('X29, X30, X35: revokes by is_active, on the next request', async () => {
      const { id, key: leaked } = await desk.create({ name: 'Leaked' });
      expect((await contacts(leaked)).status).toBe(200);
      await desk.setActive(id, false);
      const answer = await contacts(leaked);
      expect([answer.status, answer.text]).toEqual([401, INVALID]);
    });

    it('X31: is refused past the end of a token, by itself', async () => {
      const ends = new Date(Date.now() + 1_500).toISOString();
      const { key: short } = await desk.create({ name: 'Short', expires_at: ends });
      expect((await contacts(short)).status).toBe(200);
      await new Promise((resolve) => setTimeout(resolve, 1_800));
      const answer = await contacts(short);
      expect([answer.status, answer.text]).toEqual([401, INVALID]);
    });

    it('X34: rotates without a new integration: the same id, another secret', async () => {
      const { id, key: old } = await desk.create({ name: 'Rotated' });
      const { json } = await desk.manage<Data<ApiKey>>('POST', `/${id}/rotate`, {});
      expect(json.data.id).toBe(id);
      expect([(await contacts(old)).status, (await contacts(json.data.key)).status]).toEqual([401, 200]);
    });
  });

  describe('Kinbox', () => {
    it('K1, K5: sends one space and no quotes, or is refused', async () => {
      const status = async (authorization: string): Promise<number> =>
        (await api.request('GET', '/api/contacts', { headers: { authorization } })).status;
      expect(await status(`Bearer ${key}`)).toBe(200);
      for (const wrong of [`Bearer  ${key}`, `Bearer "${key}"`, `Bearer\t${key}`, key, `Token ${key}`]) {
        expect(await status(wrong)).toBe(401);
      }
    });

    it('K2, K6, K7: has the permissions of the operator who made the token, and no more', async () => {
      const { desk: theirs } = await desk.hire(['messages.send']);
      const { key: token } = await theirs.create({ name: 'Shop' });
      const answer = await add(token);
      expect([answer.status, answer.text]).toEqual([
        403,
        '{"status":"error","message":"Token owner does not have the required permission: contacts.write"}',
      ]);
      expect((await contacts(token)).status).toBe(200);
    });

    it('K9, K23: regenerates a token', async () => {
      const { id } = await desk.create({ name: 'Regenerated' });
      expect((await desk.manage('POST', `/${id}/rotate`, {})).status).toBe(200);
    });

    it('K15, K18: is told of too many requests with 429', async () => {
      const { key: slow } = await desk.create({ name: 'Slow', rate_limits: [{ limit: 2, window: '1m' }] });
      const statuses = [];
      for (let n = 0; n < 3; n++) statuses.push((await contacts(slow)).status);
      const answer = await contacts(slow);
      expect(statuses).toEqual([200, 200, 429]);
      expect(answer.text).toBe('{"status":"error","message":"Rate limit exceeded"}');
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    });

    it('K16, K17: tells 401 from 403', async () => {
      const { key: none } = await desk.create({ name: 'None', abilities: [] });
      expect([(await contacts('nonsense')).status, (await contacts(none)).status]).toEqual([401, 403]);
    });

    it('K20, K21: can test its authentication', async () => {
      const { status, json } = await api.request<Data<{ name: string }>>('GET', '/api/token/self', {
        token: key,
      });
      expect([status, json.data.name]).toEqual([200, 'Production Website Integration']);
    });
  });

  describe('ChatBotKit', () => {
    const reaches = async (allowed_routes: string[] | null): Promise<number[]> => {
      const { key: token } = await desk.create({ name: 'Routes', allowed_routes });
      return [(await contacts(token)).status, (await add(token)).status];
    };

    it('C1, C2: has full access unless routes restrict it', async () => {
      expect(await reaches(null)).toEqual([200, 201]);
      expect(await reaches(['contacts/list'])).toEqual([200, 403]);
    });

    it('C7, C8, C9, C10, C18: names routes without /v1/, by * for one segment and ** for any number', async () => {
      expect(await reaches(['contacts/*'])).toEqual([200, 201]);
      expect(await reaches(['contacts'])).toEqual([403, 403]);
      expect(await reaches(['*'])).toEqual([403, 403]);
      expect(await reaches(['**/list'])).toEqual([200, 403]);
      const { status, json } = await create({ allowed_routes: ['v1/contacts/list'] });
      expect([status, Object.keys(json.errors ?? {})]).toEqual([422, ['allowed_routes']]);
    });

    it('C11: may name the id of one resource', async () => {
      const made = (await add(key)).json as Data<{ id: string }>;
      const [one, other] = [made.data.id, crypto.randomUUID()];
      const { key: token } = await desk.create({ name: 'One', allowed_routes: [`contacts/${one}/fetch`] });
      const status = async (id: string): Promise<number> =>
        (await api.request('GET', `/api/contacts/${id}`, { token })).status;
      expect([await status(one), await status(other)]).toEqual([200, 403]);
    });

    it('C5, C13: may begin with a template, whose placeholder must be replaced', async () => {
      const made = await create({ template: 'read-only-access' });
      expect((made.json.data as { allowed_routes?: unknown }).allowed_routes).toEqual([
        '**/list',
        '**/fetch',
        '**/export',
        'platform/**',
      ]);
      const { status, json } = await create({ template: 'bot-session-create' });
      expect([status, Object.keys(json.errors ?? {})]).toEqual([422, ['template_parameters']]);
    });

    it('C12, K22: reaches bots by their own routes, at any depth', async () => {
      const usage = async (route: string): Promise<number> => {
        const { key: token } = await desk.create({ name: 'Usage', allowed_routes: [route] });
        return (await api.request('GET', `/api/bot/${crypto.randomUUID()}/usage/fetch`, { token })).status;
      };
      expect([await usage('bot/**/usage/fetch'), await usage('bot/**'), await usage('bot/*')]).toEqual([
        404, 404, 403,
      ]);
    });

    it('C17: is helped with a 403: which route was asked for, and what would cover it', async () => {
      const { key: token } = await desk.create({ name: 'Shallow', allowed_routes: ['bot/*'] });
      const { headers } = await api.request('GET', '/api/bot/b7/usage/fetch', { token });
      expect(headers.get('x-token-hint')).toBe(
        'asked for bot/b7/usage/fetch; bot/* covers one level only, bot/** would cover it',
      );
    });

    it('C14, C16, C21: needs one pattern of several that covers the endpoint; anything else is 403', async () => {
      expect(await reaches(['bot/**', 'contacts/create', 'event/**'])).toEqual([403, 201]);
      expect(await reaches([])).toEqual([403, 403]);
    });

    it('C15, C19: sees a token once, and no token makes a token', async () => {
      const answer = await api.request('POST', '/api/api-keys', { token: key, body: { name: 'Another' } });
      expect(answer.status).toBe(403);
    });
  });

  describe('QuickBot', () => {
    it('Q1, Q2, Q3, Q10: manages each token on its own, and deletes one at once', async () => {
      const [one, two] = [await desk.create({ name: 'One' }), await desk.create({ name: 'Two' })];
      expect((await desk.manage('DELETE', `/${one.id}`)).status).toBe(200);
      expect([(await contacts(one.key)).status, (await contacts(two.key)).status]).toEqual([401, 200]);
    });

    it('Q4, Q6, Q8, Q15: sees names, when they were made and when they were last used', async () => {
      const { id } = await desk.create({ name: 'Listed' });
      const { json } = await desk.manage<Data<ApiKey[]>>('GET', '');
      const listed = json.data.find((token) => token.id === id);
      expect(listed).toMatchObject({ name: 'Listed', last_used_at: null });
      expect(listed?.created_at).toMatch(RFC3339);
    });

    it('Q7: may give a bad name all the same, and is told a better one', async () => {
      const { status, json } = await create({ name: 'Token 1' });
      expect([status, (json.data as { advice?: string[] }).advice?.length]).toEqual([201, 1]);
    });

    it('Q12, Q13: has an hourly limit', async () => {
      const limits = [{ limit: 1, window: '1h' }];
      const { key: hourly } = await desk.create({ name: 'Hourly', rate_limits: limits });
      expect([(await contacts(hourly)).status, (await contacts(hourly)).status]).toEqual([200, 429]);
    });

    it('Q16: can list what nobody uses', async () => {
      const { status, json } = await desk.manage<Data<ApiKey[]>>('GET', '?unused_days=30');
      expect([status, json.data]).toEqual([200, []]);
    });

    it('Q17: has a reference with every endpoint', async () => {
      const { json } = await api.request<{ paths: object }>('GET', '/docs/openapi.json');
      expect(Object.keys(json.paths).length).toBeGreaterThan(10);
    });
  });

  describe('Whatomate', () => {
    it('W1, W2, W3: sends X-API-Key, or an operator’s JWT, on a path without a workspace', async () => {
      expect((await api.request('GET', '/api/contacts', { apiKey: key })).status).toBe(200);
      expect((await contacts(desk.session.access_token)).status).toBe(200);
    });

    it('W4, W5, W6: lists keys in these fields, times in RFC 3339 with Z', async () => {
      const { json } = await desk.manage<{ status: string; data: ApiKey[] }>('GET', '');
      expect(json.status).toBe('success');
      const fields = ['id', 'name', 'key_prefix', 'last_used_at', 'expires_at', 'is_active', 'created_at'];
      for (const token of json.data) {
        expect(Object.keys(token)).toEqual(expect.arrayContaining(fields));
        expect(token.key_prefix).toMatch(/^[0-9A-Za-z]{8}$/);
        expect(token.created_at).toMatch(RFC3339);
      }
    });

    it('W7, W8: creates with a name and perhaps an end, and gets the key', async () => {
      const { status, json } = await create({ name: 'Shop', expires_at: '2099-01-01T00:00:00Z' });
      expect(status).toBe(201);
      const fields = ['id', 'name', 'key', 'key_prefix', 'expires_at', 'created_at'];
      expect(Object.keys(json.data)).toEqual(expect.arrayContaining(fields));
    });

    it('W9, W10: deletes for good, with these words', async () => {
      const { id } = await desk.create({ name: 'Deleted' });
      const { status, text } = await desk.manage('DELETE', `/${id}`);
      expect([status, text]).toEqual([
        200,
        '{"status":"success","data":{"message":"API key deleted successfully"}}',
      ]);
      expect((await desk.manage('PATCH', `/${id}`, { is_active: true })).status).toBe(404);
    });

    it('W12, D1, D19: has keys of whm_ and 32 hexadecimal characters where it asks for them', async () => {
      expect((await create({ profile: 'whm' })).json.data.key).toMatch(/^whm_[0-9a-f]{32}$/);
      expect((await contacts('whm_a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6')).text).toBe(INVALID);
    });

    it('W13: inherits what its admin may', async () => {
      expect((await add(key)).status).toBe(201);
    });
  });
});

/** The report: which ids have no test, and why. */
it('every requirement is named by a test, or says why it is not', async () => {
  const folder = import.meta.dirname;
  const texts = await Promise.all(
    ['conformance', 'decisions'].map((name) => readFile(`${folder}/${name}.e2e-spec.ts`, 'utf8')),
  );
  const titles = texts.flatMap((text) =>
    [...text.matchAll(/\bit\('([^']*)'/g)].map(([, title = '']) => title),
  );
  const named = new Set(titles.flatMap((title) => title.split(':')[0]?.match(/\b[XKCQWD]\d+\b/g) ?? []));
  const silent = REQUIREMENTS.filter((id) => !named.has(id) && !(id in UNCHECKED));
  const both = REQUIREMENTS.filter((id) => named.has(id) && id in UNCHECKED);
  expect({ silent, both }).toEqual({ silent: [], both: [] });
});
