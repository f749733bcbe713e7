import { atScale, type Latchkey, startLatchkey } from '@latchkey/testing';
import pg from 'pg';
import { apiOf, OperatorDesk } from './acting.js';

const TOKENS = atScale({ test: 200, verify: 1_000 });

describe('two replicas of auth', () => {
  let latchkey: Latchkey;
  beforeAll(async () => {
    latchkey = await startLatchkey({ authReplicas: 2, resourceReplicas: 2 });
  });
  afterAll(() => latchkey.stop());

  it(`issue each of ${TOKENS} tokens once, and what one issued works with the other`, async () => {
    const apis = [apiOf(latchkey, 0), apiOf(latchkey, 1)] as const;
    const desks = await Promise.all(apis.map((api) => OperatorDesk.open(api, latchkey.operator)));
    let next = 0;
    const statuses: number[] = [];
    const worker = async (): Promise<void> => {
      while (next < TOKENS) {
        const n = next++;
        const desk = desks[n % 2];
        const api = apis[(n + 1) % 2];
        const token = await desk?.create({ name: `Token ${n}` });
        const answer = await api?.request('GET', '/api/token/self', { token: token?.key ?? '' });
        statuses.push(answer?.status ?? 0);
      }
    };
    await Promise.all(Array.from({ length: 16 }, worker));
    expect(statuses.filter((status) => status !== 200)).toEqual([]);

    const database = new pg.Client({ connectionString: latchkey.superuserUrls.auth });
    await database.connect();
    const { rows } = await database.query(
      `SELECT (SELECT count(*)::int FROM api_tokens) AS tokens,
              (SELECT count(DISTINCT name)::int FROM api_tokens) AS names,
              (SELECT count(*)::int FROM audit_entries WHERE action = 'token.issued') AS audited`,
    );
    await database.end();
    expect(rows).toEqual([{ tokens: TOKENS, names: TOKENS, audited: TOKENS }]);
  }, 120_000);
});
