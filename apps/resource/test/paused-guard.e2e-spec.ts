import { eventually, type HttpAnswer, type HttpClient, type Latchkey, testPassword } from '@latchkey/testing';
import { setTimeout as delay } from 'node:timers/promises';
import { apiOf, type Data, OperatorDesk } from './acting.js';
import { type PrivateLatchkey, startPrivateLatchkey } from './private-latchkey.js';

const LEASE_MS = 2_000;
/** After the lease, and a moment for what else there is to do (P2). */
const ANSWERED_WITHIN_MS = LEASE_MS + 500;
/** The guard may have asked for its last lease a fifth of its length before it was paused. */
const STILL_HELD_MS = LEASE_MS * 0.8;
/** A process that has much else to do. */
const SLACK_MS = 1_000;

/** Promises P1 and P2, with a guard that knows a token and stands still while it is changed. */
describe('a change, while one guard stands still', () => {
  let own: PrivateLatchkey;
  let latchkey: Latchkey;
  let api: HttpClient;
  let paused: HttpClient;
  let desk: OperatorDesk;
  beforeAll(async () => {
    own = await startPrivateLatchkey({
      authReplicas: 2,
      resourceReplicas: 2,
      env: { LEASE_SECONDS: String(LEASE_MS / 1_000) },
    });
    ({ latchkey } = own);
    api = apiOf(latchkey);
    paused = apiOf(latchkey, 1);
    desk = await OperatorDesk.open(api, latchkey.operator);
    // A guard whose first registration was answered too late has two: the first change strikes the other off.
    const { id } = await desk.create({ name: 'First' });
    await desk.setActive(id, false);
  }, 120_000);
  afterAll(() => own.stop());
  afterEach(() => latchkey.resources[1]?.resume());

  const statusAt = async (client: HttpClient, token: string): Promise<number> =>
    (await client.request('GET', '/api/token/self', { token })).status;
  /** A token that both guards know. */
  const knownToken = async () => {
    const token = await desk.create({ name: 'Known' });
    await eventually(async () => (await statusAt(api, token.key)) === 200);
    await eventually(async () => (await statusAt(paused, token.key)) === 200);
    return token;
  };
  const pauseOne = async (): Promise<void> => {
    await latchkey.resources[1]?.pause();
  };
  const timed = async (work: Promise<HttpAnswer<unknown>>) => {
    const began = performance.now();
    const { status, headers } = await work;
    return { status, receipt: headers.get('x-change-receipt'), ms: performance.now() - began };
  };

  it('is not answered before that guard can hold no lease, nor is its repetition', async () => {
    const { id, key } = await knownToken();
    await pauseOne();
    const first = timed(desk.manage('DELETE', `/${id}`));
    await delay(LEASE_MS / 4);
    const again = timed(desk.manage('DELETE', `/${id}`));
    const [one, other] = await Promise.all([first, again]);
    expect([one.status, other.status]).toEqual([200, 200]);
    expect(one.ms).toBeGreaterThan(STILL_HELD_MS);
    expect(other.ms).toBeGreaterThan(STILL_HELD_MS - LEASE_MS / 4);
    expect(one.ms).toBeLessThan(ANSWERED_WITHIN_MS + SLACK_MS);
    expect(one.receipt).toMatch(/^effective; .*acknowledged=1; lapsed=1$/);
    latchkey.resources[1]?.resume();
    expect(await statusAt(paused, key)).toBe(401);
  });

  it('waits for it also when a token went to another owner, who is deactivated then (D4)', async () => {
    const { id, key } = await knownToken();
    const operator = { email: 'heir@acme.test', password: testPassword(), permissions: [] };
    const { access_token: token } = desk.session;
    const heir = await api.request<Data<{ id: string }>>('POST', '/api/team', { token, body: operator });
    const owner_id = heir.json.data.id;
    await pauseOne();
    const transferred = timed(desk.manage('PATCH', `/${id}`, { owner_id }));
    await delay(LEASE_MS / 4);
    const deactivated = timed(
      api.request('PATCH', `/api/team/${owner_id}`, { token, body: { is_active: false } }),
    );
    const [one, other] = await Promise.all([transferred, deactivated]);
    expect([one.status, other.status]).toEqual([200, 200]);
    expect(one.ms).toBeGreaterThan(STILL_HELD_MS);
    expect(other.ms).toBeGreaterThan(STILL_HELD_MS - LEASE_MS / 4);
    latchkey.resources[1]?.resume();
    expect([await statusAt(api, key), await statusAt(paused, key)]).toEqual([401, 401]);
  });

  it('is answered 202 when PostgreSQL goes away meanwhile, and nobody can tell', async () => {
    const { id } = await knownToken();
    await pauseOne();
    const answer = timed(desk.manage('DELETE', `/${id}`));
    await delay(LEASE_MS / 4);
    await own.postgres.stop('crash');
    const { status, receipt } = await answer;
    await own.postgres.start();
    expect(status).toBe(202);
    expect(receipt).toMatch(/^pending; changed_at=\d{4}-[\d:.T-]+Z$/);
    latchkey.resources[1]?.resume();
    await eventually(async () => (await desk.manage('DELETE', `/${id}`)).status === 200);
  });

  it('is answered 202 by an auth that is told to stop, and the other finishes it', async () => {
    const { id, key } = await knownToken();
    await pauseOne();
    const answer = timed(desk.manage('DELETE', `/${id}`));
    await delay(LEASE_MS / 4);
    await Promise.all(latchkey.auths.map((auth) => auth.stop()));
    const { status } = await answer;
    // The wait may have ended first: both are true answers.
    expect([200, 202]).toContain(status);
    latchkey.resources[1]?.resume();
    expect([401, 503]).toContain(await statusAt(paused, key));
  });
});
