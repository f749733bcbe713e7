import { type HttpClient, type Latchkey, startLatchkey } from '@latchkey/testing';
import { apiOf, OperatorDesk } from './acting.js';
import { GUARDED } from './guarded-endpoints.js';

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
  /** Without `/api`. */
  readonly path: string;
  /** The ability; or what needs none: `any` good token, one with `no list`, `operators` only, `open` to everybody. */
  readonly needs: string;
}

const rowsOf = (needs: string, method: string, ...paths: string[]): Row[] =>
  paths.map((path) => ({ method, path, needs }));

/** Every endpoint and what it needs: X21 to X24 for the twenty, D3 for what no ability stands for, D14 for what manages tokens, K20 for who one is. */
const ENDPOINTS: readonly Row[] = [
  ...[
    ...GUARDED.map(({ method, path, ability }) => ({ method, path, needs: ability ?? 'no list' })),
    ...rowsOf('any', 'GET', '/token/self'),
  ].flatMap((row) => [row, { ...row, path: `/v1/{workspace}${row.path}` }]),
  ...rowsOf('operators', 'GET', '/api-keys', '/api-keys/templates', '/api-keys/{id}', '/api-keys/{id}/audit'),
  ...rowsOf('operators', 'GET', '/team', '/workspace'),
  ...rowsOf('operators', 'POST', '/api-keys', '/api-keys/test', '/api-keys/import', '/api-keys/revoke-many'),
  ...rowsOf('operators', 'POST', '/api-keys/{id}/rotate', '/auth/logout', '/team'),
  ...rowsOf('operators', 'PATCH', '/api-keys/{id}', '/team/{id}', '/workspace'),
  ...rowsOf('operators', 'DELETE', '/api-keys/{id}', '/team/{id}'),
  ...rowsOf('open', 'POST', '/auth/login', '/auth/refresh', '/providers/whatsapp/webhook'),
  ...rowsOf('open', 'GET', '/providers/whatsapp/webhook'),
];

const nameOf = ({ method, path }: Row): string => `${method} /api${path}`;

/** Whatever it is answered then, with an id that nobody has and a body that may not do. */
const LET_IN = 'let in';

/** One handler has both paths, with the workspace and without: each token asks at every other one of them. */
const askedBy = (nth: number): readonly Row[] => {
  const places = new Map(ENDPOINTS.map((row) => [nameOf(row), row]));
  return ENDPOINTS.filter((row, index) => {
    const twin = nameOf({ ...row, path: `/v1/{workspace}${row.path}` });
    const isTwin = row.path.startsWith('/v1/{workspace}');
    return (!isTwin && !places.has(twin)) || (Math.floor(index / 2) + nth + Number(isTwin)) % 2 === 0;
  });
};

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
function expected({ needs }: Row, abilities: readonly string[] | null): string {
  if (needs === 'operators') return '403 Tokens cannot manage tokens';
  if (needs === 'no list' && abilities !== null) {
    return '403 Token is restricted to abilities, and none covers this route';
  }
  const isFree = needs === 'any' || needs === 'open' || abilities === null;
  if (isFree || abilities.includes(needs)) return LET_IN;
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

  it('has a row for every endpoint that the reference names', async () => {
    const { json } = await api.request<{ paths: Record<string, object> }>('GET', '/docs/openapi.json');
    const described = Object.entries(json.paths)
      .filter(([path]) => !path.startsWith('/health/'))
      .flatMap(([path, item]) => Object.keys(item).map((verb) => `${verb.toUpperCase()} ${path}`));
    expect(ENDPOINTS.map(nameOf).sort()).toEqual(described.sort());
    expect(TWENTY).toHaveLength(20);
  });

  it.each(GRANTS.map((grant, nth) => ({ ...grant, nth })))('with $what', async ({ abilities, nth }) => {
    const { key } = await desk.create({ name: 'In the matrix', ...(abilities && { abilities }) });
    for (const row of askedBy(nth)) {
      const url = row.path
        .replace('{workspace}', 'acme')
        .replaceAll(/\{\w+\}/g, '0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77');
      const { status, json } = await api.request<{ message?: string }>(row.method, `/api${url}`, {
        token: key,
        ...(row.method === 'POST' && { body: {} }),
      });
      const isRefused = status === 401 || status === 403;
      const answer = isRefused ? `${status} ${json.message ?? ''}` : LET_IN;
      expect({ endpoint: nameOf(row), answer }).toEqual({
        endpoint: nameOf(row),
        answer: expected(row, abilities),
      });
    }
  });
});
