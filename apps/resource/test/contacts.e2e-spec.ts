import { eventually, type HttpClient, type Latchkey, startLatchkey } from '@latchkey/testing';
import { aPhone } from './a-phone.js';
import { apiOf, type Data, OperatorDesk } from './acting.js';

interface Contact {
  readonly id: string;
  readonly firstname: string;
  readonly created_at: string;
  readonly updated_at: string;
}

const deep = (levels: number): object => (levels === 0 ? {} : { a: deep(levels - 1) });

describe('contacts', () => {
  let latchkey: Latchkey;
  let api: HttpClient;
  let token: string;
  beforeAll(async () => {
    latchkey = await startLatchkey();
    api = apiOf(latchkey);
    token = (await (await OperatorDesk.open(api, latchkey.operator)).create({ name: 'CRM' })).key;
  });
  afterAll(() => latchkey.stop());

  const add = async (body: object): Promise<Contact> => {
    const answer = await api.request<Data<Contact>>('POST', '/api/v1/acme/contacts', { token, body });
    expect(answer.status).toBe(201);
    return answer.json.data;
  };

  it('are created with a first name and a phone, and shown whole', async () => {
    const contact = await add({ firstname: 'Ada', phone: '+15550100' });
    expect(contact).toEqual({
      id: expect.any(String) as string,
      firstname: 'Ada',
      lastname: null,
      phone: '+15550100',
      email: null,
      company: null,
      type: 'lead',
      status_id: null,
      source_id: null,
      group_ids: [],
      assignee_id: null,
      tags: [],
      custom_fields: {},
      created_at: expect.any(String) as string,
      updated_at: contact.created_at,
    });
    const read = await api.request<Data<Contact>>('GET', `/api/contacts/${contact.id}`, { token });
    expect(read.json.data).toEqual(contact);
  });

  it('keep every custom field, whatever it is called', async () => {
    const custom_fields = { toString: 'a', valueOf: { length: 1 }, '': 'b', 'ä b': null };
    const contact = await add({ firstname: 'Odd', phone: '+15550106', custom_fields });
    expect(contact).toMatchObject({ custom_fields });
  });

  it('change only in the fields that are sent', async () => {
    const { id } = await add({ firstname: 'Alan', phone: '+15550102', company: 'Bletchley', tags: ['vip'] });
    const path = `/api/v1/acme/contacts/${id}`;
    const body = { company: null, type: 'customer' };
    const answer = await api.request<Data<Contact>>('PATCH', path, { token, body });
    expect(answer.status).toBe(200);
    expect(answer.json.data).toMatchObject({
      firstname: 'Alan',
      company: null,
      type: 'customer',
      tags: ['vip'],
    });
    expect((await api.request('PATCH', path, { token, body: { firstname: null } })).status).toBe(422);
    expect((await api.request('PATCH', path, { token, body: {} })).status).toBe(200);
  });

  it('are gone when deleted', async () => {
    const { id } = await add({ firstname: 'Gone', phone: '+15550103' });
    const answer = await api.request('DELETE', `/api/contacts/${id}`, { token });
    expect(answer.text).toBe('{"status":"success","data":{"message":"Contact deleted successfully"}}');
    for (const method of ['GET', 'DELETE']) {
      const after = await api.request(method, `/api/contacts/${id}`, { token });
      expect(after.status).toBe(404);
      expect(after.text).toBe('{"status":"error","message":"Contact not found"}');
    }
  });

  it.each`
    body                                                                         | field              | why
    ${{ phone: '+15550100' }}                                                    | ${'firstname'}     | ${'it is required'}
    ${{ firstname: 'A' }}                                                        | ${'phone'}         | ${'it is required'}
    ${{ firstname: 'A', phone: 'call me' }}                                      | ${'phone'}         | ${'it is no number'}
    ${{ firstname: 'A', phone: '+15550100', email: 'a@' }}                       | ${'email'}         | ${'it is no address'}
    ${{ firstname: 'A', phone: '+15550100', type: 'boss' }}                      | ${'type'}          | ${'it is none of the two'}
    ${{ firstname: 'A', phone: '+15550100', tags: [1] }}                         | ${'tags'}          | ${'one is no text'}
    ${{ firstname: 'A', phone: '+15550100', custom_fields: [] }}                 | ${'custom_fields'} | ${'a list is no object'}
    ${{ firstname: 'A', phone: '+15550100', status_id: 'x' }}                    | ${'status_id'}     | ${'there is no such status'}
    ${{ firstname: 'A', phone: '+15550100', fristname: 'A' }}                    | ${'fristname'}     | ${'it is misspelt'}
    ${{ firstname: 'A\u0000', phone: '+15550100' }}                              | ${'firstname'}     | ${'it cannot be stored'}
    ${{ firstname: 'A', phone: '+15550100', custom_fields: { a: '\ud800' } }}    | ${'custom_fields'} | ${'it is half a character'}
    ${{ firstname: 'A', phone: '+15550100', custom_fields: deep(500) }}          | ${'custom_fields'} | ${'it is too deep'}
    ${{ firstname: 'A', phone: '+15550100', custom_fields: { constructor: 1 } }} | ${'custom_fields'} | ${'Nest would strip that key'}
    ${{ firstname: 'A', phone: '+15550100', custom_fields: { a: '\u0000' } }}    | ${'custom_fields'} | ${'it cannot be stored'}
  `('answer 422 and name $field when $why', async ({ body, field }: { body: object; field: string }) => {
    const answer = await api.request<{ errors: Record<string, string[]> }>('POST', '/api/contacts', {
      token,
      body,
    });
    expect(answer.status).toBe(422);
    expect(Object.keys(answer.json.errors)).toEqual([field]);
  });

  it('are listed page by page, filtered and sorted', async () => {
    for (const firstname of ['Bea', 'Cleo', 'Bea', 'Dora', 'Bea']) {
      await add({ firstname, phone: aPhone(), company: 'Paging', tags: ['page'] });
    }
    const names: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = `company=Paging&tag=page&sort=firstname&limit=2${cursor && `&cursor=${cursor}`}`;
      const { json } = await api.request<Data<Contact[]> & { meta: { next_cursor: string | null } }>(
        'GET',
        `/api/v1/acme/contacts?${query}`,
        { token },
      );
      names.push(...json.data.map(({ firstname }) => firstname));
      cursor = json.meta.next_cursor;
    }
    expect(names).toEqual(['Bea', 'Bea', 'Bea', 'Cleo', 'Dora']);
  });

  it.each(['limit=0', 'limit=101', 'limit=x', 'sort=phone', 'cursor=garbage', 'color=red', 'type=a&type=b'])(
    'refuse the query %s',
    async (query) => {
      const answer = await api.request('GET', `/api/contacts?${query}`, { token });
      expect(answer.status).toBe(422);
    },
  );

  it('are assigned to active operators of the workspace, and stay with whoever leaves (W13)', async () => {
    const desk = await OperatorDesk.open(api, latchkey.operator);
    const [{ id: ada }, { id: gone }] = [await desk.hire(), await desk.hire()];
    const mine = await add({ firstname: 'Assigned', phone: aPhone(), assignee_id: gone });
    expect(mine).toMatchObject({ assignee_id: gone });
    const { access_token } = desk.session;
    await api.request('DELETE', `/api/team/${gone}`, { token: access_token });
    const stranger = await latchkey.addWorkspace('assigning');
    const { id: theirs } = await (await OperatorDesk.open(api, stranger.operator)).hire();
    for (const assignee_id of [gone, theirs, crypto.randomUUID()]) {
      const body = { assignee_id };
      const { status, text } = await api.request('PATCH', `/api/contacts/${mine.id}`, { token, body });
      expect(status).toBe(422);
      expect(text).toContain('"errors":{"assignee_id":["names no operator of this workspace"]}');
    }
    const { json } = await api.request<Data<object>>('GET', `/api/contacts/${mine.id}`, { token });
    expect(json.data).toEqual(mine);
    for (const assignee_id of [ada, null]) {
      const body = { assignee_id };
      const path = `/api/contacts/${mine.id}`;
      const changed = await api.request<Data<object>>('PATCH', path, { token, body });
      expect(changed.json.data).toMatchObject(body);
    }
  });

  it('are not written when nobody can tell whom they are assigned to (P6)', async () => {
    const body = { firstname: 'Waiting', phone: aPhone(), assignee_id: crypto.randomUUID() };
    await Promise.all(latchkey.auths.map((auth) => auth.pause()));
    const { status } = await api.request('POST', '/api/contacts', { token, body });
    for (const auth of latchkey.auths) auth.resume();
    expect(status).toBe(503);
    // Had it been written, its phone would be taken.
    await eventually(() => add({ firstname: 'Free', phone: body.phone }));
  });

  it('of another workspace answer as missing ones', async () => {
    const mine = await add({ firstname: 'Mine', phone: '+15550105' });
    const stranger = await latchkey.addWorkspace('stranger');
    const theirs = (await (await OperatorDesk.open(api, stranger.operator)).create({ name: 'Spy' })).key;
    for (const method of ['GET', 'PATCH', 'DELETE']) {
      const body = method === 'PATCH' ? { firstname: 'Stolen' } : undefined;
      const answer = await api.request(method, `/api/contacts/${mine.id}`, { token: theirs, body });
      expect(answer.status).toBe(404);
      expect(answer.text).toBe('{"status":"error","message":"Contact not found"}');
    }
    const listed = await api.request<Data<Contact[]>>('GET', '/api/contacts', { token: theirs });
    expect(listed.json.data).toEqual([]);
    const kept = await api.request<Data<Contact>>('GET', `/api/contacts/${mine.id}`, { token });
    expect(kept.json.data.firstname).toBe('Mine');
  });
});
