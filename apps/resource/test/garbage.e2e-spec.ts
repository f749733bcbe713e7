import { atScale, type Latchkey, type PrivatePostgres, type PrivateStore } from '@latchkey/testing';
import { Redis } from 'ioredis';
import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { apiOf, OperatorDesk } from './acting.js';
import { type PrivateLatchkey, startPrivateLatchkey } from './private-latchkey.js';

const COLD = 100;
/** A hundred at once would have to be answered within the patience of one question, by processes that have just begun. */
const COLD_IN_FLIGHT = 10;
const WAYS = 17;
const MALFORMED = atScale({ test: 10_000, verify: 100_000 });
/** Of each of the ways of being malformed. */
const OF_EACH_WAY = 500;
/** What both services say to their stores in a second, whoever asks for what: leases, permits' clocks, the outbox. */
const BACKGROUND_A_SECOND = 40;
const SHAPES = [
  { prefix: 'shop_', length: 22, alphabet: 'base58', of: 'whole' },
  { prefix: '', length: 40, alphabet: 'base62', of: 'after-pipe' },
];
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Promise P8: what cannot be a token is refused here and now. */
describe('a malformed token', () => {
  let postgres: PrivatePostgres;
  let own: PrivateLatchkey;
  let redis: PrivateStore;
  let latchkey: Latchkey;
  let valid: string;
  const cold: string[] = [];
  beforeAll(async () => {
    own = await startPrivateLatchkey();
    ({ latchkey, postgres, redis } = own);
    const desk = await OperatorDesk.open(apiOf(latchkey), latchkey.operator);
    valid = (await desk.create({ name: 'The good one' })).key;
    // A workspace has imported: what its tokens look like is compared, too.
    const listed = await apiOf(latchkey).request('PATCH', '/api/workspace', {
      token: desk.session.access_token,
      body: { token_shapes: SHAPES },
    });
    expect(listed.status).toBe(200);
    for (let n = 0; n < COLD; n++) cold.push((await desk.create({ name: `Cold ${n}` })).key);
  });
  afterAll(async () => {
    await own.stop();
  });

  it('costs no Redis command and no SQL, in whatever way it is malformed', async () => {
    const url = latchkey.resources[0]?.url ?? '';
    for (let way = 0; way < WAYS; way++) {
      const asked = (): Promise<Record<string, number>> =>
        ask(url, OF_EACH_WAY, (n) => garbage(n * WAYS + way, valid));
      expect(await costOf(asked)).toEqual({ '401': OF_EACH_WAY });
    }
  });

  it(`costs none ${MALFORMED} times over`, async () => {
    const url = latchkey.resources[0]?.url ?? '';
    const asked = (): Promise<Record<string, number>> => ask(url, MALFORMED, (n) => garbage(n, valid));
    expect(await costOf(asked)).toEqual({ '401': MALFORMED });
  });

  it('is told from a good one, which costs both the first time', async () => {
    const url = latchkey.resources[0]?.url ?? '';
    const before = await work();
    expect(await ask(url, COLD, (n) => cold[n] ?? '', COLD_IN_FLIGHT)).toEqual({ '200': COLD });
    const after = await work();
    expect(after.redis).toBeGreaterThanOrEqual(before.redis + COLD);
    expect(after.sql).toBeGreaterThanOrEqual(before.sql + COLD);
  });

  /** Expects that it costs no more than the time that it takes. */
  async function costOf<Answer>(act: () => Promise<Answer>): Promise<Answer> {
    const [before, began] = [await work(), performance.now()];
    const answer = await act();
    const after = await work();
    const background = 20 + (BACKGROUND_A_SECOND * (performance.now() - began)) / 1_000;
    expect(after.redis - before.redis).toBeLessThan(background);
    expect(after.sql - before.sql).toBeLessThan(background);
    return answer;
  }

  /** What both services have asked of their stores so far. */
  async function work(): Promise<{ redis: number; sql: number }> {
    const client = new Redis(redis.url);
    const stats = await client.info('commandstats');
    client.disconnect();
    const ofMessages = /^cmdstat_(?:xadd|evalsha|eval|publish|xack|xdel):calls=(\d+)/gm;
    const commands = [...stats.matchAll(ofMessages)].reduce((sum, [, calls]) => sum + Number(calls), 0);

    return { redis: commands, sql: await postgres.statements() };
  }
});

/** All the ways of not being a token: mistyped, cut, of another alphabet, empty, or nothing of the kind. */
function garbage(n: number, valid: string): string {
  const at = 6 + (n % 64);
  const wrong = BASE62[(BASE62.indexOf(valid[at] ?? '0') + 1 + (n % 60)) % 62] ?? '0';
  const random = randomBytes(48).toString('base64url');
  const plain = random.replace(/[-_]/g, '0');
  const legible = random.replace(/[-_0OIl]/g, '1');
  const ways = [
    valid.slice(0, at) + wrong + valid.slice(at + 1),
    valid.slice(0, -1 - (n % 60)),
    `${valid}0`,
    `"${valid}"`,
    valid.toUpperCase(),
    `apitk_${random.slice(0, 64)}`,
    `whm_${random.slice(0, 32)}G`,
    random,
    '%00',
    'eyJ.x.y',
    // Nearly of a shape that was listed: one character more or less, another prefix, alphabet, pipe or number.
    `17|${plain.slice(0, 39)}`,
    `17|${plain.slice(0, 39)}-`,
    `|${plain.slice(0, 40)}`,
    `1|2|${plain.slice(0, 38)}`,
    `+1|${plain.slice(0, 40)}`,
    `shop_0${legible.slice(0, 21)}`,
    `shop-${legible.slice(0, 22)}`,
  ];
  return ways[n % ways.length] ?? '';
}

/** Sends requests down one connection without waiting for answers; resolves to how often each status came. */
function ask(
  url: string,
  count: number,
  token: (n: number) => string,
  inFlight = 500,
): Promise<Record<string, number>> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    const statuses: Record<string, number> = {};
    let sent = 0;
    let received = 0;
    let rest = '';
    const send = (): void => {
      let batch = '';
      while (sent < count && sent - received < inFlight) {
        const authorization = `Authorization: Bearer ${token(sent)}\r\n`;
        batch += `GET /api/contacts HTTP/1.1\r\nHost: x\r\n${authorization}\r\n`;
        sent++;
      }
      if (batch) socket.write(batch);
    };
    socket.on('error', reject);
    socket.on('close', () => {
      reject(new Error(`closed after ${received} answers`));
    });
    socket.on('connect', send);
    socket.on('data', (chunk) => {
      rest += chunk.toString('latin1');
      const found = [...rest.matchAll(/HTTP\/1\.1 (\d{3}) /g)];
      for (const [, status = ''] of found) statuses[status] = (statuses[status] ?? 0) + 1;
      received += found.length;
      const last = found.at(-1);
      rest = last ? rest.slice(last.index + last[0].length) : rest;
      if (received < count) send();
      else {
        resolve(statuses);
        socket.removeAllListeners('close').destroy();
      }
    });
  });
}
