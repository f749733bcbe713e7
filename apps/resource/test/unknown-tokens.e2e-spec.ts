import { atScale, COLLECTS_GARBAGE, http, type Latchkey } from '@latchkey/testing';
import { apitk, generateToken } from '@latchkey/token-format';
import { Agent, request } from 'node:http';
import { Client } from 'pg';
import { apiOf, OperatorDesk } from './acting.js';
import { type PrivateLatchkey, startPrivateLatchkey } from './private-latchkey.js';

const UNKNOWN = atScale({ test: 10_000, verify: 1_000_000 });
/** Of them, so many come from clients that nobody has seen before: each costs a look. */
const FROM_NEW_CLIENTS = UNKNOWN / 20;
const MEASURED = atScale({ test: 300, verify: 1_000 });
const LIMIT_MS = atScale({ test: 120_000, verify: 40 * 60_000 });
const MOST_MORE_BYTES = 50 * 1024 * 1024;

/** Promise P8: a flood of well-formed tokens that were never issued. */
describe('a flood of unknown tokens', () => {
  let own: PrivateLatchkey;
  let latchkey: Latchkey;
  let url: URL;
  let valid: string;
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });

  beforeAll(async () => {
    own = await startPrivateLatchkey({
      env: { TRUST_PROXY: '127.0.0.1', LOG_LEVEL: 'error', ...COLLECTS_GARBAGE },
    });
    ({ latchkey } = own);
    url = new URL(latchkey.resources[0]?.url ?? '');
    const desk = await OperatorDesk.open(apiOf(latchkey), latchkey.operator);
    valid = (await desk.create({ name: 'The good one', rate_limits: [] })).key;
  });
  afterAll(async () => {
    agent.destroy();
    await own.stop();
  });

  /** Cheaper than fetch, which would measure itself. @returns The status, and milliseconds. */
  const get = (token: string, client: string): Promise<{ status: number; ms: number }> =>
    new Promise((resolve, reject) => {
      const began = performance.now();
      const headers = { authorization: `Bearer ${token}`, 'x-forwarded-for': client };
      const { hostname, port } = url;
      request({ agent, hostname, port, path: '/api/token/self', headers }, (response) => {
        response.resume().once('end', () => {
          resolve({ status: response.statusCode ?? 0, ms: performance.now() - began });
        });
      })
        .once('error', reject)
        .end();
    });

  /** So many at a time, until there are no more. */
  async function each(
    count: number,
    inFlight: number,
    ask: (nth: number) => Promise<{ status: number }>,
  ): Promise<Record<number, number>> {
    const statuses: Record<number, number> = {};
    let next = 0;
    const worker = async (): Promise<void> => {
      while (next < count) {
        const { status } = await ask(next++);
        statuses[status] = (statuses[status] ?? 0) + 1;
      }
    };
    await Promise.all(Array.from({ length: inFlight }, worker));
    return statuses;
  }

  const unknown = (): string => generateToken(apitk);
  const fromOne = (): Promise<{ status: number; ms: number }> => get(unknown(), '203.0.113.7');
  const fromNew = (nth: number): Promise<{ status: number; ms: number }> =>
    get(unknown(), `10.${(nth >> 16) & 255}.${(nth >> 8) & 255}.${nth & 255}`);

  const keptBytes = async (): Promise<number> => (await latchkey.resources[0]?.keptBytes()) ?? NaN;

  /** How often tokens were looked up in PostgreSQL, whose statistics are a second late. */
  async function lookedUp(): Promise<number> {
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const client = new Client(latchkey.superuserUrls.auth);
    await client.connect();
    const { rows } = await client.query<{ scans: string }>(
      `SELECT coalesce(seq_scan, 0) + coalesce(idx_scan, 0) AS scans
         FROM pg_stat_user_tables WHERE relname = 'api_tokens'`,
    );
    await client.end();
    return Number(rows[0]?.scans);
  }

  /** The 99th percentile of a valid token's requests, while `beside` goes on. */
  async function p99Beside(beside: (nth: number) => Promise<unknown>): Promise<number> {
    let isOver = false;
    const noise = Array.from({ length: 8 }, async (_, worker) => {
      for (let nth = worker; !isOver; nth += 8) await beside(nth);
    });
    const times: number[] = [];
    for (let n = 0; n < MEASURED; n++) {
      const { status, ms } = await get(valid, '198.51.100.1');
      expect(status).toBe(200);
      times.push(ms);
    }
    isOver = true;
    await Promise.all(noise);
    return times.sort((a, b) => a - b)[Math.floor(MEASURED * 0.99)] ?? Infinity;
  }

  it(
    `of ${UNKNOWN} takes no more than 50 MB, and only the first of each client are looked up`,
    async () => {
      // Warm: what a process takes to serve anything at all is not the flood's.
      await each(5_000, 64, () => get(valid, '198.51.100.1'));
      const [memory, scans] = [await keptBytes(), await lookedUp()];
      const began = performance.now();
      const many = await each(UNKNOWN - FROM_NEW_CLIENTS, 64, fromOne);
      // A client has so many a minute, and those in flight when they are used up; a million take some minutes.
      const minutes = Math.floor((performance.now() - began) / 60_000) + 1;
      expect(many[401]).toBeLessThanOrEqual(minutes * (100 + 64));
      expect((many[401] ?? 0) + (many[429] ?? 0)).toBe(UNKNOWN - FROM_NEW_CLIENTS);
      const news = await each(FROM_NEW_CLIENTS, 64, fromNew);
      expect(news[200]).toBeUndefined();
      expect(await keptBytes()).toBeLessThan(memory + MOST_MORE_BYTES);
      expect(await lookedUp()).toBeLessThanOrEqual(scans + FROM_NEW_CLIENTS + minutes * (100 + 64) + 100);
    },
    LIMIT_MS,
  );

  it(
    'makes valid ones no more than twice as slow as as many valid ones would',
    async () => {
      const ratios: number[] = [];
      for (let round = 0; round < 3; round++) {
        const quiet = await p99Beside(() => get(valid, '198.51.100.2'));
        ratios.push((await p99Beside(fromOne)) / quiet);
      }
      expect(Math.min(...ratios)).toBeLessThanOrEqual(2);
    },
    LIMIT_MS,
  );

  it('from behind other words in X-Forwarded-For is the same client’s', async () => {
    const statuses = await each(300, 8, (nth) => get(unknown(), `10.99.0.${nth % 250}, 192.0.2.9`));
    expect(statuses[401]).toBeLessThanOrEqual(100 + 8);
    expect(statuses[429]).toBeGreaterThanOrEqual(192);
  });

  it('gets no new name by X-Forwarded-For where no proxy is trusted', async () => {
    const resource = await latchkey.addResource({ TRUST_PROXY: '' });
    const direct = http(resource.url);
    const statuses = await each(300, 8, (nth) =>
      direct.request('GET', '/api/token/self', {
        token: unknown(),
        headers: { 'x-forwarded-for': `10.98.0.${nth % 250}` },
      }),
    );
    expect(statuses[401]).toBeLessThanOrEqual(100 + 8);
    const refused = await direct.request('GET', '/api/token/self', { token: unknown() });
    expect(refused).toMatchObject({
      status: 429,
      json: { status: 'error', message: 'Too many invalid attempts' },
    });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
  });
});
