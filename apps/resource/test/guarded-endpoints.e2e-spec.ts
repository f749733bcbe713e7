import { ABILITIES } from '@latchkey/contracts';
import {
  type HttpAnswer,
  type HttpClient,
  type Latchkey,
  startLatchkey,
  testPassword,
} from '@latchkey/testing';
import { v7 as newId } from 'uuid';
import { aPhone } from './a-phone.js';
import { apiOf, OperatorDesk } from './acting.js';
import { filled, GUARDED, type GuardedEndpoint } from './guarded-endpoints.js';
import { SeededRows } from './seeded-rows.js';

const BASES = ['/api', '/api/v1/acme'];
const error = (message: string): string => `{"status":"error","message":"${message}"}`;
const cases = GUARDED.map((endpoint) => ({ ...endpoint, name: `${endpoint.method} ${endpoint.path}` }));

/** Every endpoint that a token can reach, from what the requirements say of it. */
describe('what tokens may do', () => {
  let latchkey: Latchkey;
  let api: HttpClient;
  let rows: SeededRows;
  let desk: OperatorDesk;
  let stranger: string;
  /** An operator's who has no permission at all. */
  let powerless: OperatorDesk;
  beforeAll(async () => {
    latchkey = await startLatchkey();
    api = apiOf(latchkey);
    rows = new SeededRows(latchkey.superuserUrls.resource);
    desk = await OperatorDesk.open(api, latchkey.operator);
    stranger = (await latchkey.addWorkspace('stranger')).id;
    const operator = { email: 'powerless@acme.test', password: testPassword() };
    const token = desk.session.access_token;
    await api.request('POST', '/api/team', { token, body: { ...operator, permissions: [] } });
    powerless = await OperatorDesk.open(api, operator);
  });
  afterAll(async () => {
    await rows.stop();
    await latchkey.stop();
  });

  const tokenOf = async (terms: object, from = desk): Promise<string> =>
    (await from.create({ name: 'Under test', ...terms })).key;
  const rowOf = async ({ row }: GuardedEndpoint, workspaceId: string): Promise<string> =>
    row ? rows.add(row.table, workspaceId) : '';
  /** A request that would succeed, but for what the case is about. */
  const ask = async (
    { method, path, body, csv }: GuardedEndpoint,
    base: string,
    id: string,
    token?: string,
  ): Promise<HttpAnswer<unknown>> => {
    const template = path.endsWith('/template') ? await rows.add('templates', latchkey.workspace.id) : '';
    const sent = body && filled(body, template);
    return api.request(method, base + path.replaceAll(':id', id), {
      ...(token !== undefined && { token }),
      ...(sent !== undefined && { body: sent }),
      ...(csv !== undefined && { csv: csv.replace(':phone', aPhone()) }),
    });
  };

  it('are the twenty, each guarding something', () => {
    const guarding = new Set(GUARDED.flatMap(({ ability }) => ability ?? []));
    expect([...guarding].sort()).toEqual([...ABILITIES].sort());
  });

  describe.each(cases)('$name', (endpoint) => {
    const { ability, action, permission, status, row } = endpoint;
    /** As a token is told which route it asked for. */
    const asked = (id: string): string => action.replaceAll(/\{\w+\}/g, id);

    it('is closed without a token', async () => {
      for (const base of BASES) {
        const answer = await ask(endpoint, base, await rowOf(endpoint, latchkey.workspace.id));
        expect(answer.status).toBe(401);
        expect(answer.text).toBe(error('API token is required'));
      }
    });

    it('is closed to a token of every ability but its own, by that name (X27)', async () => {
      const token = await tokenOf({ abilities: ABILITIES.filter((other) => other !== ability) });
      for (const base of BASES) {
        const answer = await ask(endpoint, base, await rowOf(endpoint, latchkey.workspace.id), token);
        expect(answer.status).toBe(403);
        expect(answer.text).toBe(
          error(
            ability === null
              ? 'Token is restricted to abilities, and none covers this route'
              : `Token does not have the required ability: ${ability}`,
          ),
        );
      }
    });

    it('is closed to a token of every route but its own, by that name (D3b)', async () => {
      const others = GUARDED.map((other) => other.action).filter((other) => other !== action);
      const allowed_routes = [...new Set(others)].map((other) => other.replaceAll(/\{\w+\}/g, '*'));
      const token = await tokenOf({ allowed_routes });
      for (const base of BASES) {
        const id = await rowOf(endpoint, latchkey.workspace.id);
        const answer = await ask(endpoint, base, id, token);
        expect(answer.status).toBe(403);
        expect(answer.text).toBe(error(`Token is not allowed to call this route: ${asked(id)}`));
      }
    });

    it('is open to a token of its ability and its route alone, on this very row', async () => {
      for (const base of BASES) {
        const id = await rowOf(endpoint, latchkey.workspace.id);
        const token = await tokenOf({
          allowed_routes: [asked(id)],
          ...(ability !== null && { abilities: [ability] }),
        });
        const answer = await ask(endpoint, base, id, token);
        expect({ status: answer.status, text: answer.text }).toMatchObject({ status });
        if (endpoint.file) expect(answer.headers.get('content-disposition')).toContain('attachment');
        else expect(answer.json).toMatchObject({ status: 'success' });
      }
    });

    it('asks of the token’s owner the permission that goes with it, or none (D3a)', async () => {
      const token = await tokenOf({}, powerless);
      const answer = await ask(endpoint, '/api', await rowOf(endpoint, latchkey.workspace.id), token);
      if (permission === null) {
        expect(answer.status).toBe(status);
      } else {
        expect(answer.status).toBe(403);
        expect(answer.text).toBe(error(`Token owner does not have the required permission: ${permission}`));
      }
    });

    if (row) {
      it('answers for another workspace’s row as for none', async () => {
        const token = await tokenOf({});
        const theirs = await rowOf(endpoint, stranger);
        const before = await rows.query(`SELECT * FROM ${row.table} WHERE id = $1`, [theirs]);
        for (const base of BASES) {
          for (const id of [theirs, newId(), 'not-an-id']) {
            const answer = await ask(endpoint, base, id, token);
            expect({ id, status: answer.status, text: answer.text }).toEqual({
              id,
              status: 404,
              text: error(row.missing),
            });
          }
        }
        const after = await rows.query(`SELECT * FROM ${row.table} WHERE id = $1`, [theirs]);
        expect(after).toHaveLength(1);
        expect(after).toEqual(before);
      });
    } else if (endpoint.method === 'GET' && !endpoint.path.startsWith('/reports/')) {
      it('lists no row of another workspace', async () => {
        const all = endpoint.path.replace(/\/list$/, '');
        const table = endpoint.file ?? GUARDED.find(({ path }) => path === `${all}/:id`)?.row?.table;
        if (!table) throw new Error('Which table?');
        const [mine, theirs] = [
          await rows.add(table, latchkey.workspace.id),
          await rows.add(table, stranger),
        ];
        const answer = await ask(endpoint, '/api', '', await tokenOf({}));
        expect(answer.text).toContain(mine);
        expect(answer.text).not.toContain(theirs);
      });
    }
  });
});
