import { type HttpClient, type Latchkey, startLatchkey, testPassword } from '@latchkey/testing';
import { aPhone } from './a-phone.js';
import { apiOf, type ApiKey, type Data, OperatorDesk, signIn } from './acting.js';

interface Member {
  readonly id: string;
  readonly email: string;
  readonly permissions: readonly string[];
  readonly is_active: boolean;
}

/** What a token may do and how much, and who may say so, over HTTP. */
describe('the terms of tokens', () => {
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

  const statusOf = async (method: string, path: string, token: string, body?: object): Promise<number> =>
    (await api.request(method, path, { token, ...(body && { body }) })).status;
  const addMember = async (name: string, permissions: readonly string[]) => {
    const operator = { email: `${name}@acme.test`, password: testPassword() };
    const body = { ...operator, permissions };
    const { status, json } = await api.request<Data<Member>>('POST', '/api/team', { ...asAdmin, body });
    expect(status).toBe(201);
    return { ...json.data, operator };
  };
  const change = async (path: string, body: object) => {
    const answer = await api.request<Data<Member>>('PATCH', path, { ...asAdmin, body });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('x-change-receipt')).toMatch(/^effective; changed_at=/);
    expect(answer.json.data).not.toHaveProperty('receipt');
    return answer.json.data;
  };

  describe('a token with routes', () => {
    const contact = { firstname: 'Ada', phone: '+15550100' };

    it('reaches those and no other, on both paths, and is told which it asked for (D3b)', async () => {
      const { key } = await desk.create({ name: 'Lister', allowed_routes: ['contacts/list'] });
      expect(await statusOf('GET', '/api/contacts', key)).toBe(200);
      expect(await statusOf('GET', '/api/v1/acme/contacts', key)).toBe(200);
      const refused = await api.request('POST', '/api/contacts', { token: key, body: contact });
      expect(refused.status).toBe(403);
      expect(refused.text).toBe(
        '{"status":"error","message":"Token is not allowed to call this route: contacts/create"}',
      );
      expect(refused.headers.get('www-authenticate')).toBe(
        'Bearer realm="latchkey", error="insufficient_scope"',
      );
      expect(refused.headers.get('x-token-hint')).toBe('asked for contacts/create');
    });

    it('is told of a star that is missing, in a header (C17)', async () => {
      const { key } = await desk.create({ name: 'One level', allowed_routes: ['bot/*', 'contacts/*'] });
      expect(await statusOf('GET', '/api/contacts', key)).toBe(200);
      const id = '0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77';
      const refused = await api.request('GET', `/api/contacts/${id}`, { token: key });
      expect(refused.text).toBe(
        `{"status":"error","message":"Token is not allowed to call this route: contacts/${id}/fetch"}`,
      );
      expect(refused.headers.get('x-token-hint')).toBe(
        `asked for contacts/${id}/fetch; contacts/* covers one level only, contacts/** would cover it`,
      );
    });

    it('may name one id', async () => {
      const made = await api.request<Data<{ id: string }>>('POST', '/api/contacts', {
        ...asAdmin,
        body: contact,
      });
      const { id } = made.json.data;
      const { key } = await desk.create({ name: 'One', allowed_routes: [`contacts/${id}/*`] });
      expect(await statusOf('GET', `/api/contacts/${id}`, key)).toBe(200);
      expect(await statusOf('PATCH', `/api/contacts/${id}`, key, { firstname: 'Bea' })).toBe(200);
      const other = '0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77';
      const refused = await api.request('GET', `/api/contacts/${other}`, { token: key });
      expect(refused.text).toContain(`Token is not allowed to call this route: contacts/${other}/fetch`);
      expect(await statusOf('GET', '/api/contacts', key)).toBe(403);
    });

    it('may ask who it is, whatever they are; [] allows nothing else', async () => {
      const { key } = await desk.create({ name: 'None', allowed_routes: [] });
      const self = await api.request<Data<object>>('GET', '/api/token/self', { token: key });
      expect(self.json.data).toMatchObject({ allowed_routes: [] });
      expect(await statusOf('GET', '/api/contacts', key)).toBe(403);
    });

    it('has others from the very answer to a change of them', async () => {
      const { id, key } = await desk.create({ name: 'Changing', allowed_routes: ['contacts/list'] });
      expect(await statusOf('GET', '/api/contacts', key)).toBe(200);
      for (const [routes, status] of [
        [['bot/**'], 403],
        [null, 200],
        [[], 403],
        [['**/list'], 200],
      ] as const) {
        await change(`/api/api-keys/${id}`, { allowed_routes: routes });
        expect(await statusOf('GET', '/api/contacts', key)).toBe(status);
      }
    });

    it('is refused by field when a route is none (D7)', async () => {
      const answer = await desk.manage<{ errors: object }>('POST', '', {
        name: 'Mistaken',
        allowed_routes: ['contacts/list', 'bot/<botId>/session/create'],
        rate_limits: [{ limit: 60, window: '1w' }],
        monthly_quota: 0,
      });
      expect(answer.status).toBe(422);
      expect(answer.json.errors).toEqual({
        allowed_routes: ['"bot/<botId>/session/create" has a placeholder that was not replaced: <botId>'],
        rate_limits: ['each window must be one of: 1s, 10s, 1m, 1h, 1d'],
        monthly_quota: expect.arrayContaining([
          'must be a whole number from 1 to 1000000000000, or null for none',
        ]) as string[],
      });
    });
  });

  it('are shown as they were given', async () => {
    const terms = {
      allowed_routes: ['contacts/**'],
      rate_limits: [{ limit: 1_000, window: '1h' }],
      monthly_quota: 1_000_000_000_000,
    };
    const { id } = await desk.create({ name: 'Shown', ...terms });
    const { json } = await desk.manage<Data<ApiKey>>('GET', `/${id}`);
    expect(json.data).toMatchObject(terms);
    const none = await desk.create({ name: 'By default', rate_limits: null });
    expect(none).toMatchObject({ allowed_routes: null, rate_limits: null, monthly_quota: null });
  });

  it('are a workspace’s where a token has none: its admins change them', async () => {
    const read = () => api.request<Data<object>>('GET', '/api/workspace', asAdmin);
    expect((await read()).json.data).toEqual({
      slug: 'acme',
      name: 'acme',
      profile: 'apitk',
      rate_limits: [{ limit: 60, window: '1m' }],
      dashboard_only: false,
      owner_leaves: 'revoke',
      token_shapes: [],
    });
    const rate_limits = [{ limit: 100, window: '1s' }];
    await change('/api/workspace', { rate_limits });
    expect((await read()).json.data).toMatchObject({ rate_limits });
    const wrong = await api.request('PATCH', '/api/workspace', { ...asAdmin, body: { slug: 'other' } });
    expect(wrong.status).toBe(422);
    const { key } = await desk.create({ name: 'No manager' });
    for (const path of ['/api/workspace', '/api/team']) {
      const refused = await api.request('GET', path, { token: key });
      expect(refused.text).toBe('{"status":"error","message":"Tokens cannot manage tokens"}');
    }
  });

  describe('the team', () => {
    it('is managed by admins; others are told what they lack', async () => {
      const { operator, ...bea } = await addMember('bea', ['contacts.write']);
      const listed = await api.request<Data<Member[]>>('GET', '/api/team', asAdmin);
      expect(listed.json.data[0]).toEqual(bea);
      const { access_token: token } = await signIn(api, operator);
      for (const [method, path, body] of [
        ['GET', '/api/team', undefined],
        ['PATCH', `/api/team/${bea.id}`, { permissions: ['admin'] }],
        ['PATCH', '/api/workspace', { rate_limits: [] }],
      ] as const) {
        const { status, text } = await api.request(method, path, { token, ...(body && { body }) });
        expect({ status, text }).toEqual({
          status: 403,
          text: '{"status":"error","message":"Operator does not have the required permission: admin"}',
        });
      }
    });

    it('decides what its tokens may do, from the very answer to a change (D4)', async () => {
      const { id, operator } = await addMember('cleo', ['contacts.write']);
      const theirs = await OperatorDesk.open(api, operator);
      const { key } = await theirs.create({ name: 'Cleo’s' });
      const create = () => statusOf('POST', '/api/contacts', key, { firstname: 'Ada', phone: aPhone() });
      expect(await create()).toBe(201);
      await change(`/api/team/${id}`, { permissions: [] });
      expect(await create()).toBe(403);
      await change(`/api/team/${id}`, { permissions: ['contacts.write'], is_active: false });
      expect(await create()).toBe(401);
      expect((await theirs.manage('GET', '')).status).toBe(401);
      await change(`/api/team/${id}`, { is_active: true });
      expect(await create()).toBe(201);
      expect((await theirs.manage('GET', '')).status).toBe(200);
    });

    it('takes over a token, which then ends with its new owner and not with its old one', async () => {
      const [old, next] = [await addMember('dora', []), await addMember('elsa', [])];
      const { id, key } = await (await OperatorDesk.open(api, old.operator)).create({ name: 'Handed on' });
      const use = () => statusOf('GET', '/api/contacts', key);
      expect(await use()).toBe(200);
      await change(`/api/api-keys/${id}`, { owner_id: next.id });
      await change(`/api/team/${old.id}`, { is_active: false });
      expect(await use()).toBe(200);
      await change(`/api/team/${next.id}`, { is_active: false });
      expect(await use()).toBe(401);
    });

    it('keeps an admin, and says so', async () => {
      const { json } = await api.request<Data<Member[]>>('GET', '/api/team?limit=100', asAdmin);
      const admin = json.data.find(({ email }) => email === latchkey.operator.email);
      const answer = await api.request('PATCH', `/api/team/${admin?.id ?? ''}`, {
        ...asAdmin,
        body: { is_active: false },
      });
      expect(answer.status).toBe(409);
      expect(answer.text).toBe(
        '{"status":"error","message":"This is the last active admin of the workspace"}',
      );
    });
  });
});
