import { PERMISSIONS } from '@latchkey/contracts';
import { type HttpClient, type Latchkey, startLatchkey } from '@latchkey/testing';
import { v7 as newId } from 'uuid';
import { apiOf, OperatorDesk } from './acting.js';
import { GUARDED, type GuardedEndpoint } from './guarded-endpoints.js';

const GUARDING = GUARDED.filter(({ permission }) => permission !== null);
/** One endpoint for each permission. */
const SAMPLE = GUARDING.filter(
  ({ permission }, index) => GUARDING.findIndex((other) => other.permission === permission) === index,
);
const nameOf = ({ method, path }: GuardedEndpoint): string => `${method} ${path}`;

/** K7: each permission of an operator guards something, of him and of his tokens, as long as he has it (D3, D4). */
describe('a permission of an operator', () => {
  let latchkey: Latchkey;
  let api: HttpClient;
  let admin: OperatorDesk;
  beforeAll(async () => {
    latchkey = await startLatchkey();
    api = apiOf(latchkey);
    admin = await OperatorDesk.open(api, latchkey.operator);
  });
  afterAll(() => latchkey.stop());

  /** What this credential reaches, of all that a permission guards; with ids that nobody has, and no body. */
  async function reachOf(token: string, endpoints = GUARDING): Promise<string[]> {
    const reached: string[] = [];
    for (const endpoint of endpoints) {
      const { method, path } = endpoint;
      const url = `/api${path.replaceAll(/\{\w+\}/g, newId())}`;
      const { status, json } = await api.request<{ message?: string }>(method, url, { token });
      expect([401, 500, 503]).not.toContain(status);
      if (status !== 403) reached.push(nameOf(endpoint));
      else expect(json.message).toMatch(/^(Token owner|Operator) does not have the required permission: /);
    }
    return reached;
  }
  const guardedBy = (permissions: readonly string[], endpoints = GUARDING): string[] =>
    endpoints.filter(({ permission }) => permissions.includes(String(permission))).map(nameOf);

  it.each(PERMISSIONS.filter((permission) => permission !== 'admin'))(
    '%s, alone, reaches what it guards and nothing else',
    async (permission) => {
      const { desk } = await admin.hire([permission]);
      const { key } = await desk.create({ name: 'Shop' });
      const guarded = guardedBy([permission]);
      expect(guarded.length).toBeGreaterThan(0);
      expect(await reachOf(key)).toEqual(guarded);
      expect(await reachOf(desk.session.access_token, SAMPLE)).toEqual(guardedBy([permission], SAMPLE));
    },
  );

  it('admin reaches all, and none of them nothing', async () => {
    const { desk: one } = await admin.hire(['admin']);
    const { desk: none } = await admin.hire([]);
    expect(await reachOf((await one.create({ name: 'Shop' })).key)).toEqual(GUARDING.map(nameOf));
    expect(await reachOf((await none.create({ name: 'Shop' })).key, SAMPLE)).toEqual([]);
  });

  it('that is given or taken acts on the next request of every token of his', async () => {
    const { id, desk } = await admin.hire([]);
    const tokens = [(await desk.create({ name: 'Shop' })).key, (await desk.create({ name: 'Till' })).key];
    const given = [['crm.access'], ['conversations.read', 'reports.view'], [], ['reports.view']];
    for (const permissions of given) {
      const { status } = await api.request('PATCH', `/api/team/${id}`, {
        token: admin.session.access_token,
        body: { permissions },
      });
      expect(status).toBe(200);
      for (const token of tokens) {
        expect(await reachOf(token, SAMPLE)).toEqual(guardedBy(permissions, SAMPLE));
      }
    }
  });
});
