import { type HttpClient, type Latchkey, startLatchkey } from '@latchkey/testing';
import { type ApiKey, apiOf, type Data, type Session, signIn } from './acting.js';

describe('a request that is repeated with its Idempotency-Key', () => {
  let latchkey: Latchkey;
  let api: HttpClient;
  let session: Session;
  beforeAll(async () => {
    latchkey = await startLatchkey({ authReplicas: 2 });
    api = apiOf(latchkey);
    session = await signIn(api, latchkey.operator);
  });
  afterAll(() => latchkey.stop());

  const send = <Body>(method: string, path: string, key: string, body?: object) =>
    api.request<Body>(method, `/api/api-keys${path}`, {
      token: session.access_token,
      headers: { 'idempotency-key': key },
      ...(body && { body }),
    });
  const list = async (): Promise<ApiKey[]> => {
    const { access_token: token } = session;
    return (await api.request<Data<ApiKey[]>>('GET', '/api/api-keys', { token })).json.data;
  };
  const issue = async (name: string): Promise<ApiKey> =>
    (await send<Data<ApiKey>>('POST', '', `issue ${name}`.replace(' ', '-'), { name })).json.data;

  it('issues one token, and every answer brings it, whichever replica executed it', async () => {
    const attempts = Array.from({ length: 20 }, () =>
      send<Data<ApiKey>>('POST', '', 'order-7', { name: 'Shop', abilities: ['contacts.read'] }),
    );
    const answers = await Promise.all(attempts);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ json }) => json.data.key)).size).toBe(1);
    expect((await list()).filter(({ name }) => name === 'Shop')).toHaveLength(1);
    const token = answers[0]?.json.data.key ?? '';
    expect((await api.request('GET', '/api/contacts', { token })).status).toBe(200);
  });

  it('changes and deletes once, and answers as it did', async () => {
    const { id } = await issue('Changeable');
    const renamed = await send('PATCH', `/${id}`, 'rename', { name: 'Renamed' });
    await send('PATCH', `/${id}`, 'rename-2', { name: 'Third' });
    expect(await send('PATCH', `/${id}`, 'rename', { name: 'Renamed' })).toMatchObject({
      status: 200,
      json: renamed.json,
    });
    expect((await list()).find((each) => each.id === id)?.name).toBe('Third');
    const deleted = await send('DELETE', `/${id}`, 'delete');
    expect(await send('DELETE', `/${id}`, 'delete')).toMatchObject({ status: 200, text: deleted.text });
  });

  it('is refused when it says something else, in words that say what to do', async () => {
    await issue('First');
    const answer = await send('POST', '', 'issue-First', { name: 'Second' });
    expect({ status: answer.status, body: answer.json }).toEqual({
      status: 422,
      body: {
        status: 'error',
        message:
          'This idempotency key belongs to another request: repeat that request unchanged, or send this one under a new key',
        errors: { idempotency_key: ['belongs to another request'] },
      },
    });
    expect((await list()).some(({ name }) => name === 'Second')).toBe(false);
  });

  it.each([
    ['empty', ''],
    ['too long', 'x'.repeat(201)],
    ['of two words', 'two words'],
    ['not ASCII', 'clé'],
  ])('is refused when the key is %s', async (_, key) => {
    const answer = await send<{ errors: object }>('POST', '', key, { name: 'Unkeyed' });
    expect(answer.status).toBe(422);
    expect(answer.json.errors).toEqual({
      idempotency_key: ['must have 1 to 200 visible ASCII characters'],
    });
  });

  it('takes the longest key', async () => {
    expect((await send('POST', '', 'x'.repeat(200), { name: 'Long' })).status).toBe(201);
  });

  it('refreshes a session once, where a second refresh would end it', async () => {
    const { refresh_token } = await signIn(api, latchkey.operator);
    const refresh = () =>
      api.request<Data<Session>>('POST', '/api/auth/refresh', {
        headers: { 'idempotency-key': 'refresh-1' },
        body: { refresh_token },
      });
    const first = await refresh();
    const again = await refresh();
    expect(again).toMatchObject({ status: 200, json: first.json });
    const { access_token: token } = again.json.data;
    expect((await api.request('GET', '/api/contacts', { token })).status).toBe(200);
  });

  it('is described in the API reference', async () => {
    interface OpenApi {
      paths: Record<string, Record<string, { parameters?: { name?: string; $ref?: string }[] }>>;
      components: { parameters: Record<string, { name: string }> };
    }
    const { json } = await api.request<OpenApi>('GET', '/docs/openapi.json');
    const nameOf = ({ name, $ref }: { name?: string; $ref?: string }): string | undefined =>
      name ?? json.components.parameters[$ref?.split('/').at(-1) ?? '']?.name;
    // Of management: every other POST that makes something takes one, too.
    const managing = Object.entries(json.paths).filter(([path]) =>
      /^\/api\/(api-keys|auth|team|workspace)/.test(path),
    );
    const taking = managing.flatMap(([path, item]) =>
      Object.entries(item)
        .filter(([, { parameters = [] }]) =>
          parameters.some((parameter) => nameOf(parameter) === 'Idempotency-Key'),
        )
        .map(([verb]) => `${verb} ${path}`),
    );
    expect(taking.sort()).toEqual([
      'delete /api/api-keys/{id}',
      'delete /api/team/{id}',
      'patch /api/api-keys/{id}',
      'patch /api/team/{id}',
      'patch /api/workspace',
      'post /api/api-keys',
      'post /api/api-keys/import',
      'post /api/api-keys/revoke-many',
      'post /api/api-keys/{id}/rotate',
      'post /api/auth/refresh',
      'post /api/team',
    ]);
  });
});
