import { eventually, type Latchkey, startLatchkey } from '@latchkey/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type ApiKey, apiOf, type Data, OperatorDesk, signIn } from './acting.js';
import { keepAsking } from './load.js';

const SELF = '/api/token/self';
const CHANGES = 20;

/** Promises P1, P6, P10 and P11 with real processes: what a guard remembers, and for how long. */
describe('a token that guards know', () => {
  let latchkey: Latchkey;
  let desk: OperatorDesk;
  let database: pg.Client;

  beforeAll(async () => {
    latchkey = await startLatchkey({ authReplicas: 2, resourceReplicas: 2 });
    desk = await OperatorDesk.open(apiOf(latchkey), latchkey.operator);
    database = new pg.Client({ connectionString: latchkey.superuserUrls.auth });
    await database.connect();
  });
  afterAll(async () => {
    await database.end();
    await latchkey.stop();
  });

  const statuses = async (token: string): Promise<number[]> =>
    Promise.all(
      latchkey.resources.map(
        async (_, n) => (await apiOf(latchkey, n).request('GET', SELF, { token })).status,
      ),
    );
  const guards = async (): Promise<number> =>
    Number((await database.query<{ count: string }>('SELECT count(*) FROM guards')).rows[0]?.count);

  it('is refused everywhere as soon as its revocation is answered, and taken again as soon as that is', async () => {
    const keys: ApiKey[] = [];
    for (let n = 0; n < CHANGES; n++) keys.push(await desk.create({ name: `Key ${n}` }));
    for (const { id, key } of keys) {
      expect(await statuses(key)).toEqual([200, 200]);
      await desk.setActive(id, false);
      expect(await statuses(key)).toEqual([401, 401]);
      await desk.setActive(id, true);
      expect(await statuses(key)).toEqual([200, 200]);
      expect((await desk.manage('DELETE', `/${id}`)).status).toBe(200);
      expect(await statuses(key)).toEqual([401, 401]);
    }
  });

  it('is none of auth’s business while the lease is held: auth may stand still', async () => {
    const { key } = await desk.create({ name: 'Known' });
    expect(await statuses(key)).toEqual([200, 200]);
    await Promise.all(latchkey.auths.map((auth) => auth.pause()));
    await sleep(2_000);
    expect(await statuses(key)).toEqual([200, 200]);
    await eventually(async () => (await statuses(key)).every((status) => status === 503), {
      withinMs: 8_000,
    });
    latchkey.auths.forEach((auth) => {
      auth.resume();
    });
    await eventually(async () => (await statuses(key)).every((status) => status === 200));
  });

  it('is an operator’s session, too: closed, its access token is refused everywhere at once', async () => {
    const { access_token: token } = await signIn(apiOf(latchkey), latchkey.operator);
    const list = (replica: number): Promise<{ status: number }> =>
      apiOf(latchkey, replica).request<Data<unknown>>('GET', '/api/api-keys', { token });
    for (const replica of [0, 1, 0, 1]) expect((await list(replica)).status).toBe(200);
    expect((await apiOf(latchkey).request('POST', '/api/auth/logout', { token })).status).toBe(200);
    for (const replica of [0, 1]) expect((await list(replica)).status).toBe(401);
  });

  it('is served until the last response when its guard is told to stop, and no change waits for that guard', async () => {
    const { id, key } = await desk.create({ name: 'Under load' });
    const stopping = await latchkey.addResource();
    // One that could not renew is there again under another name, and under its old one until the next change.
    await eventually(async () => (await guards()) >= 3);
    const load = keepAsking(apiOf(latchkey, 2), SELF, key, { inFlight: 8 });
    await eventually(() => load.all().length > 100);
    const registered = await guards();
    const stopped = stopping.stop();
    // A connection that is refused once it has stopped is not a failed request: nobody listens there any more.
    await load.stop().catch((error: unknown) => {
      expect(error).toMatchObject({
        cause: { code: expect.stringMatching(/ECONNREFUSED|ECONNRESET|UND_ERR_SOCKET/) as string },
      });
    });
    await stopped;
    expect(new Set(load.all().map(({ status }) => status))).toEqual(new Set([200]));
    expect(await guards()).toBeLessThan(registered);
    const began = performance.now();
    await desk.setActive(id, false);
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});
