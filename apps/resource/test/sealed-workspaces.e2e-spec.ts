import { type Latchkey, startLatchkey, testPassword } from '@latchkey/testing';
import pg from 'pg';
import { plantedDist } from '../../../tools/verify/planted-dist.mjs';
import { aPhone } from './a-phone.js';
import { apiOf, OperatorDesk } from './acting.js';
import { filled, GUARDED } from './guarded-endpoints.js';
import { SeededRows, type Table } from './seeded-rows.js';
import { WITHOUT_FILTERS } from './without-filters.js';

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

type Stranger = Awaited<ReturnType<Latchkey['addWorkspace']>>;

/** Of another workspace: a row of every kind that there is, by what the paths call it. */
type Strangers = Readonly<Record<string, string>>;

const TABLES: Readonly<Record<string, Table>> = {
  contacts: 'contacts',
  statuses: 'statuses',
  sources: 'sources',
  groups: 'groups',
  templates: 'templates',
  templatebots: 'template_bots',
  messagebots: 'message_bots',
  messages: 'messages',
  bot: 'bots',
  webhooks: 'webhooks',
  conversations: 'conversations',
  pipelines: 'pipelines',
  deals: 'deals',
};

/** What an operator sends; the rest is what tokens send (`guarded-endpoints.ts`). */
const bodiesOf = (strangers: Strangers): Readonly<Record<string, object>> => ({
  'POST /api/contacts': {
    firstname: 'Ada',
    phone: aPhone(),
    status_id: strangers.statuses,
    source_id: strangers.sources,
    group_ids: [strangers.groups],
    assignee_id: strangers.team,
  },
  'POST /api/api-keys': { name: 'Ours' },
  'PATCH /api/api-keys/{id}': { name: 'Taken', is_active: false, owner_id: strangers.team },
  'POST /api/api-keys/{id}/rotate': {},
  'POST /api/api-keys/revoke-many': { owner_id: strangers.team },
  'POST /api/api-keys/test': { allowed_routes: ['**'] },
  'POST /api/team': {
    email: `${crypto.randomUUID()}@acme.test`,
    password: testPassword(),
    permissions: [],
  },
  'PATCH /api/team/{id}': { permissions: [], is_active: false },
  'PATCH /api/workspace': { dashboard_only: false },
});

/** What one workspace does to another, of which every row is known: what it saw, and what it changed. */
async function trespass(latchkey: Latchkey): Promise<{ seen: string[]; changed: string[]; asked: number }> {
  const api = apiOf(latchkey);
  const stranger = await latchkey.addWorkspace('stranger');
  const rows = new SeededRows(latchkey.superuserUrls.resource);
  const strangers = await settle(latchkey, stranger, rows);
  const ids = Object.values(strangers);
  const before = await rowsOf(latchkey, stranger.id);

  const desk = await OperatorDesk.open(api, latchkey.operator);
  const { key } = await desk.create({ name: 'Ours' });
  const bodies = bodiesOf(strangers);
  const { json: document } = await api.request<Document>('GET', '/docs/openapi.json');
  const seen: string[] = [];
  let asked = 0;
  for (const [path, operations] of Object.entries(document.paths)) {
    // Those end the session that the others need, or name no row.
    if (!path.startsWith('/api/') || path.startsWith('/api/auth/')) continue;
    const kind = path.replace(/^\/api\/(v1\/\{workspace\}\/)?/, '').split('/')[0] ?? '';
    const row = strangers[kind] ?? '';
    for (const slug of path.includes('{workspace}') ? [latchkey.workspace.slug, stranger.slug] : ['']) {
      const place = path.replace('{workspace}', slug).replaceAll(/\{\w+\}/g, row);
      for (const verb of Object.keys(operations)) {
        const method = verb.toUpperCase();
        const body = bodies[`${method} ${path}`] ?? bodyOf(method, path, strangers);
        for (const token of [key, desk.session.access_token]) {
          const answer = await api.request(method, place, { token, ...(body && { body }) });
          asked++;
          const shown = ids.filter((id) => answer.text.includes(id) && !answer.text.includes('"error"'));
          const isLetIn = answer.status < 300 && (place.includes(row) ? row !== '' : slug === stranger.slug);
          if (shown.length > 0 || isLetIn || answer.status >= 500) {
            seen.push(`${method} ${path} in ${slug || 'the token’s'}: ${answer.status}`);
          }
        }
      }
    }
  }
  const after = await rowsOf(latchkey, stranger.id);
  await rows.stop();
  const changed = Object.keys(before).filter((table) => before[table] !== after[table]);
  return { seen, changed, asked };
}

async function settle(latchkey: Latchkey, stranger: Stranger, rows: SeededRows): Promise<Strangers> {
  const api = apiOf(latchkey);
  const desk = await OperatorDesk.open(api, stranger.operator);
  const { id: token } = await desk.create({ name: 'Theirs' });
  const { id: hired } = await desk.hire();
  const strangers: Record<string, string> = { 'api-keys': token, team: hired };
  for (const [kind, table] of Object.entries(TABLES)) strangers[kind] = await rows.add(table, stranger.id);
  return strangers;
}

/** As tokens send it, with a template of the stranger's where one is named. */
function bodyOf(method: string, path: string, strangers: Strangers): object | null {
  const below = path.replace(/^\/api(\/v1\/\{workspace\})?/, '').replaceAll(/\{\w+\}/g, ':id');
  const body = GUARDED.find((endpoint) => endpoint.method === method && endpoint.path === below)?.body;
  return body ? (filled(body, String(strangers.templates)) as object) : null;
}

/** A digest of each table's rows of one workspace, in both databases. */
async function rowsOf(latchkey: Latchkey, workspaceId: string): Promise<Record<string, string>> {
  const digests: Record<string, string> = {};
  for (const [app, url] of Object.entries(latchkey.superuserUrls)) {
    const client = new pg.Client(url);
    await client.connect();
    for (const table of await tablesOf(client)) {
      const { rows } = await client.query<{ digest: string }>(
        `SELECT coalesce(md5(string_agg(t::text, '' ORDER BY t::text)), '') AS digest FROM ${table} t
          WHERE to_jsonb(t) ->> '${table === 'workspaces' ? 'id' : 'workspace_id'}' = $1`,
        [workspaceId],
      );
      digests[`${app}.${table}`] = String(rows[0]?.digest);
    }
    await client.end();
  }
  return digests;
}

async function tablesOf(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relforcerowsecurity ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

async function unseal(latchkey: Latchkey): Promise<void> {
  for (const url of Object.values(latchkey.superuserUrls)) {
    const client = new pg.Client(url);
    await client.connect();
    for (const table of await tablesOf(client)) {
      await client.query(`ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY`);
    }
    await client.end();
  }
}

describe('a workspace, at every endpoint', () => {
  let latchkey: Latchkey;
  afterEach(() => latchkey.stop());

  it('reaches no row of another', async () => {
    latchkey = await startLatchkey();
    const { seen, changed, asked } = await trespass(latchkey);
    expect({ seen, changed }).toEqual({ seen: [], changed: [] });
    expect(asked).toBeGreaterThan(150);
  }, 60_000);

  it('reaches none either where the code forgets whose rows it wants: PostgreSQL does not', async () => {
    latchkey = await startLatchkey({ dist: await plantedDist(WITHOUT_FILTERS) });
    const { seen, changed } = await trespass(latchkey);
    expect({ seen, changed }).toEqual({ seen: [], changed: [] });
  }, 60_000);

  it('would reach them without both, which this would notice', async () => {
    latchkey = await startLatchkey({ dist: await plantedDist(WITHOUT_FILTERS) });
    await unseal(latchkey);
    const { seen, changed } = await trespass(latchkey);
    expect(seen).toEqual(
      expect.arrayContaining([
        expect.stringContaining('GET /api/contacts '),
        expect.stringContaining('GET /api/messages/{id}'),
        expect.stringContaining('DELETE /api/v1/{workspace}/statuses/{id} in acme'),
        expect.stringContaining('/bot/{botId}/usage/fetch in acme'),
        expect.stringContaining('GET /api/conversations '),
        expect.stringContaining('GET /api/conversations/{id}/messages in'),
        expect.stringContaining('DELETE /api/v1/{workspace}/pipelines/{id} in acme'),
        expect.stringContaining('DELETE /api/v1/{workspace}/deals/{id} in acme'),
        expect.stringContaining('PATCH /api/api-keys/{id}'),
        expect.stringContaining('GET /api/team '),
      ]),
    );
    expect(changed).toEqual(
      expect.arrayContaining([
        'auth.api_tokens',
        'auth.operators',
        'resource.contacts',
        'resource.statuses',
        'resource.conversations',
        'resource.deals',
        'resource.pipelines',
      ]),
    );
  }, 60_000);
});
