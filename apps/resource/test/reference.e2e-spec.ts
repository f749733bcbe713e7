import { type HttpClient, type Latchkey, startLatchkey } from '@latchkey/testing';
import { apiOf } from './acting.js';

interface Operation {
  readonly security?: readonly object[];
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly operationId: string;
  readonly 'x-action-path'?: string;
  readonly responses: Readonly<Record<string, unknown>>;
}
interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

const OPEN = [
  ...['POST /api/auth/login', 'POST /api/auth/refresh', 'GET /health/live', 'GET /health/ready'],
  ...['GET /api/providers/whatsapp/webhook', 'POST /api/providers/whatsapp/webhook'],
];

const OPERATORS_ONLY = [
  '/api/api-keys',
  '/api/auth/logout',
  '/api/team',
  '/api/api-keys/templates',
  '/api/workspace',
];

describe('the API reference', () => {
  let latchkey: Latchkey;
  let api: HttpClient;
  let operations: { name: string; path: string; method: string; operation: Operation }[];
  beforeAll(async () => {
    latchkey = await startLatchkey();
    api = apiOf(latchkey);
    const { json } = await api.request<OpenApi>('GET', '/docs/openapi.json');
    operations = Object.entries(json.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([verb, operation]) => {
        const method = verb.toUpperCase();
        return { name: `${method} ${path}`, path, method, operation };
      }),
    );
  });
  afterAll(() => latchkey.stop());

  it('is a page that brings its own style and script', async () => {
    const page = await api.request('GET', '/docs');
    expect(page.status).toBe(200);
    expect(page.text).toContain('Latchkey API');
    const links = [...page.text.matchAll(/(?:href|src)="\.\/(docs\/[^"]+)"/g)].map(([, link]) => link);
    expect(links.length).toBeGreaterThan(2);
    for (const link of links) expect((await api.request('GET', `/${link ?? ''}`)).status).toBe(200);
    expect(page.text).not.toMatch(/(?:href|src)="https?:/);
  });

  it('names every operation once, and every part of its path', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { name, path, operation } of operations) {
      const inPath = [...path.matchAll(/{(\w+)}/g)].map(([, part]) => part);
      const described = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
      expect({ name, parts: described.map((parameter) => parameter.name) }).toEqual({ name, parts: inPath });
    }
  });

  it('says which operations are open; every other one is closed', async () => {
    const open = operations.filter(({ operation }) => operation.security?.length === 0);
    expect(open.map(({ name }) => name).sort()).toEqual([...OPEN].sort());
    for (const { name, method, path } of operations.filter((operation) => !OPEN.includes(operation.name))) {
      const url = path
        .replace('{workspace}', 'acme')
        .replaceAll(/{\w+}/g, '01890a5d-ac96-774b-bcce-b302099a8057');
      const { status, text } = await api.request(method, url);
      expect({ name, status, text }).toEqual({
        name,
        status: 401,
        text: '{"status":"error","message":"API token is required"}',
      });
    }
  });

  it('names the action path of whatever a token can reach, the same with and without a workspace', () => {
    const named = operations.flatMap(({ name, operation }) => {
      const path = operation['x-action-path'];
      return path === undefined ? [] : [[name, path]];
    });
    const within = (resource: string, actions: Record<string, string>) =>
      [`/api/v1/{workspace}/${resource}`, `/api/${resource}`].flatMap((base) =>
        Object.entries(actions).map(([operation, path]) => [
          operation.replace('/', base + '/').replace(/\/$/, ''),
          path,
        ]),
      );
    expect(named.sort()).toEqual(
      [
        ...['contacts', 'statuses', 'sources', 'groups', 'pipelines', 'deals'].flatMap((resource) =>
          within(resource, {
            'GET /': `${resource}/list`,
            'POST /': `${resource}/create`,
            'GET /{id}': `${resource}/{id}/fetch`,
            'PATCH /{id}': `${resource}/{id}/update`,
            'DELETE /{id}': `${resource}/{id}/delete`,
          }),
        ),
        ...within('contacts', { 'POST /import': 'contacts/import', 'GET /export': 'contacts/export' }),
        ...['templates', 'templatebots', 'messagebots'].flatMap((path) => {
          const resource = path.replace('-', '');
          return within(path, { 'GET /': `${resource}/list`, 'GET /{id}': `${resource}/{id}/fetch` });
        }),
        ...within('messages', {
          'POST /send': 'messages/send',
          'POST /template': 'messages/template/send',
          'POST /media': 'messages/media/send',
          'POST /validate': 'messages/phone/validate',
          'POST /media/upload': 'messages/media/upload',
          'GET /': 'messages/list',
          'GET /{id}': 'messages/{id}/fetch',
        }),
        ...within('whatsapp', {
          'GET /number': 'whatsapp/number/fetch',
          'PUT /number': 'whatsapp/number/update',
          'DELETE /number': 'whatsapp/number/delete',
        }),
        ...within('bot', {
          'POST /{botId}/session/create': 'bot/{botId}/session/create',
          'GET /{botId}/usage/fetch': 'bot/{botId}/usage/fetch',
        }),
        ...within('webhooks', {
          'GET /': 'webhooks/list',
          'POST /': 'webhooks/create',
          'GET /{id}': 'webhooks/{id}/fetch',
          'PATCH /{id}': 'webhooks/{id}/update',
          'DELETE /{id}': 'webhooks/{id}/delete',
          'POST /{id}/rotate-secret': 'webhooks/{id}/secret/rotate',
          'POST /{id}/test': 'webhooks/{id}/test',
          'POST /{id}/recover': 'webhooks/{id}/recover',
          'GET /{id}/deliveries': 'webhooks/{id}/deliveries/list',
          'GET /{id}/deliveries/{deliveryId}': 'webhooks/{id}/deliveries/{deliveryId}/fetch',
          'POST /{id}/deliveries/{deliveryId}/redeliver': 'webhooks/{id}/deliveries/{deliveryId}/redeliver',
        }),
        ...within('conversations', {
          'GET /': 'conversations/list',
          'GET /{id}': 'conversations/{id}/fetch',
          'GET /{id}/messages': 'conversations/{id}/messages/list',
          'PATCH /{id}': 'conversations/{id}/update',
          'POST /{id}/read': 'conversations/{id}/read',
        }),
        ...within('reports', {
          'GET /messages': 'reports/messages/fetch',
          'GET /contacts': 'reports/contacts/fetch',
          'GET /api-usage': 'reports/api-usage/fetch',
        }),
        ...within('token', { 'GET /self': 'token/self' }),
      ].sort(),
    );
    // What has none is open to everybody, or to operators alone.
    for (const { path, operation } of operations.filter(({ operation }) => !operation['x-action-path'])) {
      const isOpen = operation.security?.length === 0;
      expect({ path, isFree: isOpen || OPERATORS_ONLY.some((place) => path.startsWith(place)) }).toEqual({
        path,
        isFree: true,
      });
    }
  });

  it('describes the refusals of each', () => {
    for (const { name, operation } of operations.filter(({ path }) => !path.startsWith('/health'))) {
      const namesRow = /{\w*[iI]d}/.test(name);
      expect({ name, statuses: Object.keys(operation.responses) }).toEqual({
        name,
        statuses: expect.arrayContaining(['401', '503', ...(namesRow ? ['404'] : [])]) as string[],
      });
    }
  });
});
