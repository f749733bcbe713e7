import { type HttpClient, type Latchkey, startLatchkey } from '@latchkey/testing';
import { apiOf, OperatorDesk } from './acting.js';

/** X20, in the words of the requirements and not of the code. */
const TWENTY: readonly string[] = [
  ...['contacts', 'statuses', 'sources', 'groups'].flatMap((resource) =>
    ['create', 'read', 'update', 'delete'].map((verb) => `${resource}.${verb}`),
  ),
  'templates.read',
  'templatebots.read',
  'messagebots.read',
  'messages.send',
];

interface Row {
  readonly method: string;
  /** Without `/api`, and without `/v1/{workspace}` where the endpoint has that too. */
  readonly path: string;
  /** The ability; or what needs none: `any` good token, one with `no list`, `operators` only, `open` to everybody. */
  readonly needs: string;
  /** What whoever may ask is answered, with an id that nobody has and the body that is sent. */
  readonly status: number;
  readonly body?: object;
}

const bothWays = (row: Row): Row[] => [row, { ...row, path: `/v1/{workspace}${row.path}` }];
const operators = (method: string, ...paths: string[]): Row[] =>
  paths.map((path) => ({ method, path, needs: 'operators', status: 403 }));

const keptBy = (resource: string, body: object): Row[] => {
  const [all, single] = [`/${resource}`, `/${resource}/{id}`];
  return [
    { method: 'GET', path: all, needs: `${resource}.read`, status: 200 },
    { method: 'POST', path: all, needs: `${resource}.create`, status: 422, body: {} },
    { method: 'GET', path: single, needs: `${resource}.read`, status: 404 },
    { method: 'PATCH', path: single, needs: `${resource}.update`, status: 404, body },
    { method: 'DELETE', path: single, needs: `${resource}.delete`, status: 404 },
  ];
};
/** What none of the twenty stands for. */
const unlistedCrm = (resource: string, body: object): Row[] =>
  keptBy(resource, body).map((row) => ({ ...row, needs: 'no list' }));
const readBy = (path: string, needs: string): Row[] => [
  { method: 'GET', path, needs, status: 200 },
  { method: 'GET', path: `${path}/{id}`, needs, status: 404 },
];

const oneOfTheirs = { method: 'POST', needs: 'no list', status: 404 };

/** Every endpoint and what it needs: X21 to X24 for the twenty, D3 for bots, conversations, deals and reports, D14 for what manages tokens, K20 for who one is. */
const ENDPOINTS: readonly Row[] = [
  ...[
    ...keptBy('contacts', { firstname: 'Ada' }),
    // It reads CSV.
    { method: 'POST', path: '/contacts/import', needs: 'contacts.create', status: 415, body: {} },
    { method: 'GET', path: '/contacts/export', needs: 'contacts.read', status: 200 },
    ...['statuses', 'sources', 'groups'].flatMap((resource) => keptBy(resource, { name: 'New' })),
    ...readBy('/templates', 'templates.read'),
    ...readBy('/templatebots', 'templatebots.read'),
    ...readBy('/messagebots', 'messagebots.read'),
    ...['/send', '/template', '/media', '/validate'].map((path) => ({
      method: 'POST',
      path: `/messages${path}`,
      needs: 'messages.send',
      status: 422,
      body: {},
    })),
    { method: 'POST', path: '/messages/media/upload', needs: 'messages.send', status: 415 },
    { method: 'GET', path: '/messages', needs: 'messages.send', status: 200 },
    { method: 'GET', path: '/messages/{id}', needs: 'messages.send', status: 404 },
    ...['GET', 'DELETE'].map((method) => ({
      method,
      path: '/whatsapp/number',
      needs: 'no list',
      status: 404,
    })),
    { method: 'PUT', path: '/whatsapp/number', needs: 'no list', status: 422, body: {} },
    { method: 'POST', path: '/bot/{botId}/session/create', needs: 'no list', status: 404 },
    { method: 'GET', path: '/bot/{botId}/usage/fetch', needs: 'no list', status: 404 },
    ...keptBy('webhooks', {}).map((row) => ({ ...row, needs: 'no list' })),
    ...['/rotate-secret', '/test'].map((path) => ({ ...oneOfTheirs, path: `/webhooks/{id}${path}` })),
    { method: 'POST', path: '/webhooks/{id}/recover', needs: 'no list', status: 422, body: {} },
    { method: 'GET', path: '/webhooks/{id}/deliveries', needs: 'no list', status: 404 },
    { method: 'GET', path: '/webhooks/{id}/deliveries/{deliveryId}', needs: 'no list', status: 404 },
    { ...oneOfTheirs, path: '/webhooks/{id}/deliveries/{deliveryId}/redeliver' },
    ...readBy('/conversations', 'no list'),
    { method: 'GET', path: '/conversations/{id}/messages', needs: 'no list', status: 404 },
    {
      method: 'PATCH',
      path: '/conversations/{id}',
      needs: 'no list',
      status: 404,
      body: { status: 'closed' },
    },
    { method: 'POST', path: '/conversations/{id}/read', needs: 'no list', status: 404 },
    ...unlistedCrm('pipelines', { name: 'New' }),
    ...unlistedCrm('deals', { title: 'New' }),
    ...['messages', 'contacts', 'api-usage'].map((report) => ({
      method: 'GET',
      path: `/reports/${report}`,
      needs: 'no list',
      status: 200,
    })),
    { method: 'GET', path: '/token/self', needs: 'any', status: 200 },
  ].flatMap(bothWays),
  ...operators(
    'GET',
    '/api-keys',
    '/api-keys/templates',
    '/api-keys/{id}',
    '/api-keys/{id}/audit',
    '/team',
    '/workspace',
  ),
  ...operators('POST', '/api-keys', '/api-keys/test', '/api-keys/import', '/api-keys/revoke-many'),
  ...operators('POST', '/api-keys/{id}/rotate'),
  ...operators('POST', '/auth/logout', '/team'),
  ...operators('PATCH', '/api-keys/{id}', '/team/{id}', '/workspace'),
  ...operators('DELETE', '/api-keys/{id}', '/team/{id}'),
  // There are no credentials for WhatsApp here.
  {
    method: 'GET',
    path: '/providers/whatsapp/webhook',
    needs: 'open',
    status: 422,
  },
  { method: 'POST', path: '/providers/whatsapp/webhook', needs: 'open', status: 404, body: {} },
  { method: 'POST', path: '/auth/login', needs: 'open', status: 422, body: {} },
  { method: 'POST', path: '/auth/refresh', needs: 'open', status: 422, body: {} },
];

/** What tokens there are: no list, an empty one, each ability alone, and all others without it. */
const GRANTS: readonly { readonly what: string; readonly abilities: readonly string[] | null }[] = [
  { what: 'no list of abilities', abilities: null },
  { what: 'an empty list', abilities: [] },
  ...TWENTY.map((ability) => ({ what: `${ability} alone`, abilities: [ability] })),
  ...TWENTY.map((ability) => ({
    what: `all but ${ability}`,
    abilities: TWENTY.filter((other) => other !== ability),
  })),
];

/** The requirement in one sentence each: D3 for null and [], X27 and X28 for what is missing, D14. */
function expected({ needs, status }: Row, abilities: readonly string[] | null): string {
  if (needs === 'operators') return '403 Tokens cannot manage tokens';
  if (needs === 'no list' && abilities !== null) {
    return '403 Token is restricted to abilities, and none covers this route';
  }
  const isFree = needs === 'any' || needs === 'open' || abilities === null;
  if (isFree || abilities.includes(needs)) return String(status);
  return `403 Token does not have the required ability: ${needs}`;
}

describe('twenty abilities at every endpoint', () => {
  let latchkey: Latchkey;
  let api: HttpClient;
  let desk: OperatorDesk;
  beforeAll(async () => {
    latchkey = await startLatchkey();
    api = apiOf(latchkey);
    desk = await OperatorDesk.open(api, latchkey.operator);
  });
  afterAll(() => latchkey.stop());

  const nameOf = ({ method, path }: Row): string => `${method} /api${path}`;

  it('has a row for every endpoint that the reference names', async () => {
    const { json } = await api.request<{ paths: Record<string, object> }>('GET', '/docs/openapi.json');
    const described = Object.entries(json.paths)
      .filter(([path]) => !path.startsWith('/health/'))
      .flatMap(([path, item]) => Object.keys(item).map((verb) => `${verb.toUpperCase()} ${path}`));
    expect(ENDPOINTS.map(nameOf).sort()).toEqual(described.sort());
    expect(TWENTY).toHaveLength(20);
  });

  it.each(GRANTS)('with $what', async ({ abilities }) => {
    const { key } = await desk.create({ name: 'In the matrix', ...(abilities && { abilities }) });
    for (const row of ENDPOINTS) {
      const url = row.path
        .replace('{workspace}', 'acme')
        .replaceAll(/\{\w+\}/g, '0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77');
      const { status, json } = await api.request<{ message?: string }>(row.method, `/api${url}`, {
        token: key,
        ...(row.body && { body: row.body }),
      });
      const answer = status === 403 || status === 401 ? `${status} ${json.message ?? ''}` : String(status);
      expect({ endpoint: nameOf(row), answer }).toEqual({
        endpoint: nameOf(row),
        answer: expected(row, abilities),
      });
    }
  });
});
