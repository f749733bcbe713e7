import { eventually, type HttpAnswer, type Latchkey, startLatchkey } from '@latchkey/testing';
import { apiOf, type Data, OperatorDesk, signIn } from './acting.js';

const SELF = '/api/token/self';
const MANY = 20;

/** Many tokens at once, known to every guard, with real processes (D5, promise P1). */
describe('tokens that guards know, ended many at a time', () => {
  let latchkey: Latchkey;
  let desk: OperatorDesk;

  beforeAll(async () => {
    latchkey = await startLatchkey({ authReplicas: 2, resourceReplicas: 2 });
    desk = await OperatorDesk.open(apiOf(latchkey), latchkey.operator);
  });
  afterAll(() => latchkey.stop());

  const ask = <Body>(method: string, path: string, body?: unknown): Promise<HttpAnswer<Body>> =>
    apiOf(latchkey).request<Body>(method, path, {
      token: desk.session.access_token,
      ...(body !== undefined && { body }),
    });
  const statuses = async (tokens: readonly string[]): Promise<number[]> => {
    const all = await Promise.all(
      latchkey.resources.flatMap((_, n) =>
        tokens.map((token) => apiOf(latchkey, n).request('GET', SELF, { token })),
      ),
    );
    return [...new Set(all.map(({ status }) => status))];
  };
  const keys = async (by: OperatorDesk): Promise<string[]> => {
    const made = [];
    for (let n = 0; n < MANY; n++) made.push(await by.create({ name: `Key ${n}` }));
    return made.map(({ key }) => key);
  };

  it('in an emergency: one answer, and none of them passes any more', async () => {
    const { id, desk: theirs } = await desk.hire([], 'ada@acme.test');
    const [mine, hers] = [await keys(desk), await keys(theirs)];
    await eventually(async () => (await statuses([...mine, ...hers])).every((status) => status === 200));
    const { status, json, headers } = await ask<Data<{ revoked: number }>>(
      'POST',
      '/api/api-keys/revoke-many',
      {
        owner_id: id,
        reason: 'Her laptop was stolen',
      },
    );
    expect([status, json.data, headers.get('x-change-receipt')?.startsWith('effective')]).toEqual([
      200,
      { revoked: MANY },
      true,
    ]);
    expect(await statuses(hers)).toEqual([401]);
    expect(await statuses(mine)).toEqual([200]);
    const all = await ask<Data<{ revoked: number }>>('POST', '/api/api-keys/revoke-many', {});
    expect(all.json.data.revoked).toBeGreaterThanOrEqual(MANY);
    expect(await statuses(mine)).toEqual([401]);
  });

  it.each([
    { owner_leaves: 'revoke', after: 401 },
    { owner_leaves: 'freeze', after: 401 },
    { owner_leaves: 'transfer', after: 200 },
  ])('when their owner leaves: $owner_leaves', async ({ owner_leaves, after }) => {
    const { id, desk: theirs } = await desk.hire([], `${owner_leaves}@acme.test`);
    const heir = await desk.hire([], `heir-of-${owner_leaves}@acme.test`);
    const hers = await keys(theirs);
    expect(await statuses(hers)).toEqual([200]);
    await ask('PATCH', '/api/workspace', { owner_leaves });
    const to = owner_leaves === 'transfer' ? `?transfer_to=${heir.id}` : '';
    const { status, json } = await ask<Data<object>>('DELETE', `/api/team/${id}${to}`);
    expect([status, json.data]).toEqual([200, { id, tokens: MANY, policy: owner_leaves }]);
    expect(await statuses(hers)).toEqual([after]);
    const { access_token } = theirs.session;
    const list = await apiOf(latchkey, 1).request('GET', '/api/api-keys', { token: access_token });
    expect(list.status).toBe(401);
    await expect(
      signIn(apiOf(latchkey), {
        email: `${owner_leaves}@acme.test`,
        password: latchkey.operator.password,
      }),
    ).rejects.toThrow('401');
  });

  it('is refused what it cannot mean', async () => {
    const refusals = [
      { created_before: 'yesterday' },
      { owner_id: 'ada' },
      { reason: '' },
      { reason: 'two\nlines' },
      { everybody: true },
    ];
    for (const body of refusals) {
      const answer = await ask<{ errors: object }>('POST', '/api/api-keys/revoke-many', body);
      expect([answer.status, Object.keys(answer.json.errors)]).toEqual([422, Object.keys(body)]);
    }
  });
});
