import { type HttpAnswer, type HttpClient, type Latchkey, startLatchkey } from '@latchkey/testing';
import { apiOf, type Data, OperatorDesk } from './acting.js';

interface Contact {
  readonly id: string;
  readonly firstname: string;
}

describe('the manners of the API', () => {
  let latchkey: Latchkey;
  let api: HttpClient;
  let token: string;
  beforeAll(async () => {
    latchkey = await startLatchkey({ env: { CORS_ORIGINS: 'https://app.example.com' } });
    api = apiOf(latchkey);
    const desk = await OperatorDesk.open(api, latchkey.operator);
    token = (await desk.create({ name: 'Shop' })).key;
  });
  afterAll(() => latchkey.stop());

  const ask = <Body>(method: string, path: string, headers: Record<string, string> = {}, body?: object) =>
    api.request<Body>(method, path, { token, headers, ...(body && { body }) });
  const tagOf = ({ headers }: HttpAnswer<unknown>): string => String(headers.get('etag'));
  let phones = 0;
  const add = async (firstname: string): Promise<{ path: string; tag: string }> => {
    const body = { firstname, phone: `+1415555${String(2_000 + phones++)}` };
    const { json } = await ask<Data<Contact>>('POST', '/api/contacts', {}, body);
    const path = `/api/contacts/${json.data.id}`;
    return { path, tag: tagOf(await ask('GET', path)) };
  };
  const nameAt = async (path: string): Promise<string> =>
    (await ask<Data<Contact>>('GET', path)).json.data.firstname;

  it('sends nothing again to whoever has it, and everything when it has changed', async () => {
    const { path, tag } = await add('Ada');
    const known = await ask('GET', path, { 'if-none-match': `"other", W/${tag}` });
    expect([known.status, known.text, tagOf(known)]).toEqual([304, '', tag]);
    expect(known.headers.get('cache-control')).toBe('private, no-cache');
    await ask('PATCH', path, {}, { lastname: 'Lovelace' });
    const changed = await ask('GET', path, { 'if-none-match': tag });
    expect(changed.status).toBe(200);
    expect(tagOf(changed)).not.toBe(tag);
  });

  it('does so for lists, whose tag changes with any of their rows', async () => {
    const tag = tagOf(await ask('GET', '/api/contacts'));
    expect((await ask('GET', '/api/contacts', { 'if-none-match': tag })).status).toBe(304);
    await add('Grace');
    expect((await ask('GET', '/api/contacts', { 'if-none-match': tag })).status).toBe(200);
  });

  it('changes and deletes only what the caller has seen', async () => {
    const { path, tag } = await add('Ada');
    const changed = await ask('PATCH', path, { 'if-match': tag }, { firstname: 'Augusta' });
    expect(changed.status).toBe(200);
    for (const [method, body] of [['PATCH', { firstname: 'Lost' }], ['DELETE']] as const) {
      const { status, json } = await ask(method, path, { 'if-match': tag }, body);
      expect([status, json]).toEqual([
        412,
        {
          status: 'error',
          message:
            'It has changed since you read it: read it again, and repeat the change if it is still wanted',
        },
      ]);
    }
    await expect(nameAt(path)).resolves.toBe('Augusta');
    const now = tagOf(await ask('GET', path));
    expect((await ask('PATCH', path, { 'if-match': `W/${now}` }, { firstname: 'Weak' })).status).toBe(412);
    expect((await ask('DELETE', path, { 'if-match': `"other", ${now}` })).status).toBe(200);
    expect((await ask('DELETE', path, { 'if-match': now })).status).toBe(404);
    expect((await ask('PATCH', '/api/contacts/none', { 'if-match': now }, {})).status).toBe(404);
  });

  it('lets one of twenty win who have all seen the same, and tells the others', async () => {
    // Several times: with few connections to the database at first, they come one after the other.
    for (let round = 0; round < 5; round++) {
      const { path, tag } = await add('Ada');
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, n) =>
          ask('PATCH', path, { 'if-match': tag }, { firstname: `Winner ${n}` }),
        ),
      );
      const won = answers.flatMap(({ status }, n) => (status === 200 ? [n] : []));
      expect(won).toHaveLength(1);
      expect(answers.filter(({ status }) => status === 412)).toHaveLength(19);
      await expect(nameAt(path)).resolves.toBe(`Winner ${won[0]}`);
    }
  });

  it('names the next page and the first in Link, and a client that follows it sees every row once', async () => {
    for (let n = 0; n < 5; n++) await add(`Linked ${n}`);
    const seen: string[] = [];
    let url: string | undefined = '/api/v1/acme/contacts?limit=2&sort=created_at&type=lead';
    for (let pages = 0; url !== undefined && pages < 50; pages++) {
      const { json, headers }: HttpAnswer<Data<Contact[]>> = await ask('GET', url);
      seen.push(...json.data.map(({ id }) => id));
      const link: string = headers.get('link') ?? '';
      expect(link).toContain('</api/v1/acme/contacts?limit=2&sort=created_at&type=lead>; rel="first"');
      url = /<([^>]+)>; rel="next"/.exec(link)?.[1];
    }
    const all = await ask<Data<Contact[]>>('GET', '/api/contacts?limit=100&sort=created_at');
    expect(seen).toEqual(all.json.data.map(({ id }) => id));
  });

  it('tells the refusals of the guard as problems, too', async () => {
    const accept = 'application/problem+json';
    const { status, json, headers } = await api.request('GET', '/api/contacts', { headers: { accept } });
    expect(headers.get('content-type')).toContain(accept);
    expect([status, json]).toEqual([
      401,
      { type: 'about:blank', title: 'Unauthorized', status: 401, detail: 'API token is required' },
    ]);
    expect(headers.get('www-authenticate')).toBe('Bearer realm="latchkey"');
  });

  it('answers 405 with what a path takes, and 406 to whom JSON is no answer', async () => {
    const put = await ask('PUT', '/api/contacts', {}, {});
    expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS, POST']);
    const one = await ask('POST', '/api/contacts/0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77', {}, {});
    expect([one.status, one.headers.get('allow')]).toEqual([405, 'DELETE, GET, HEAD, OPTIONS, PATCH']);
    expect((await ask('GET', '/api/contacts', { accept: 'text/html' })).status).toBe(406);
  });

  it('lets pages of named origins alone read answers, errors included', async () => {
    const allowed = async (origin: string): Promise<string | null> =>
      (await api.request('GET', '/api/contacts', { headers: { origin } })).headers.get(
        'access-control-allow-origin',
      );
    await expect(allowed('https://app.example.com')).resolves.toBe('https://app.example.com');
    await expect(allowed('https://evil.example.com')).resolves.not.toBe('https://evil.example.com');
  });
});
