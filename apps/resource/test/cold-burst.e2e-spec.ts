import { connect } from 'node:net';
import { apiOf, OperatorDesk } from './acting.js';
import { type PrivateLatchkey, startPrivateLatchkey } from './private-latchkey.js';

const REQUESTS = 1_000;
/** All but the statement that looks a token up by its digest. */
const ALL_ELSE = /^(?![\s\S]*FROM across\.token_by_mac)/;

/** Design section 4, "Fill": one question for all that may share it. */
describe('a token that a guard does not know yet', () => {
  let own: PrivateLatchkey;
  beforeAll(async () => {
    own = await startPrivateLatchkey();
  });
  afterAll(() => own.stop());

  it(`is read from PostgreSQL once for ${REQUESTS} first requests at once`, async () => {
    const { latchkey, postgres } = own;
    const url = latchkey.resources[0]?.url ?? '';
    const desk = await OperatorDesk.open(apiOf(latchkey), latchkey.operator);
    const lookUps = (): Promise<number> => postgres.statements(ALL_ELSE);
    const warmUp = (await desk.create({ name: 'Shows that one look-up is seen as one' })).key;
    const { key } = await desk.create({ name: 'Cold' });

    const atFirst = await lookUps();
    expect(await statusesOf(url, warmUp, 1)).toEqual(new Set(['200']));
    expect(await lookUps()).toBe(atFirst + 1);
    expect(await statusesOf(url, key, REQUESTS)).toEqual(new Set(['200']));
    expect(await lookUps()).toBe(atFirst + 2);
    expect(await statusesOf(url, key, REQUESTS)).toEqual(new Set(['200']));
    expect(await lookUps()).toBe(atFirst + 2);
  });
});

/** All down one connection before the first answer: nothing is as much at once. */
function statusesOf(url: string, token: string, count: number): Promise<Set<string>> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let received = '';
    socket.on('error', reject);
    socket.on('close', () => {
      reject(new Error('closed before the last answer'));
    });
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      const statuses = Array.from(received.matchAll(/HTTP\/1\.1 (\d{3}) /g), ([, status = '']) => status);
      if (statuses.length < count) return;
      resolve(new Set(statuses));
      socket.destroy();
    });
    socket.write(
      `GET /api/token/self HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n\r\n`.repeat(count),
    );
  });
}
