import { type HttpAnswer, type Latchkey, startLatchkey } from '@latchkey/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ApiKey, apiOf, type Data, OperatorDesk } from './acting.js';
import { keepAsking, type Load } from './load.js';

const SELF = '/api/token/self';
const GRACE_SECONDS = 3;
/** Several times what they wait for. */
const LIMIT_MS = 60_000;

/** Rotation under load (D10), with real processes: two of each app. */
describe('a token that is rotated while it is used', () => {
  let latchkey: Latchkey;
  let desk: OperatorDesk;

  beforeAll(async () => {
    latchkey = await startLatchkey({ authReplicas: 2, resourceReplicas: 2 });
    desk = await OperatorDesk.open(apiOf(latchkey), latchkey.operator);
  });
  afterAll(() => latchkey.stop());

  const loads = (key: string): Load[] =>
    latchkey.resources.map((_, n) => keepAsking(apiOf(latchkey, n), SELF, key, { inFlight: 2 }));
  const rotate = async (id: string, body: object = {}): Promise<HttpAnswer<Data<ApiKey>>> => {
    const answer = await desk.manage<Data<ApiKey>>('POST', `/${id}/rotate`, body);
    expect(answer.status).toBe(200);
    return answer;
  };
  const statuses = (all: readonly Load[], from: number, until?: number): number[] => [
    ...new Set(all.flatMap((load) => load.since(from, until).map(({ status }) => status))),
  ];
  const stop = (all: readonly Load[]): Promise<unknown> => Promise.all(all.map((load) => load.stop()));

  it(
    'without a grace: no request passes with the old secret that was sent after the answer',
    async () => {
      for (let n = 0; n < 10; n++) {
        const { id, key } = await desk.create({ name: `Leaked ${n}` });
        const old = loads(key);
        await sleep(200);
        const { json, headers } = await rotate(id);
        const answered = performance.now();
        expect(headers.get('cache-control')).toBe('no-store');
        expect(headers.get('x-change-receipt')).toContain('effective');
        const renewed = loads(json.data.key);
        await sleep(300);
        await stop([...old, ...renewed]);
        expect(statuses(old, answered)).toEqual([401]);
        expect(statuses(renewed, answered)).toEqual([200]);
        expect(old.every((load) => load.since(answered).length > 0)).toBe(true);
      }
    },
    LIMIT_MS,
  );

  it(
    'with a grace: none fails through it, and none passes after it',
    async () => {
      const { id, key } = await desk.create({ name: 'Moved' });
      const old = loads(key);
      await sleep(200);
      const { json } = await rotate(id, { grace_seconds: GRACE_SECONDS });
      // For as long as nobody uses the new one, the old one goes on.
      await sleep(1_000 * (GRACE_SECONDS + 1));
      const firstUse = performance.now();
      const renewed = loads(json.data.key);
      await sleep(500);
      const { headers } = await apiOf(latchkey).request('GET', SELF, { token: key });
      const [, until = ''] = /^superseded; until=(.*)$/.exec(headers.get('x-token-rotation') ?? '') ?? [];
      const end = performance.now() + Date.parse(until) - Date.now();
      expect(end - firstUse).toBeLessThan(1_000 * (GRACE_SECONDS + 1));
      await sleep(end - performance.now() + 1_500);
      await stop([...old, ...renewed]);
      expect(statuses(old, 0, firstUse + 1_000 * GRACE_SECONDS - 100)).toEqual([200]);
      // A request that is sent at the very end is decided a moment later; the clocks of two processes are read here.
      expect(statuses(old, end + 20)).toEqual([401]);
      expect(statuses(renewed, firstUse)).toEqual([200]);
      expect(old.every((load) => load.since(end + 20).length > 0)).toBe(true);
    },
    LIMIT_MS,
  );

  it('is refused what it cannot mean, and nothing is rotated by that', async () => {
    const { id, key } = await desk.create({ name: 'Shop' });
    for (const grace_seconds of [-1, 86_401, 1.5, '60', null]) {
      const { status, json } = await desk.manage<{ errors: object }>('POST', `/${id}/rotate`, {
        grace_seconds,
      });
      expect([status, Object.keys(json.errors)]).toEqual([422, ['grace_seconds']]);
    }
    expect((await desk.manage('POST', `/${id}/rotate`, { grace: 60 })).status).toBe(422);
    expect((await apiOf(latchkey).request('POST', `/api/api-keys/${id}/rotate`, { token: key })).status).toBe(
      403,
    );
    expect((await apiOf(latchkey).request('GET', SELF, { token: key })).status).toBe(200);
  });
});
