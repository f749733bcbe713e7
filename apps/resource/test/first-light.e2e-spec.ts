import { type HttpClient, type Latchkey, startLatchkey } from '@latchkey/testing';
import { type ApiKey, apiOf, type Data, OperatorDesk } from './acting.js';

/** A token's whole life over HTTP, its answers compared byte by byte (X25 to X30, W6 to W10). */
/** What browsers are told (helmet). */
const OF_EVERY_ANSWER =
  /^(cache-control|content-security|cross-origin|origin-agent|referrer|strict-transport|x-(content|dns|download|frame|permitted|xss))/;

describe('the life of a token', () => {
  const required = '{"status":"error","message":"API token is required"}';
  const invalid = '{"status":"error","message":"Invalid API token"}';

  let latchkey: Latchkey;
  let api: HttpClient;
  let desk: OperatorDesk;
  beforeAll(async () => {
    latchkey = await startLatchkey();
    api = apiOf(latchkey);
    desk = await OperatorDesk.open(api, latchkey.operator);
  });
  afterAll(() => latchkey.stop());

  const statusWith = async (token: string): Promise<number> =>
    (await api.request('GET', '/api/contacts', { token })).status;

  it('is issued in the shape of its profile and shown this once', async () => {
    const answer = await desk.manage<Data<ApiKey>>('POST', '', { name: 'Production Integration' });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const { key, key_prefix, id, expires_at, created_at } = answer.json.data;
    expect(/^apitk_[0-9A-Za-z]{64}$/.test(key)).toBe(true);
    expect(key_prefix).toBe(key.slice('apitk_'.length, 'apitk_'.length + 8));
    expect(expires_at).toBeNull();
    expect(created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

    const listed = await desk.manage('GET', '');
    const read = await desk.manage('GET', `/${id}`);
    expect(listed.text.includes(key) || read.text.includes(key)).toBe(false);
  });

  it('opens both forms of the path, by Authorization and by X-API-Key', async () => {
    const { key } = await desk.create({ name: 'Both headers' });
    for (const path of ['/api/v1/acme/contacts', '/api/contacts']) {
      expect((await api.request('GET', path, { token: key })).status).toBe(200);
      expect((await api.request('GET', path, { apiKey: key })).status).toBe(200);
    }
  });

  it('is refused on the next request after is_active is false, and accepted after it is true again', async () => {
    const { id, key } = await desk.create({ name: 'Toggled' });
    for (let round = 0; round < 5; round++) {
      expect(await statusWith(key)).toBe(200);
      await desk.setActive(id, false);
      expect(await statusWith(key)).toBe(401);
      await desk.setActive(id, true);
    }
    expect(await statusWith(key)).toBe(200);
  });

  it('is issued whatever its name is, with advice on a bad one (Q7)', async () => {
    const advice = ['Say where it is used, as in: Production Website Integration'];
    expect(await desk.create({ name: 'Token 1' })).toMatchObject({ name: 'Token 1', advice });
    const good = await desk.create({ name: 'Production Website Integration' });
    expect(good).toMatchObject({ advice: [] });
    expect((await desk.manage<Data<object>>('GET', `/${good.id}`)).json.data).not.toHaveProperty('advice');
  });

  it('is deleted for good, with the answer that W10 promises, also when asked again', async () => {
    const { id, key } = await desk.create({ name: 'Deleted' });
    for (let time = 0; time < 2; time++) {
      const answer = await desk.manage('DELETE', `/${id}`);
      expect(answer.status).toBe(200);
      expect(answer.text).toBe('{"status":"success","data":{"message":"API key deleted successfully"}}');
    }
    expect(await statusWith(key)).toBe(401);
    expect((await desk.manage('GET', `/${id}`)).status).toBe(404);
    const revival = await desk.manage('PATCH', `/${id}`, { is_active: true });
    expect(revival.status).toBe(404);
    expect(revival.text).toBe('{"status":"error","message":"API key not found"}');
    expect(await statusWith(key)).toBe(401);
  });

  it('is listed with what W6 names, newest first, and page by page', async () => {
    const names = ['first', 'second', 'third'];
    for (const name of names) await desk.create({ name });
    const whole = await desk.manage<Data<ApiKey[]>>('GET', '?limit=3');
    expect(whole.json.data.map(({ name }) => name)).toEqual([...names].reverse());
    expect(Object.keys(whole.json.data[0] ?? {})).toEqual(
      expect.arrayContaining([
        'id',
        'name',
        'key_prefix',
        'last_used_at',
        'expires_at',
        'is_active',
        'created_at',
      ]),
    );
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const path: string = `?limit=2${cursor && `&cursor=${cursor}`}`;
      const answer = await desk.manage<Data<ApiKey[]> & { meta: { next_cursor: string | null } }>(
        'GET',
        path,
      );
      seen.push(...answer.json.data.map(({ id }) => id));
      cursor = answer.json.meta.next_cursor;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThanOrEqual(names.length);
  });

  it('may be of another profile', async () => {
    const { key } = await desk.create({ name: 'Whatomate', profile: 'whm' });
    expect(/^whm_[0-9a-f]{32}$/.test(key)).toBe(true);
    expect((await api.request('GET', '/api/contacts', { apiKey: key })).status).toBe(200);
  });

  it('may be limited to abilities, and the refusal names the missing one (X27)', async () => {
    const { key } = await desk.create({ name: 'Reader', abilities: ['contacts.read'] });
    const body = { firstname: 'Ada', phone: '+15550100' };
    const answer = await api.request('POST', '/api/v1/acme/contacts', { token: key, body });
    expect(answer.status).toBe(403);
    expect(answer.text).toBe(
      '{"status":"error","message":"Token does not have the required ability: contacts.create"}',
    );
    expect(answer.headers.get('www-authenticate')).toBe(
      'Bearer realm="latchkey", error="insufficient_scope", scope="contacts.create"',
    );
    expect(await statusWith(key)).toBe(200);
    const none = await desk.create({ name: 'Nothing', abilities: [] });
    expect(await statusWith(none.key)).toBe(403);
  });

  it('says who it is, whatever it may do', async () => {
    const { key, id } = await desk.create({ name: 'Self', abilities: [] });
    const answer = await api.request<Data<Record<string, unknown>>>('GET', '/api/token/self', { token: key });
    expect(answer.status).toBe(200);
    expect(answer.json.data).toMatchObject({
      kind: 'token',
      id,
      name: 'Self',
      workspace: 'acme',
      abilities: [],
    });
  });

  it('manages no tokens', async () => {
    const { key, id } = await desk.create({ name: 'Ambitious' });
    for (const [method, path] of [
      ['GET', ''],
      ['POST', ''],
      ['DELETE', `/${id}`],
    ] as const) {
      const answer = await api.request(method, `/api/api-keys${path}`, { token: key });
      expect(answer.status).toBe(403);
      expect(answer.text).toBe('{"status":"error","message":"Tokens cannot manage tokens"}');
    }
  });

  it('answers the same bytes for every token that is not good', async () => {
    const inactive = await desk.create({ name: 'Inactive', is_active: false });
    const deleted = await desk.create({ name: 'Gone' });
    await desk.manage('DELETE', `/${deleted.id}`);
    const stranger = await latchkey.addWorkspace('stranger');
    const foreign = await (await OperatorDesk.open(api, stranger.operator)).create({ name: 'Foreign' });
    const live = await desk.create({ name: 'Live' });
    const unknown = `whm_${'0123456789abcdef'.repeat(2)}`;
    // The last to be made: what is checked of it while it lives must not take as long as it lives.
    const expires_at = new Date(Date.now() + 3_000).toISOString();
    const expiring = await desk.create({ name: 'Expiring', expires_at });
    expect(await statusWith(expiring.key)).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, Date.parse(expires_at) - Date.now() + 50));

    const bad = {
      unknown,
      expired: expiring.key,
      inactive: inactive.key,
      deleted: deleted.key,
      foreign: foreign.key,
      mistyped: live.key.slice(0, -1) + (live.key.endsWith('x') ? 'y' : 'x'),
      malformed: 'not-a-token',
    };
    for (const [why, token] of Object.entries(bad)) {
      const answer = await api.request('GET', '/api/v1/acme/contacts', { token });
      const { status, text } = answer;
      const challenge = answer.headers.get('www-authenticate');
      const names = [...answer.headers.keys()].filter((name) => !OF_EVERY_ANSWER.test(name)).sort();
      expect({ why, status, text, challenge, names }).toEqual({
        why,
        status: 401,
        text: invalid,
        challenge: 'Bearer realm="latchkey", error="invalid_token"',
        names: [
          'connection',
          'content-length',
          'content-type',
          'date',
          'keep-alive',
          'www-authenticate',
          'x-request-id',
        ],
      });
    }
    expect(await statusWith(live.key)).toBe(200);
    expect((await api.request('GET', '/api/v1/stranger/contacts', { token: foreign.key })).status).toBe(200);
  });

  it('is asked for when it is missing', async () => {
    const answer = await api.request('GET', '/api/v1/acme/contacts');
    expect(answer.status).toBe(401);
    expect(answer.text).toBe(required);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="latchkey"');
    const inQuery = await api.request('GET', '/api/contacts?api_key=whm_0123456789abcdef0123456789abcdef');
    expect(inQuery.text).toBe(required);
  });

  it.each`
    body                                                 | field              | reason
    ${{}}                                                | ${'name'}          | ${'must be a text'}
    ${{ name: 'x', abilities: ['contacts.fly'] }}        | ${'abilities'}     | ${'each must be one of: contacts.create'}
    ${{ name: 'x', abilities: 'contacts.read' }}         | ${'abilities'}     | ${'must be a list of abilities'}
    ${{ name: 'x', expires_at: '2020-01-01T00:00:00Z' }} | ${'expires_at'}    | ${'must be in the future'}
    ${{ name: 'x', expires_at: 'tomorrow' }}             | ${'expires_at'}    | ${'must be a time'}
    ${{ name: 'x', profile: 'gpt' }}                     | ${'profile'}       | ${'must be one of: apitk, whm'}
    ${{ name: 'x', template: 'read-only' }}              | ${'template'}      | ${'must be one of: full-access'}
    ${{ name: 'x', allowedRoutes: ['bot/**'] }}          | ${'allowedRoutes'} | ${'is not a known field'}
    ${{ name: 'x', is_active: 'yes' }}                   | ${'is_active'}     | ${'must be true or false'}
  `('is not issued when $field $reason', async ({ body, field, reason }: Record<string, string>) => {
    const answer = await desk.manage<{ errors: Record<string, string[]> }>('POST', '', body);
    expect(answer.status).toBe(422);
    expect(answer.json.errors[field ?? '']?.join()).toContain(reason);
  });
});
