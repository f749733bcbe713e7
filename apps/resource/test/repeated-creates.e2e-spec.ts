import { eventually, type HttpClient, type Latchkey, startLatchkey } from '@latchkey/testing';
import { randomUUID } from 'node:crypto';
import { apiOf, type Data, OperatorDesk } from './acting.js';

interface Contact {
  readonly id: string;
  readonly firstname: string;
}

describe('a row that is made twice with one Idempotency-Key', () => {
  let latchkey: Latchkey;
  let replicas: HttpClient[];
  let token: string;
  let another: string;
  beforeAll(async () => {
    latchkey = await startLatchkey({ resourceReplicas: 2 });
    replicas = [apiOf(latchkey, 0), apiOf(latchkey, 1)];
    const desk = await OperatorDesk.open(apiOf(latchkey), latchkey.operator);
    token = (await desk.create({ name: 'Shop' })).key;
    another = (await desk.create({ name: 'Another Shop' })).key;
  });
  afterAll(() => latchkey.stop());

  let phones = 0;
  const someone = (firstname: string) => ({ firstname, phone: `+1415555${String(1_000 + phones++)}` });
  const create = (body: object, key: string, { by = token, path = '/api/contacts', replica = 0 } = {}) => {
    const api = replicas[replica] as HttpClient;
    return api.request<Data<Contact>>('POST', path, { token: by, headers: { 'idempotency-key': key }, body });
  };
  const named = async (firstname: string): Promise<Contact[]> => {
    const { json } = await apiOf(latchkey).request<Data<Contact[]>>('GET', '/api/contacts?limit=100', {
      token,
    });
    return json.data.filter((contact) => contact.firstname === firstname);
  };

  it('is made once, and every answer is the first, whichever replica gave it', async () => {
    const body = someone('Once');
    const attempts = Array.from({ length: 20 }, (_, n) =>
      create(body, 'once', { replica: n % 2, path: n % 3 ? '/api/contacts' : '/api/v1/acme/contacts' }),
    );
    const answers = await Promise.all(attempts);
    const late = await create(body, 'once');
    expect(new Set([...answers, late].map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set([...answers, late].map(({ text }) => text)).size).toBe(1);
    expect(await named('Once')).toHaveLength(1);
  });

  it('is refused when it says something else, and the words say what to do', async () => {
    await create(someone('First'), 'reused');
    const { status, json } = await create(someone('Second'), 'reused');
    expect({ status, json }).toEqual({
      status: 422,
      json: {
        status: 'error',
        message:
          'This idempotency key belongs to another request: repeat that request unchanged, or send this one under a new key',
        errors: { idempotency_key: ['belongs to another request'] },
      },
    });
    expect(await named('Second')).toEqual([]);
  });

  it('keeps nothing of a request that was refused: mended, it may come under the same key', async () => {
    expect((await create({ firstname: 'Mended' }, 'mended')).status).toBe(422);
    expect((await create(someone('Mended'), 'mended')).status).toBe(201);
  });

  it('belongs to its token: another one’s key is another key', async () => {
    const [mine, theirs] = [someone('Mine'), someone('Theirs')];
    expect((await create(mine, 'shared')).status).toBe(201);
    expect((await create(theirs, 'shared', { by: another })).status).toBe(201);
  });

  it('is made again without a key', async () => {
    const send = () =>
      apiOf(latchkey).request('POST', '/api/groups', { token, body: { name: `Group ${randomUUID()}` } });
    expect([(await send()).status, (await send()).status]).toEqual([201, 201]);
  });

  it('is made once although the process that made it is killed before it answers (P5)', async () => {
    const victim = latchkey.resources[1] as Latchkey['resources'][number];
    const bodies = Array.from({ length: 60 }, () => someone('Killed'));
    const sent = bodies.map((body, n) => create(body, `killed-${n}`, { replica: 1 }).catch(() => null));
    await eventually(async () => (await named('Killed')).length > 0 || null);
    await victim.kill();
    await Promise.all(sent);
    const again = await Promise.all(bodies.map((body, n) => create(body, `killed-${n}`)));
    expect(new Set(again.map(({ status }) => status))).toEqual(new Set([201]));
    expect(await named('Killed')).toHaveLength(bodies.length);
  });
});
