import { type HttpClient, type Latchkey, startLatchkey } from '@latchkey/testing';
import { apiOf, type Data, OperatorDesk } from './acting.js';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly created_at: string;
  readonly updated_at: string;
}
type RowPage = Data<Row[]> & { meta: { next_cursor: string | null } };

const anyText = expect.any(String) as string;
const LONG = 'x'.repeat(101);

type Refused = readonly [field: string, value: unknown];

/** What the API promises of each: its fields as they are when only a name is given, and what they may not be. */
const catalogues = [
  {
    path: 'statuses',
    one: 'Status',
    defaults: { color: '#808080', position: 0 },
    full: { name: 'Won', color: '#2E7d32', position: 3 },
    refused: [
      ['color', 'green'],
      ['color', '#12345'],
      ['color', '#1234567'],
      ['color', '#12345g'],
      ['color', null],
      ['position', -1],
      ['position', 1.5],
      ['position', '3'],
      ['position', 1_000_001],
      ['position', null],
    ],
  },
  { path: 'sources', one: 'Source', defaults: {}, full: { name: 'Web' }, refused: [['color', '#123456']] },
  {
    path: 'groups',
    one: 'Group',
    defaults: { description: null },
    full: { name: 'Partners', description: 'Who sell for us' },
    refused: [
      ['description', 7],
      ['description', 'x'.repeat(501)],
    ],
  },
] as const;

describe('the catalogues', () => {
  let latchkey: Latchkey;
  let api: HttpClient;
  let token: string;
  let theirs: string;
  beforeAll(async () => {
    latchkey = await startLatchkey();
    api = apiOf(latchkey);
    token = (await (await OperatorDesk.open(api, latchkey.operator)).create({ name: 'CRM' })).key;
    const stranger = await latchkey.addWorkspace('stranger');
    theirs = (await (await OperatorDesk.open(api, stranger.operator)).create({ name: 'Spy' })).key;
  });
  afterAll(() => latchkey.stop());

  describe.each(catalogues)('$path', ({ path, one, defaults, full, refused }) => {
    const places = [`/api/${path}`, `/api/v1/acme/${path}`];
    const add = async (body: object, at = places[0] ?? ''): Promise<Row> => {
      const answer = await api.request<Data<Row>>('POST', at, { token, body });
      expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 201 });
      return answer.json.data;
    };
    const refusalOf = async (method: string, at: string, body: object): Promise<string[]> => {
      const { status, json } = await api.request<{ errors?: object }>(method, at, { token, body });
      expect(status).toBe(422);
      return Object.keys(json.errors ?? {});
    };

    it.each(places)('are created, read, changed and deleted at %s', async (at) => {
      const row = await add({ name: `Only at ${at}` }, at);
      expect(row).toEqual({
        id: anyText,
        name: `Only at ${at}`,
        ...defaults,
        created_at: anyText,
        updated_at: row.created_at,
      });
      const place = `${at}/${row.id}`;
      expect((await api.request<Data<Row>>('GET', place, { token })).json.data).toEqual(row);
      const changed = await api.request<Data<Row>>('PATCH', place, { token, body: full });
      expect(changed.status).toBe(200);
      expect(changed.json.data).toMatchObject(full);
      const kept = await api.request<Data<Row>>('PATCH', place, { token, body: {} });
      expect(kept.json.data).toEqual(changed.json.data);
      const renamed = await api.request<Data<Row>>('PATCH', place, { token, body: { name: `At ${at}` } });
      expect(renamed.json.data).toMatchObject({ ...full, name: `At ${at}` });
      const deleted = await api.request('DELETE', place, { token });
      expect(deleted.status).toBe(200);
      expect(deleted.json).toEqual({
        status: 'success',
        data: { message: `${one} deleted successfully` },
      });
    });

    it('answer 404 when they are gone, never were, have no such id, or are another workspace’s', async () => {
      const mine = await add({ name: 'Mine' });
      const gone = await add({ name: 'Gone' });
      await api.request('DELETE', `/api/${path}/${gone.id}`, { token });
      const missing = [
        [gone.id, token],
        ['0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77', token],
        ['not-an-id', token],
        [mine.id, theirs],
      ] as const;
      for (const [id, by] of missing) {
        for (const method of ['GET', 'PATCH', 'DELETE']) {
          const body = method === 'PATCH' ? { name: 'Stolen' } : undefined;
          const { status, text } = await api.request(method, `/api/${path}/${id}`, { token: by, body });
          expect({ method, id, status, text }).toEqual({
            method,
            id,
            status: 404,
            text: `{"status":"error","message":"${one} not found"}`,
          });
        }
      }
      const { json } = await api.request<Data<Row>>('GET', `/api/${path}/${mine.id}`, { token });
      expect(json.data.name).toBe('Mine');
      expect((await api.request<RowPage>('GET', `/api/${path}`, { token: theirs })).json.data).toEqual([]);
    });

    it('have names of their own: another is refused by field, whatever its case', async () => {
      await add({ name: 'Taken' });
      const other = await add({ name: 'Other' });
      expect(await refusalOf('POST', `/api/${path}`, { name: 'tAKEN' })).toEqual(['name']);
      expect(await refusalOf('PATCH', `/api/${path}/${other.id}`, { name: 'tAKEN' })).toEqual(['name']);
    });

    it.each<Refused>([
      ['name', undefined],
      ['name', ''],
      ['name', '   '],
      ['name', LONG],
      ['name', 7],
      ['name', null],
      ['name', 'A\u0000'],
      ['nmae', 'misspelt'],
      ['id', '0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77'],
      ['workspace_id', '0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77'],
      ...refused,
    ])('refuse %s when it is %j, new or changed', async (field, value) => {
      const { id } = await add({ name: `Refusing ${String(Math.random())}` });
      expect(await refusalOf('POST', `/api/${path}`, { name: 'New', [field]: value })).toEqual([field]);
      if (value === undefined) return;
      expect(await refusalOf('PATCH', `/api/${path}/${id}`, { [field]: value })).toEqual([field]);
    });

    it('are listed page by page in the order that is asked for, newest first by default', async () => {
      const old = await api.request<RowPage>('GET', `/api/${path}?limit=100`, { token });
      for (const { id } of old.json.data) await api.request('DELETE', `/api/${path}/${id}`, { token });
      for (const name of ['b', 'd', 'a', 'e', 'c']) await add({ name });
      const listed = async (sort: string): Promise<string> => {
        const names: string[] = [];
        let cursor: string | null = '';
        while (cursor !== null) {
          const query: string = `limit=2${sort && `&sort=${sort}`}${cursor && `&cursor=${cursor}`}`;
          const at = `/api/v1/acme/${path}?${query}`;
          const { json }: { json: RowPage } = await api.request<RowPage>('GET', at, { token });
          names.push(...json.data.map(({ name }) => name));
          cursor = json.meta.next_cursor;
        }
        return names.join('');
      };
      await expect(listed('')).resolves.toBe('ceadb');
      await expect(listed('created_at')).resolves.toBe('bdaec');
      await expect(listed('name')).resolves.toBe('abcde');
      await expect(listed('-name')).resolves.toBe('edcba');
    });

    it.each(['limit=0', 'limit=101', 'limit=x', 'sort=workspace_id', 'cursor=garbage', 'shade=red'])(
      'refuse the query %s by field',
      async (query) => {
        const { status, json } = await api.request<{ errors: object }>('GET', `/api/${path}?${query}`, {
          token,
        });
        expect(status).toBe(422);
        expect(Object.keys(json.errors)).toEqual([query.split('=')[0]]);
      },
    );
  });
});
