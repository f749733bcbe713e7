import { loadConfig } from '@latchkey/platform';
import { type HttpClient, type Latchkey, startLatchkey } from '@latchkey/testing';
import { apiOf } from './acting.js';
import { createResourceApp } from '../src/app.js';
import { ResourceConfig } from '../src/config/resource.config.js';
import { DescribedApi, type OpenApi, type Operation } from './described-api.js';
import { flawsOf } from './reference-rules.js';

const OPEN = [
  ...['POST /api/auth/login', 'POST /api/auth/refresh', 'GET /health/live', 'GET /health/ready'],
  ...['GET /api/providers/whatsapp/webhook', 'POST /api/providers/whatsapp/webhook'],
];
const LARGEST_BYTES = 512 * 1024;

/** As it is broken here. */
interface Loose {
  readonly paths: Record<string, Record<string, Record<string, unknown>>>;
  readonly components: Record<string, Record<string, Record<string, unknown>>>;
}

interface Broken {
  readonly what: string;
  /** What is said of it. */
  readonly flaw: string;
  readonly broken: (document: Loose) => void;
}

const at = ({ paths }: Loose, path: string, verb = 'get') => paths[path]?.[verb] ?? {};
const part = ({ components }: Loose, kind: string, name: string) => components[kind]?.[name] ?? {};

/** Each in a place of its own, so that none hides another. */
const BROKEN: readonly Broken[] = [
  {
    what: 'two operations have one name',
    flaw: 'operation-operationId-unique',
    broken: (document) => (at(document, '/api/sources').operationId = 'Contact_list'),
  },
  {
    what: 'an operation has no summary',
    flaw: 'operation-summary',
    broken: (document) => delete at(document, '/api/groups').summary,
  },
  {
    what: 'a tag is not described',
    flaw: 'operation-tag-defined',
    broken: (document) => (at(document, '/api/groups').tags = ['people']),
  },
  {
    what: 'a part of a path is not described',
    flaw: 'path-parameters-defined',
    broken: (document) => delete at(document, '/api/contacts/{id}').parameters,
  },
  {
    what: 'a parameter is not explained',
    flaw: 'parameter-description',
    broken: (document) => delete part(document, 'parameters', 'limit').description,
  },
  {
    what: 'nobody uses a component',
    flaw: 'no-unused-components',
    broken: (document) => Object.assign(document.components.schemas ?? {}, { Unused: { type: 'string' } }),
  },
  {
    what: 'the example of a body does not fit',
    flaw: 'no-invalid-media-type-examples',
    broken: (document) => {
      const content = { 'application/json': { schema: { type: 'string' }, example: 7 } };
      Object.assign(part(document, 'requestBodies', 'Contact_create'), { content });
    },
  },
  {
    what: 'the example of a field does not fit',
    flaw: 'no-invalid-schema-examples',
    broken: (document) => Object.assign(part(document, 'schemas', 'ErrorDto'), { examples: [7] }),
  },
  {
    what: 'a status is missing',
    flaw: 'GET /api/templates says nothing of 429',
    broken: (document) => delete (at(document, '/api/templates').responses as Record<string, unknown>)[429],
  },
  {
    what: 'a header is missing',
    flaw: 'POST /api/contacts 201 is without X-Request-Id',
    broken: (document) => delete part(document, 'responses', 'Contact_create_201').headers,
  },
  {
    what: 'a body has no example',
    flaw: 'POST /api/groups has no example of its body',
    broken: (document) => {
      const content = { 'application/json': { schema: { type: 'object' } } };
      Object.assign(part(document, 'requestBodies', 'Group_create'), { content });
    },
  },
  {
    what: 'an answer has no example',
    flaw: 'GET /api/contacts/{id} 200 has no example of application/json',
    broken: (document) => {
      const content = { 'application/json': { schema: { type: 'object' } } };
      Object.assign(part(document, 'responses', 'Contact_fetch_200'), { content });
    },
  },
  {
    what: 'an action path is missing',
    flaw: 'GET /api/templates has no action path',
    broken: (document) => delete at(document, '/api/templates')['x-action-path'],
  },
];
const NO_OPENAPI: Broken = {
  what: 'it is no OpenAPI',
  flaw: 'struct',
  broken: (document) => (at(document, '/api/templates').responses = 7),
};
const LEADS_NOWHERE: Broken = {
  what: 'a reference leads nowhere',
  flaw: 'no-unresolved-refs',
  broken: (document) =>
    (at(document, '/api/groups', 'post').requestBody = { $ref: '#/components/requestBodies/None' }),
};

describe('the API reference', () => {
  let latchkey: Latchkey;
  let api: HttpClient;
  let document: OpenApi;
  let text: string;
  let described: DescribedApi;
  beforeAll(async () => {
    latchkey = await startLatchkey();
    api = apiOf(latchkey);
    ({ json: document, text } = await api.request<OpenApi>('GET', '/docs/openapi.json'));
    described = new DescribedApi(document);
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

  it('is OpenAPI 3.1 that keeps every rule', async () => {
    expect(document).toMatchObject({ openapi: '3.1.0' });
    expect(await flawsOf(document)).toEqual([]);
    expect(Buffer.byteLength(text)).toBeLessThan(LARGEST_BYTES);
  });

  const flawsWhen = async (...breaks: readonly Broken[]): Promise<string[]> => {
    const copy = structuredClone(document) as unknown as Loose;
    for (const { broken } of breaks) broken(copy);
    const flaws = (await flawsOf(copy as unknown as OpenApi)).join('\n');
    return breaks.filter(({ flaw }) => !flaws.includes(flaw)).map(({ what }) => what);
  };

  it('is found not to keep a rule, for each of them', async () => {
    expect(await flawsWhen(...BROKEN)).toEqual([]);
    expect(await flawsWhen(NO_OPENAPI)).toEqual([]);
    expect(await flawsWhen(LEADS_NOWHERE)).toEqual([]);
  });

  it('says which operations are open; every other one is closed', () => {
    const open = described.operations.filter(({ access }) => access === 'open');
    expect(open.map(({ name }) => name).sort()).toEqual([...OPEN].sort());
  });

  it('says the same of an endpoint with and without a workspace in its path', () => {
    const within = described.operations.filter(({ path }) => path.includes('{workspace}'));
    expect(within.length).toBeGreaterThan(30);
    const endpointOf = ({ method, path, parameters, ...said }: Operation): object => ({
      ...said,
      name: `${method} ${path.replace('/v1/{workspace}', '')}`,
      parameters: parameters.filter(({ name }) => name !== 'workspace'),
    });
    for (const operation of within) {
      const without = described.operation(operation.name.replace('/v1/{workspace}', ''));
      expect(endpointOf(operation)).toEqual(endpointOf(without));
    }
  });

  it('names the routes that there are, and no other', async () => {
    const { app } = await createResourceApp(
      loadConfig(ResourceConfig, { ...latchkey.env.resource, LOG_LEVEL: 'error' }),
    );
    const routes = new Set<string>();
    app
      .getHttpAdapter()
      .getInstance()
      .addHook('onRoute', ({ method, url, onRequest }) => {
        // Answers 405 to what the others do not take.
        if (onRequest) return;
        const path = url.replaceAll(/:(\w+)/g, '{$1}');
        // HEAD is whatever GET is.
        for (const each of [method].flat()) if (each !== 'HEAD') routes.add(`${each} ${path}`);
      });
    try {
      await app.init();
    } finally {
      await app.close();
    }
    // The page's own.
    routes.delete('GET /docs/*');
    expect([...routes].sort()).toEqual(described.operations.map(({ name }) => name).sort());
  });
});
