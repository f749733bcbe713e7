import { ABILITIES } from '@latchkey/contracts';
import { type HttpClient, type Latchkey, startLatchkey, testPassword } from '@latchkey/testing';
import { apiOf, type Data, OperatorDesk } from './acting.js';

interface Endpoint {
  readonly method: string;
  readonly paths: readonly string[];
  readonly action_path: string | null;
  readonly allowed: boolean;
  readonly only: readonly string[] | null;
  readonly writes: boolean;
  readonly refusal: string | null;
}
interface Tested {
  readonly endpoints: readonly Endpoint[];
  readonly unused_routes: readonly string[];
}

const NAMED = '0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77';
const OTHER = '0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a78';

/** Of ids in a path. */
const PLACES = /\{\w+\}/g;

describe('the tester of tokens that do not exist yet (C17)', () => {
  let latchkey: Latchkey;
  let api: HttpClient;
  /** An admin, and an operator who may write no contacts. */
  const desks: Record<string, OperatorDesk> = {};
  beforeAll(async () => {
    latchkey = await startLatchkey();
    api = apiOf(latchkey);
    const admin = await OperatorDesk.open(api, latchkey.operator);
    const reader = { email: 'reader@acme.test', password: testPassword() };
    const body = { ...reader, permissions: ['conversations.read'] };
    await api.request('POST', '/api/team', { token: admin.session.access_token, body });
    Object.assign(desks, { admin, reader: await OperatorDesk.open(api, reader) });
  });
  afterAll(() => latchkey.stop());

  const deskOf = (owner: string): OperatorDesk => {
    const desk = desks[owner];
    if (!desk) throw new Error(`nobody is ${owner}`);
    return desk;
  };
  const test = async (owner: string, terms: object): Promise<Tested> => {
    const answer = await deskOf(owner).manage<Data<Tested>>('POST', '/test', terms);
    expect(answer.status).toBe(200);
    return answer.json.data;
  };
  const allowed = ({ endpoints }: Tested): string[] =>
    endpoints.flatMap((endpoint) => (endpoint.allowed ? (endpoint.action_path ?? []) : []));

  it('knows the endpoints of the reference, and no others', async () => {
    const { endpoints } = await test('admin', {});
    const { json } = await api.request<{ paths: Record<string, object> }>('GET', '/docs/openapi.json');
    const described = Object.entries(json.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([verb, operation]: [string, Record<string, unknown>]) => ({
        name: `${verb.toUpperCase()} ${path}`,
        action_path: operation['x-action-path'] ?? null,
      })),
    );
    const known = endpoints.flatMap(({ method, paths, action_path }) =>
      paths.map((path) => ({ name: `${method} ${path}`, action_path })),
    );
    const byName = (one: { name: string }, other: { name: string }): number =>
      one.name < other.name ? -1 : 1;
    expect(known.sort(byName)).toEqual(described.sort(byName));
  });

  const termsToTry = [
    {},
    { abilities: [] },
    { abilities: ['contacts.read'] },
    { abilities: ['contacts.create', 'contacts.delete'] },
    { abilities: [...ABILITIES] },
    { allowed_routes: [] },
    { allowed_routes: ['contacts/*'] },
    { allowed_routes: ['contacts/**'] },
    { allowed_routes: [`contacts/${NAMED}/*`] },
    { allowed_routes: ['**/list', `**/${NAMED}/update`] },
    { allowed_routes: ['contacts/*/fetch', `contacts/${NAMED}/**`], abilities: ['contacts.read'] },
    { template: 'read-only-access' },
    { template: 'bot-session-create', template_parameters: { botId: 'b7' } },
  ];

  /** What the guard says, of the request that the tester spoke of: null is not a refusal. */
  async function refusalOf(key: string, { method }: Endpoint, url: string): Promise<string | null> {
    const body = ['POST', 'PATCH'].includes(method) ? { body: {} } : {};
    const { status, json } = await api.request<{ message: string }>(method, url, { token: key, ...body });
    return status === 403 ? json.message : status === 401 ? `401 ${json.message}` : null;
  }

  it.each(['admin', 'reader'].flatMap((owner) => termsToTry.map((terms) => ({ owner, terms }))))(
    'says of every endpoint what the guard says: $owner, $terms',
    async ({ owner, terms }) => {
      const { endpoints } = await test(owner, terms);
      const { key } = await deskOf(owner).create({ name: 'Really made', ...terms });
      let asked = 0;
      for (const endpoint of endpoints) {
        for (const path of endpoint.paths) {
          for (const id of path.replace('{workspace}', '').includes('{') ? [NAMED, OTHER] : [NAMED]) {
            const url = path.replace('{workspace}', 'acme').replace(PLACES, id);
            const said = await refusalOf(key, endpoint, url);
            const shown = endpoint.action_path?.replace(PLACES, id) ?? '';
            const isOfIt = endpoint.only?.includes(shown) ?? true;
            const expected = isOfIt
              ? (endpoint.refusal?.replace(PLACES, id) ?? null)
              : `Token is not allowed to call this route: ${shown}`;
            expect({ url, method: endpoint.method, said }).toEqual({
              url,
              method: endpoint.method,
              said: expected,
            });
            asked++;
          }
        }
      }
      expect(asked).toBeGreaterThan(30);
    },
  );

  it('says which of them write, and with which ids', async () => {
    const tested = await test('admin', { allowed_routes: ['contacts/list', `contacts/${NAMED}/*`] });
    const contacts = tested.endpoints.filter(({ action_path }) => action_path?.startsWith('contacts/'));
    expect(
      contacts.map(({ method, action_path, allowed: may, only, writes }) => [
        method,
        action_path,
        may,
        only,
        writes,
      ]),
    ).toEqual([
      ['POST', 'contacts/import', false, null, true],
      ['GET', 'contacts/export', false, null, false],
      ['GET', 'contacts/list', true, null, false],
      ['POST', 'contacts/create', false, null, true],
      ['GET', 'contacts/{id}/fetch', true, [`contacts/${NAMED}/fetch`], false],
      ['PATCH', 'contacts/{id}/update', true, [`contacts/${NAMED}/update`], true],
      ['DELETE', 'contacts/{id}/delete', true, [`contacts/${NAMED}/delete`], true],
    ]);
  });

  it('names the patterns that cover nothing here', async () => {
    const covering = ['contacts/*', `**/${NAMED}/fetch`, 'token/self'];
    const idle = ['contact/**', 'contacts/List', 'contacts/*/*/*', 'dataset/**', 'api-keys/**'];
    const { unused_routes } = await test('admin', { allowed_routes: [...idle, ...covering] });
    expect(unused_routes).toEqual(idle);
  });

  it('takes the operator’s own permissions, or those that are given', async () => {
    const of = (resource: string, tested: Tested): string[] =>
      allowed(tested).filter((path) => path.startsWith(`${resource}/`));
    const reading = ['contacts/export', 'contacts/list', 'contacts/{id}/fetch'];
    expect(of('contacts', await test('reader', {}))).toEqual(reading);
    expect(of('messages', await test('reader', {}))).toEqual([]);
    expect(of('contacts', await test('reader', { permissions: ['contacts.write'] }))).toEqual([
      'contacts/import',
      'contacts/export',
      'contacts/list',
      'contacts/create',
      'contacts/{id}/fetch',
      'contacts/{id}/update',
      'contacts/{id}/delete',
    ]);
    expect(of('contacts', await test('admin', { permissions: [] }))).toEqual(reading);
  });

  it('is for operators, and refuses what a token would be refused for', async () => {
    const { key } = await deskOf('admin').create({ name: 'No operator' });
    expect((await api.request('POST', '/api/api-keys/test', { token: key, body: {} })).status).toBe(403);
    const body = {
      abilities: ['contacts.*'],
      allowed_routes: ['/contacts'],
      permissions: ['all'],
      name: 'x',
    };
    const answer = await deskOf('admin').manage<{ errors: object }>('POST', '/test', body);
    expect(answer.status).toBe(422);
    expect(Object.keys(answer.json.errors).sort()).toEqual([
      'abilities',
      'allowed_routes',
      'name',
      'permissions',
    ]);
  });
});
