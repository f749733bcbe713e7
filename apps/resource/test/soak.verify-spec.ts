import { http, type HttpAnswer, type HttpClient, type HttpRequest, type Replica } from '@latchkey/testing';
import { Redis } from 'ioredis';
import { randomInt, randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { OperatorDesk } from './acting.js';
import { type PrivateLatchkey, startPrivateLatchkey } from './private-latchkey.js';

const MINUTES = 30;
/** Caches fill, pools grow to what they need, V8 finds its size. */
const WARM_UP_MINUTES = 10;
const LOAD = 0.6;
const CALIBRATION_MS = 15_000;
const WORKERS = 24;
const TOKENS = 300;
const SAMPLE_MS = 10_000;
/** Shorter than an access token lives. */
const SIGN_IN_MS = 10 * 60_000;
const MOST_MB_A_MINUTE = 1;
/** A pool takes one more for a burst, and gives it back. */
const CONNECTIONS_MORE = 4;

interface Sample {
  readonly minute: number;
  /** Of each process, in MB. */
  readonly memory: readonly number[];
  /** Of all processes to both stores. */
  readonly connections: number;
  /** Open files of all processes, connections of clients among them. */
  readonly files: number;
}

/** Least squares: by how much a minute. */
function slopeOf(samples: readonly Sample[], valueOf: (sample: Sample) => number): number {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const minutes = mean(samples.map(({ minute }) => minute));
  const value = mean(samples.map(valueOf));
  const over = samples.reduce((sum, each) => sum + (each.minute - minutes) * (valueOf(each) - value), 0);
  return over / samples.reduce((sum, each) => sum + (each.minute - minutes) ** 2, 0);
}

/** All that clients and operators ask, in the shares in which they do; what is answered otherwise than it should be is kept. */
class Traffic {
  readonly failures: string[] = [];
  answered = 0;
  private readonly keys: { readonly id: string; readonly key: string }[] = [];

  private constructor(
    private readonly apis: readonly HttpClient[],
    private desk: OperatorDesk,
  ) {}

  static async begin({ latchkey }: PrivateLatchkey): Promise<Traffic> {
    const apis = latchkey.resources.map(({ url }) => http(url));
    const [api] = apis;
    if (!api) throw new Error('There is no resource');
    const traffic = new Traffic(apis, await OperatorDesk.open(api, latchkey.operator));
    for (let n = 0; n < TOKENS; n++) traffic.keys.push(await traffic.desk.create({ name: `Soak ${n}` }));
    return traffic;
  }

  async signInAgain({ latchkey }: PrivateLatchkey): Promise<void> {
    this.desk = await OperatorDesk.open(this.api(), latchkey.operator);
  }

  async one(): Promise<void> {
    const dice = randomInt(1_000);
    if (dice < 900) await this.expect(200, 'GET', '/api/contacts?limit=5', { token: this.anyKey().key });
    else if (dice < 940) await this.create();
    else if (dice < 960) await this.change();
    else if (dice < 970) await this.liveAndDie();
    else if (dice < 990) await this.expect(401, 'GET', '/api/contacts', { token: `whm_${randomUUID()}` });
    else await this.expect(200, 'GET', '/api/api-keys', { token: this.desk.session.access_token });
  }

  private create(): Promise<unknown> {
    return this.expect(201, 'POST', '/api/contacts', {
      token: this.anyKey().key,
      body: {
        firstname: 'Ada',
        phone: `+1447${String(randomInt(10 ** 9)).padStart(9, '0')}${randomInt(10)}`,
      },
      headers: { 'idempotency-key': randomUUID() },
    });
  }

  private change(): Promise<unknown> {
    const body = { name: `Soak ${randomUUID()}` };
    return this.expect(200, 'PATCH', `/api/api-keys/${this.anyKey().id}`, {
      token: this.desk.session.access_token,
      body,
    });
  }

  /** A token that is issued, used by every guard, and revoked. */
  private async liveAndDie(): Promise<void> {
    const token = this.desk.session.access_token;
    const body = { name: 'Short', rate_limits: [] };
    const made = await this.expect(201, 'POST', '/api/api-keys', { token, body });
    const { id, key } = (made.json as { data: { id: string; key: string } }).data;
    for (const api of this.apis) await this.expect(200, 'GET', '/api/token/self', { token: key }, api);
    await this.expect(200, 'DELETE', `/api/api-keys/${id}`, { token });
    await this.expect(401, 'GET', '/api/token/self', { token: key });
  }

  private async expect(
    status: number,
    method: string,
    path: string,
    request: HttpRequest,
    api = this.api(),
  ): Promise<HttpAnswer<unknown>> {
    const answer = await api.request(method, path, request);
    this.answered++;
    if (answer.status !== status)
      this.failures.push(`${method} ${path}: ${answer.status} for ${status}: ${answer.text.slice(0, 200)}`);
    return answer;
  }

  private api(): HttpClient {
    return this.apis[randomInt(this.apis.length)] as HttpClient;
  }

  private anyKey(): { readonly id: string; readonly key: string } {
    return this.keys[randomInt(this.keys.length)] as { id: string; key: string };
  }
}

describe(`${MINUTES} minutes at ${LOAD * 100} % of what it can`, () => {
  let own: PrivateLatchkey;
  let traffic: Traffic;
  let redis: Redis;
  beforeAll(async () => {
    own = await startPrivateLatchkey({
      authReplicas: 2,
      resourceReplicas: 2,
      env: { UNKNOWN_TOKENS_PER_MINUTE: '1000000' },
    });
    traffic = await Traffic.begin(own);
    redis = new Redis(own.redis.url);
  }, 120_000);
  afterAll(async () => {
    redis.disconnect();
    // Fails when one of the processes lost a rejection, or ended.
    await own.stop();
  }, 60_000);

  const processes = (): Replica[] => [...own.latchkey.auths, ...own.latchkey.resources];
  const memoryOf = async (replica: Replica): Promise<number> => (await replica.residentBytes()) / 1_024 ** 2;
  const connections = async (): Promise<number> => {
    const client = new pg.Client(own.latchkey.superuserUrls.auth);
    await client.connect();
    const { rows } = await client
      .query<{ count: number }>(`SELECT count(*)::int FROM pg_stat_activity WHERE usename <> 'postgres'`)
      .finally(() => client.end());
    const clients = /^connected_clients:(\d+)/m.exec(await redis.info('clients'))?.[1];
    return Number(rows[0]?.count) + Number(clients);
  };
  const files = async (): Promise<number> => {
    const counts = await Promise.all(
      processes().map(async ({ pid }) => (await readdir(`/proc/${pid}/fd`)).length),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  };

  /** @param pauseBetween Milliseconds from one request of a worker to its next. */
  async function ask(until: number, pauseBetween: number): Promise<void> {
    const work = async (): Promise<void> => {
      let next = performance.now() + Math.random() * pauseBetween;
      while (performance.now() < until) {
        await sleep(Math.max(0, next - performance.now()));
        // One that was late does not hurry after.
        next = Math.max(next + pauseBetween, performance.now());
        await traffic.one();
      }
    };
    await Promise.all(Array.from({ length: WORKERS }, work));
  }

  it(
    'takes no more memory, opens no more connections, and answers everything',
    async () => {
      await ask(performance.now() + CALIBRATION_MS, 0);
      const rate = (traffic.answered / CALIBRATION_MS) * 1_000 * LOAD;
      process.stdout.write(`soak: ${Math.round(rate)} requests a second\n`);
      const began = performance.now();
      const ends = began + MINUTES * 60_000;
      const samples: Sample[] = [];
      const sampling = (async () => {
        let signedInAt = performance.now();
        while (performance.now() < ends) {
          await sleep(SAMPLE_MS);
          const memory = await Promise.all(processes().map(memoryOf));
          const minute = (performance.now() - began) / 60_000;
          samples.push({ minute, memory, connections: await connections(), files: await files() });
          if (performance.now() - signedInAt > SIGN_IN_MS) {
            await traffic.signInAgain(own);
            signedInAt = performance.now();
          }
        }
      })();
      await ask(ends, (WORKERS / rate) * 1_000);
      await sampling;

      const settled = samples.filter(({ minute }) => minute > WARM_UP_MINUTES);
      const slopes = processes().map((_, nth) => slopeOf(settled, ({ memory }) => memory[nth] ?? NaN));
      const half = Math.floor(settled.length / 2);
      const most = (part: readonly Sample[], of: 'connections' | 'files'): number =>
        Math.max(...part.map((sample) => sample[of]));
      const more = (of: 'connections' | 'files'): number =>
        most(settled.slice(half), of) - most(settled.slice(0, half), of);
      process.stdout.write(
        `soak: ${traffic.answered} answers; MB a minute: ${slopes.map((slope) => slope.toFixed(2)).join(', ')}; ` +
          `at the end ${settled.at(-1)?.memory.map(Math.round).join(', ')} MB, ` +
          `${settled.at(-1)?.connections} connections (${more('connections')} more), ${settled.at(-1)?.files} files (${more('files')} more)\n`,
      );
      expect(traffic.failures).toEqual([]);
      expect(slopes.filter((slope) => !(slope < MOST_MB_A_MINUTE))).toEqual([]);
      expect(more('connections')).toBeLessThanOrEqual(CONNECTIONS_MORE);
      expect(more('files')).toBeLessThanOrEqual(CONNECTIONS_MORE);
    },
    (MINUTES + 5) * 60_000,
  );
});
