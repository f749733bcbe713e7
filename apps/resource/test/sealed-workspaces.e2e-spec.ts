import { type Latchkey, startLatchkey } from '@latchkey/testing';
import pg from 'pg';
import { plantedDist } from '../../../tools/verify/planted-dist.mjs';
import { aPhone } from './a-phone.js';
import { apiOf, OperatorDesk } from './acting.js';
import { DescribedApi, type Operation } from './described-api.js';
import { SeededRows, TABLES } from './seeded-rows.js';
import { WITHOUT_FILTERS } from './without-filters.js';

type Stranger = Awaited<ReturnType<Latchkey['addWorkspace']>>;

/** Of another workspace: a row of every kind that there is, by what the paths call it. */
type Strangers = Readonly<Record<string, string>>;

/** What an operator sends about rows of the stranger’s; the rest is as the reference has it. */
const bodiesOf = (strangers: Strangers): Readonly<Record<string, object>> => ({
  'POST /api/contacts': {
    firstname: 'Ada',
    phone: aPhone(),
    status_id: strangers.statuses,
    source_id: strangers.sources,
    group_ids: [strangers.groups],
    assignee_id: strangers.team,
  },
  'PATCH /api/api-keys/{id}': { name: 'Taken', is_active: false, owner_id: strangers.team },
  'POST /api/api-keys/revoke-many': { owner_id: strangers.team },
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
  const { operations } = await DescribedApi.of(api);
  const seen: string[] = [];
  let asked = 0;
  for (const operation of operations) {
    const { method, path } = operation;
    // Those that end the session that the others need, or name no row.
    if (!path.startsWith('/api/') || path.startsWith('/api/auth/')) continue;
    const kind = path.replace(/^\/api\/(v1\/\{workspace\}\/)?/, '').split('/')[0] ?? '';
    const row = strangers[kind] ?? '';
    for (const slug of path.includes('{workspace}') ? [latchkey.workspace.slug, stranger.slug] : ['']) {
      const place = path.replace('{workspace}', slug).replaceAll(/\{\w+\}/g, row);
      for (const token of [key, desk.session.access_token]) {
        const body = bodies[operation.name] ?? bodyOf(operation, strangers);
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

/** The example of the reference, with rows of the stranger’s where it names any. */
function bodyOf({ body, example }: Operation, strangers: Strangers): object | null {
  if (body === null) return null;
  const fields = Object.entries(example as object).map(([field, value]: [string, unknown]) => {
    if (field === 'name') return [field, crypto.randomUUID()];
    if (field === 'phone') return [field, aPhone()];
    const kind = field.replace(/_ids?$/, '');
    const row = strangers[`${kind}s`] ?? strangers[`${kind}es`];
    return [field, kind === field || row === undefined ? value : Array.isArray(value) ? [row] : row];
  });
  return Object.fromEntries(fields) as object;
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
