import { type HttpClient, type Latchkey, startLatchkey } from '@latchkey/testing';
import { request } from 'node:http';
import { aPhone } from './a-phone.js';
import { apiOf, type Data, OperatorDesk } from './acting.js';
import { SeededRows } from './seeded-rows.js';

interface Report {
  readonly lines: number;
  readonly created: number;
  readonly updated: number;
  readonly skipped: number;
  readonly refused: number;
  readonly errors: readonly { readonly line: number; readonly errors: object }[];
}
type Contact = Readonly<Record<string, unknown>> & { readonly id: string; readonly phone: string };

const MANY = 1_050;

/** Contacts as files: in, and out. */
describe('a file of contacts', () => {
  let latchkey: Latchkey;
  let api: HttpClient;
  let desk: OperatorDesk;
  let token: string;
  let rows: SeededRows;
  beforeAll(async () => {
    latchkey = await startLatchkey();
    api = apiOf(latchkey);
    rows = new SeededRows(latchkey.superuserUrls.resource);
    desk = await OperatorDesk.open(api, latchkey.operator);
    ({ key: token } = await desk.create({ name: 'Files', rate_limits: [{ limit: 1_000, window: '1s' }] }));
  });
  afterAll(async () => {
    await rows.stop();
    await latchkey.stop();
  });
  beforeEach(() => rows.query('TRUNCATE contacts, contact_groups, contact_words, statuses, groups CASCADE'));

  const send = (csv: string | Buffer, query = '', by = token) =>
    api.request<Data<Report> & { errors?: object }>('POST', `/api/contacts/import${query}`, {
      token: by,
      csv,
    });
  const imported = async (lines: readonly string[], query = ''): Promise<Report> => {
    const { status, json } = await send(lines.join('\r\n'), query);
    expect(status).toBe(200);
    return json.data;
  };
  const exported = async (query = ''): Promise<string> => {
    const { status, text } = await api.request('GET', `/api/contacts/export${query}`, { token });
    expect(status).toBe(200);
    return text;
  };
  const all = async (query = ''): Promise<Contact[]> => {
    const lines = (await exported(`?format=jsonl${query}`)).split('\n').filter(Boolean);
    return lines.map((line) => JSON.parse(line) as Contact);
  };
  const counts = (terms: Partial<Report>) => ({
    ...{ lines: 0, created: 0, updated: 0, skipped: 0, refused: 0, errors: [] },
    ...terms,
  });
  const create = async (path: string, body: object): Promise<string> =>
    (await api.request<Data<{ id: string }>>('POST', `/api/${path}`, { token, body })).json.data.id;

  it('makes a contact of each line, with all that a contact may have', async () => {
    const status = await create('statuses', { name: 'New' });
    const groups = [await create('groups', { name: 'A' }), await create('groups', { name: 'B' })];
    const { id: assignee } = await desk.hire();
    const report = await imported([
      'custom_fields.plan,firstname,phone,lastname,email,company,type,status_id,group_ids,assignee_id,tags,custom_fields',
      `gold,Zoë,+1 (555) 0100,O'Hara,z@example.com,"Bits, ""Bytes""",customer,${status},${groups.join(';')},${assignee},vip; old,"{""n"":1}"`,
      ',Bob,15550101,,,,,,,,,',
    ]);
    expect(report).toEqual(counts({ lines: 2, created: 2 }));
    const [zoe, bob] = (await all()).sort((one) => (one.firstname === 'Zoë' ? -1 : 1));
    expect(zoe).toMatchObject({
      ...{
        firstname: 'Zoë',
        phone: '+15550100',
        lastname: "O'Hara",
        email: 'z@example.com',
        type: 'customer',
      },
      ...{ company: 'Bits, "Bytes"', status_id: status, assignee_id: assignee, tags: ['vip', 'old'] },
      ...{ custom_fields: { n: 1, plan: 'gold' }, group_ids: [...groups].sort() },
    });
    expect(bob).toMatchObject({
      phone: '+15550101',
      type: 'lead',
      tags: [],
      custom_fields: {},
      company: null,
    });
  });

  it('is reported line by line, and what is good of it is written', async () => {
    const nobody = crypto.randomUUID();
    const report = await imported([
      'firstname,phone,email,status_id,assignee_id',
      'Ada,+15550100,,,',
      ',+15550101,,,',
      'Bea,call me,b@,,',
      `Cy,+15550102,,${nobody},`,
      `Di,+15550103,,,${nobody}`,
      '"E',
      'd",+15550104',
      'Flo,+1 555 0100,,,',
      'G\0,+15550105,,,',
      'Hal,+15550106,,,',
    ]);
    expect(report).toEqual(
      counts({
        ...{ lines: 9, created: 2, refused: 7 },
        errors: [
          { line: 3, errors: { firstname: expect.any(Array) as unknown } },
          { line: 4, errors: { phone: expect.any(Array) as unknown, email: expect.any(Array) as unknown } },
          { line: 5, errors: { status_id: ['names no status of this workspace'] } },
          { line: 6, errors: { assignee_id: ['names no operator of this workspace'] } },
          { line: 7, errors: { line: ['has 2 cells, and the header 5'] } },
          { line: 9, errors: { phone: ['is taken by another contact of this workspace'] } },
          { line: 10, errors: { firstname: ['holds a character that cannot be stored'] } },
        ],
      }),
    );
    expect((await all()).map(({ firstname }) => firstname).sort()).toEqual(['Ada', 'Hal']);
  });

  it('may be sent again: refused, skipped, or setting what its cells say', async () => {
    const first = [
      'firstname,phone,company,tags,custom_fields.a',
      'Ada,+15550100,Engines,vip,1',
      'Bea,+15550101,,,',
    ];
    expect(await imported(first)).toEqual(counts({ lines: 2, created: 2 }));
    expect(await imported(first)).toMatchObject({ created: 0, refused: 2 });
    expect(await imported(first, '?on_duplicate=skip')).toEqual(counts({ lines: 2, skipped: 2 }));
    const [ada] = await all('&phone=%2B15550100');
    const second = [
      'firstname,phone,company,custom_fields.b',
      'Ada K,+15550100,,2',
      'New,+15550102,Neu,',
      'X,+15550102,,',
    ];
    const report = await imported(second, '?on_duplicate=update');
    expect(report).toEqual(counts({ lines: 3, created: 1, updated: 2 }));
    expect((await all('&phone=%2B15550100'))[0]).toMatchObject({
      ...{
        id: ada?.id,
        firstname: 'Ada K',
        company: 'Engines',
        tags: ['vip'],
        custom_fields: { a: '1', b: '2' },
      },
    });
    expect((await all('&phone=%2B15550102'))[0]).toMatchObject({ firstname: 'X', company: 'Neu' });
  });

  it('needs contacts.update for an update', async () => {
    const { key } = await desk.create({ name: 'Creator', abilities: ['contacts.create'] });
    const csv = 'firstname,phone\nAda,+15550100\n';
    const refused = await send(csv, '?on_duplicate=update', key);
    expect(refused.status).toBe(403);
    expect(refused.text).toBe(
      '{"status":"error","message":"Token does not have the required ability: contacts.update"}',
    );
    expect(refused.headers.get('www-authenticate')).toContain('scope="contacts.update"');
    expect((await send(csv, '?on_duplicate=skip', key)).status).toBe(200);
  });

  it.each([
    [
      'an unknown column',
      'firstname,phone,fristname\nA,+15550100,B',
      { fristname: ['is not a known field'] },
    ],
    ['a column twice', 'firstname,phone,phone\nA,1,2', { phone: ['is a column twice'] }],
    ['no phones', 'firstname\nAda', { phone: ['is a column that is needed'] }],
    ['nothing', '', { body: ['must be CSV, with a first line that names the fields'] }],
    ['UTF-16', Buffer.from('firstname,phone\nAda,+15550100', 'utf16le'), null],
  ])('with %s is refused before anything is written', async (_, csv, errors) => {
    const { status, json } = await send(csv);
    expect(status).toBe(422);
    if (errors) expect(json.errors).toEqual(errors);
    await expect(all()).resolves.toEqual([]);
  });

  it('that cannot be read on is refused from there, and what came before is kept', async () => {
    const { status, json } = await send('firstname,phone\nAda,+15550100\n"Bea"x,+15550101\nCy,+15550102\n');
    expect(status).toBe(422);
    expect(json.errors).toEqual({ body: [expect.stringContaining('cannot be read from line 3 on')] });
    expect((await all()).map(({ firstname }) => firstname)).toEqual(['Ada']);
  });

  it('is CSV: JSON is refused here, and CSV elsewhere', async () => {
    for (const [path, sent] of [
      ['contacts/import', { body: {} }],
      ['contacts', { csv: 'firstname,phone\nAda,+15550100\n' }],
    ] as const) {
      expect((await api.request('POST', `/api/${path}`, { token, ...sent })).status).toBe(415);
    }
  });

  it('that breaks off is not taken for a whole one', async () => {
    const { port, hostname } = new URL(latchkey.resources[0]?.url ?? '');
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'text/csv', 'content-length': 1_000 };
    const sending = request({ hostname, port, path: '/api/contacts/import', method: 'POST', headers });
    const broken = new Promise((resolve) => sending.once('error', resolve));
    sending.write('firstname,phone\nAda,+15550100\nBea,+1555', () =>
      setTimeout(() => sending.destroy(new Error()), 300),
    );
    await broken;
    await new Promise((resolve) => setTimeout(resolve, 300));
    await expect(all()).resolves.toEqual([]);
  });

  it('comes out as it went in, whatever stands in it', async () => {
    const lines = ['firstname,phone', ...Array.from({ length: MANY }, (_, n) => `Name ${n},${aPhone()}`)];
    expect(await imported(lines)).toEqual(counts({ lines: MANY, created: MANY }));
    const odd = { firstname: '=1+1', lastname: "'=x", company: '@a;\\b,"c"\n', tags: ['-1', 'a;b', ' x '] };
    await create('contacts', { ...odd, phone: '+15550100', custom_fields: { '=k': { deep: ['ü'] } } });
    const csv = await exported();
    expect(csv).toContain("'=1+1,''=x,+15550100");
    const before = await all();
    expect(before).toHaveLength(MANY + 1);
    expect(before.find(({ phone }) => phone === '+15550100')).toMatchObject(odd);
    const again = await send(csv, '?on_duplicate=update');
    expect(again.json.data).toEqual(counts({ lines: MANY + 1, updated: MANY + 1 }));
    const shown = (contact: Contact) => ({ ...contact, updated_at: null });
    expect((await all()).map(shown)).toEqual(before.map(shown));
    expect(await exported('?search=name%201')).toContain('Name 1,');
    expect((await exported('?company=nobody')).split('\r\n')).toHaveLength(2);
  }, 30_000);

  it('that could not be read to its end does not look whole: the connection breaks', async () => {
    const big = JSON.stringify({ note: 'x'.repeat(4_000) });
    await rows.query(
      `INSERT INTO contacts (id, workspace_id, firstname, phone, type, tags, custom_fields)
       SELECT gen_random_uuid(), $1, 'Big', '+1446' || lpad(n::text, 8, '0'), 'lead', '{}', $2::jsonb
         FROM generate_series(1, 4000) AS n`,
      [latchkey.workspace.id, big],
    );
    const { url } = api;
    const answer = await fetch(`${url}/api/contacts/export`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(answer.status).toBe(200);
    const reader = answer.body?.getReader();
    await reader?.read();
    // More is left than the wires between hold: the next piece is read when somebody takes it.
    await rows.query('ALTER TABLE contacts RENAME TO contacts_away');
    try {
      const readOn = async (): Promise<void> => {
        while (!(await reader?.read())?.done);
      };
      await expect(readOn()).rejects.toThrow('terminated');
    } finally {
      await rows.query('ALTER TABLE contacts_away RENAME TO contacts');
    }
    expect((await exported('?company=nobody')).split('\r\n')).toHaveLength(2);
  });
});
