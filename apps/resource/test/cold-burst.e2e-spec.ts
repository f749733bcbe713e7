import { apiOf, OperatorDesk } from './acting.js';
import { type PrivateLatchkey, startPrivateLatchkey } from './private-latchkey.js';

const REQUESTS = 1_000;
/** All but the statement that looks a token up by its digest. */
const ALL_ELSE = /^(?![\s\S]*token\.mac = ANY)/;

/** Design section 4, "Fill": one question for all that may share it. */
describe('a token that a guard does not know yet', () => {
  let own: PrivateLatchkey;
  beforeAll(async () => {
    own = await startPrivateLatchkey();
  });
  afterAll(() => own.stop());

  it(`is read from PostgreSQL once for ${REQUESTS} first requests at once`, async () => {
    const { latchkey, postgres } = own;
    const api = apiOf(latchkey);
    const desk = await OperatorDesk.open(api, latchkey.operator);
    const lookUps = (): Promise<number> => postgres.statements(ALL_ELSE);
    const statusesOf = async (token: string, count: number): Promise<Set<number>> => {
      const ask = (): ReturnType<typeof api.request> => api.request('GET', '/api/token/self', { token });
      const answers = await Promise.all(Array.from({ length: count }, ask));
      return new Set(answers.map(({ status }) => status));
    };
    const warmUp = (await desk.create({ name: 'Shows that one look-up is seen as one' })).key;
    const { key } = await desk.create({ name: 'Cold' });

    const atFirst = await lookUps();
    expect(await statusesOf(warmUp, 1)).toEqual(new Set([200]));
    expect(await lookUps()).toBe(atFirst + 1);
    expect(await statusesOf(key, REQUESTS)).toEqual(new Set([200]));
    expect(await lookUps()).toBe(atFirst + 2);
    expect(await statusesOf(key, REQUESTS)).toEqual(new Set([200]));
    expect(await lookUps()).toBe(atFirst + 2);
  });
});
