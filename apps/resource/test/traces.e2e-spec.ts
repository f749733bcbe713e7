import { eventually, type Latchkey, startLatchkey } from '@latchkey/testing';
import { Redis } from 'ioredis';
import { type ApiKey, apiOf, type Data, signIn } from './acting.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';

describe("a caller's trace", () => {
  let latchkey: Latchkey;
  let redis: Redis;
  beforeAll(async () => {
    latchkey = await startLatchkey({ env: { LOG_LEVEL: 'debug' } });
    redis = new Redis(latchkey.redisUrl);
  });
  afterAll(async () => {
    redis.disconnect();
    await latchkey.stop();
  });

  it('goes with its request, and with no other, through both services into the event of what it changed', async () => {
    const api = apiOf(latchkey);
    const { access_token: token } = await signIn(api, latchkey.operator);
    const issue = async (name: string, headers: Record<string, string>): Promise<string> => {
      const options = { token, headers, body: { name } };
      return (await api.request<Data<ApiKey>>('POST', '/api/api-keys', options)).json.data.id;
    };
    const traced = await issue('Traced', { traceparent: `00-${TRACE}-00f067aa0ba902b7-01` });
    const other = await issue('Other', {});

    const eventOf = (id: string): Promise<{ traceparent?: string }> =>
      eventually(async () => {
        const entries = await redis.xrange('latchkey:bus:{auth}:events', '-', '+');
        const events = entries.map(
          ([, [, json]]) => JSON.parse(String(json)) as { data: { token_id: string } },
        );
        return events.find(({ data }) => data.token_id === id) as { traceparent?: string } | undefined;
      });
    const { traceparent } = await eventOf(traced);
    expect(traceparent).toMatch(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-01$`));
    expect(traceparent).not.toContain('00f067aa0ba902b7');
    expect((await eventOf(other)).traceparent).toBeUndefined();

    const lines = (await latchkey.resources[0]?.log())?.split('\n') ?? [];
    expect(lines.filter((line) => line.includes(TRACE) && line.includes('"status":201'))).toHaveLength(1);
    expect(lines.filter((line) => line.includes('"status":201'))).toHaveLength(2);
  });
});
