import { type HttpClient, type Latchkey, startLatchkey } from '@latchkey/testing';
import { apiOf, type Data, OperatorDesk } from './acting.js';
import { SeededRows, type Table } from './seeded-rows.js';

/** Templates and bots, which tokens may read and nobody creates over the API (X23). */
describe('templates and bots', () => {
  let latchkey: Latchkey;
  let api: HttpClient;
  let rows: SeededRows;
  let token: string;
  let template: string;
  beforeAll(async () => {
    latchkey = await startLatchkey();
    api = apiOf(latchkey);
    rows = new SeededRows(latchkey.superuserUrls.resource);
    token = (await (await OperatorDesk.open(api, latchkey.operator)).create({ name: 'Reader' })).key;
    template = await rows.add('templates', latchkey.workspace.id, { name: 'shown' });
  });
  afterAll(async () => {
    await rows.stop();
    await latchkey.stop();
  });

  const shown: { path: string; table: Table; terms: () => object; fields: () => object }[] = [
    {
      path: 'templates',
      table: 'templates',
      terms: () => ({
        language: 'de',
        category: 'marketing',
        status: 'pending',
        body: 'Hallo',
        parameter_count: 0,
      }),
      fields: () => ({
        language: 'de',
        category: 'marketing',
        status: 'pending',
        body: 'Hallo',
        parameter_count: 0,
      }),
    },
    {
      path: 'templatebots',
      table: 'template_bots',
      terms: () => ({ trigger: 'hi', template_id: template, is_active: false }),
      fields: () => ({ trigger: 'hi', template_id: template, is_active: false }),
    },
    {
      path: 'messagebots',
      table: 'message_bots',
      terms: () => ({ trigger: 'hi', reply_text: 'Hello!' }),
      fields: () => ({ trigger: 'hi', reply_text: 'Hello!', is_active: true }),
    },
  ];

  it.each(shown)(
    'are shown whole at /$path, alone and in the list',
    async ({ path, table, terms, fields }) => {
      const id = await rows.add(table, latchkey.workspace.id, { name: 'Zoe', ...terms() });
      const one = await api.request<Data<object>>('GET', `/api/v1/acme/${path}/${id}`, { token });
      expect(one.status).toBe(200);
      expect(one.json.data).toEqual({
        id,
        name: 'Zoe',
        ...fields(),
        created_at: expect.stringMatching(/^\d{4}-.*Z$/) as string,
        updated_at: expect.stringMatching(/^\d{4}-.*Z$/) as string,
      });
      const whole = await api.request<Data<object[]>>('GET', `/api/${path}?limit=100`, { token });
      expect(whole.json.data).toContainEqual(one.json.data);
    },
  );

  it.each(shown)('come in pages at /$path', async ({ path, table }) => {
    const names = ['Page 1', 'Page 2', 'Page 3'];
    const theirs = await latchkey.addWorkspace(`pages-${path}`);
    const reader = await OperatorDesk.open(api, theirs.operator);
    const { key } = await reader.create({ name: 'Pages' });
    const terms = async () =>
      table === 'template_bots' ? { template_id: await rows.add('templates', theirs.id) } : {};
    for (const name of names) await rows.add(table, theirs.id, { name, ...(await terms()) });
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = `sort=name&limit=2${cursor && `&cursor=${cursor}`}`;
      const { json } = await api.request<Data<{ name: string }[]> & { meta: { next_cursor: string | null } }>(
        'GET',
        `/api/${path}?${query}`,
        { token: key },
      );
      seen.push(...json.data.map(({ name }) => name));
      cursor = json.meta.next_cursor;
    }
    expect(seen).toEqual(names);
  });

  it.each(shown)('are neither made, changed nor deleted at /$path', async ({ path, table }) => {
    const id = await rows.add(table, latchkey.workspace.id);
    for (const [method, place] of [
      ['POST', ''],
      ['PATCH', `/${id}`],
      ['DELETE', `/${id}`],
    ] as const) {
      const body = method === 'DELETE' ? undefined : { name: 'New' };
      const { status } = await api.request(method, `/api/${path}${place}`, { token, body });
      expect({ method, status }).toEqual({ method, status: 405 });
    }
    expect((await api.request('GET', `/api/${path}/${id}`, { token })).status).toBe(200);
  });

  it('a bot’s template is of its own workspace', async () => {
    const theirs = (await latchkey.addWorkspace('other')).id;
    await expect(rows.add('template_bots', theirs, { template_id: template })).rejects.toThrow(
      'template_bots_template',
    );
  });
});
