import { type HttpClient, type Latchkey, startLatchkey } from '@latchkey/testing';
import { v7 as newId } from 'uuid';
import { apiOf, type Data, OperatorDesk } from './acting.js';

interface Conversation {
  readonly id: string;
  readonly phone: string;
  readonly contact: { readonly id: string; readonly firstname: string } | null;
  readonly [field: string]: unknown;
}
interface Pipeline {
  readonly id: string;
  readonly stages: readonly { readonly id: string; readonly name: string; readonly kind: string }[];
}
interface Deal {
  readonly id: string;
  readonly [field: string]: unknown;
}
interface Report {
  readonly total: number;
  readonly groups: Record<string, number>;
  readonly days: readonly { readonly date: string; readonly total: number }[];
}
interface UsageReport {
  readonly requests: number;
  readonly other_requests: number;
  readonly days: readonly { readonly date: string; readonly requests: number }[];
  readonly tokens: readonly { readonly token_id: string; readonly requests_by_day: readonly number[] }[];
}

const anyInstant = expect.stringMatching(/^\d{4}-.*Z$/) as string;
const anyId = expect.stringMatching(/^[\da-f-]{36}$/) as string;

/** What none of the twenty abilities stands for, as a token without a list of them uses it (D3). */
describe('the CRM', () => {
  let latchkey: Latchkey;
  let api: HttpClient;
  let desk: OperatorDesk;
  let token: string;
  let tokenId: string;
  /** At work in another workspace. */
  let strangers: OperatorDesk;
  beforeAll(async () => {
    latchkey = await startLatchkey({ resourceReplicas: 2 });
    api = apiOf(latchkey);
    desk = await OperatorDesk.open(api, latchkey.operator);
    ({ key: token, id: tokenId } = await desk.create({ name: 'CRM' }));
    strangers = await OperatorDesk.open(api, (await latchkey.addWorkspace('stranger')).operator);
  });
  afterAll(() => latchkey.stop());

  async function ask<Of>(
    method: string,
    path: string,
    body?: object,
    status = method === 'POST' ? 201 : 200,
  ) {
    const answer = await api.request<Data<Of>>(method, `/api/${path}`, { token, ...(body && { body }) });
    expect({ path, status: answer.status, text: answer.text }).toMatchObject({ status });
    return answer.json.data;
  }
  const refusal = async (method: string, path: string, body?: object) => {
    const answer = await api.request<{ message: string; errors?: Record<string, string[]> }>(
      method,
      `/api/${path}`,
      { token, ...(body && { body }) },
    );
    return {
      status: answer.status,
      fields: Object.keys(answer.json.errors ?? {}),
      message: answer.json.message,
    };
  };

  it('shows a conversation from its first message on: read, assigned, closed', async () => {
    const phone = '+14155552671';
    const contact = await ask<{ id: string }>('POST', 'contacts', { firstname: 'Ada', phone });
    await ask('POST', 'messages/send', { to: phone, text: 'Your order\nis on its way.' });
    const { id: messageId } = await ask<{ id: string }>('POST', 'messages/send', {
      to: phone,
      text: 'It is here.',
    });
    const [conversation] = await ask<[Conversation]>('GET', 'conversations');
    expect(conversation).toEqual({
      id: anyId,
      phone,
      contact: { id: contact.id, firstname: 'Ada', lastname: null },
      assignee_id: null,
      status: 'open',
      unread_count: 0,
      last_message_at: anyInstant,
      last_message_direction: 'outbound',
      last_message_preview: 'It is here.',
      created_at: anyInstant,
      updated_at: anyInstant,
    });
    const place = `v1/acme/conversations/${conversation.id}`;
    const [last, first] = await ask<[object, object]>('GET', `${place}/messages`);
    expect(last).toEqual({
      id: messageId,
      direction: 'outbound',
      kind: 'text',
      content: { text: 'It is here.' },
      // It is sent behind the request.
      status: expect.any(String) as string,
      failure_reason: null,
      created_at: anyInstant,
      updated_at: anyInstant,
    });
    expect(first).toMatchObject({ content: { text: 'Your order\nis on its way.' } });
    const { id: assignee_id } = await desk.hire(['conversations.read']);
    const changed = await ask<Conversation>('PATCH', place, { assignee_id, status: 'closed' });
    expect(changed).toMatchObject({ id: conversation.id, assignee_id, status: 'closed' });
    expect(await ask('GET', place)).toEqual(changed);
    expect(await ask('GET', `conversations?status=closed&assignee_id=${assignee_id}&unread=false`)).toEqual([
      changed,
    ]);
    expect(await ask('GET', 'conversations?status=open')).toEqual([]);
    expect(await ask('PATCH', place, { assignee_id: null })).toMatchObject({
      assignee_id: null,
      status: 'closed',
    });
    expect(await ask('POST', `${place}/read`, undefined, 200)).toMatchObject({ unread_count: 0 });
  });

  it('gives nothing to whoever is no active operator of the workspace', async () => {
    const theirs = await strangers.hire();
    const resting = await desk.hire();
    const admin = desk.session.access_token;
    await api.request('PATCH', `/api/team/${resting.id}`, { token: admin, body: { is_active: false } });
    const { id } = (await ask<[Conversation]>('GET', 'conversations'))[0];
    for (const nobody of [theirs.id, resting.id, newId()]) {
      expect(await refusal('PATCH', `conversations/${id}`, { assignee_id: nobody })).toMatchObject({
        status: 422,
        fields: ['assignee_id'],
      });
      expect(await refusal('POST', 'deals', { title: 'Ten seats', owner_id: nobody })).toMatchObject({
        status: 422,
        fields: ['owner_id'],
      });
    }
    expect(await ask('GET', 'deals')).toEqual([]);
  });

  it.each([
    ['PATCH', { status: 'done' }, 'status'],
    ['PATCH', { status: null }, 'status'],
    ['PATCH', { assignee_id: 'me' }, 'assignee_id'],
    ['PATCH', { phone: '+14155552671' }, 'phone'],
    ['GET', '?unread=yes', 'unread'],
    ['GET', '?assignee_id=me', 'assignee_id'],
    ['GET', '?sort=phone', 'sort'],
    ['GET', '?status=done', 'status'],
  ])('refuses of conversations: %s %j', async (method, asked, field) => {
    const { id } = (await ask<[Conversation]>('GET', 'conversations'))[0];
    const answer =
      typeof asked === 'string'
        ? await refusal(method, `conversations${asked}`)
        : await refusal(method, `conversations/${id}`, asked);
    expect(answer).toMatchObject({ status: 422, fields: [field] });
  });

  it('takes a deal through a pipeline, which stays as long as there are deals in it', async () => {
    const [sales] = await ask<[Pipeline]>('GET', 'pipelines');
    const contact = await ask<{ id: string }>('POST', 'contacts', {
      firstname: 'Bob',
      phone: '+14155552672',
    });
    const { id: owner_id } = await desk.hire(['crm.access']);
    const deal = await ask<Deal>('POST', 'deals', {
      title: 'Ten seats',
      amount: 120_000,
      currency: 'EUR',
      contact_id: contact.id,
      owner_id,
      expected_close_date: '2026-11-30',
    });
    expect(deal).toEqual({
      id: anyId,
      title: 'Ten seats',
      pipeline_id: sales.id,
      stage_id: sales.stages[0]?.id,
      status: 'open',
      amount: 120_000,
      currency: 'EUR',
      contact_id: contact.id,
      owner_id,
      expected_close_date: '2026-11-30',
      closed_at: null,
      created_at: anyInstant,
      updated_at: anyInstant,
    });
    const renewals = await ask<Pipeline>('POST', 'pipelines', {
      name: 'Renewals',
      stages: [
        { name: 'Due', kind: 'open' },
        { name: 'Renewed', kind: 'won' },
      ],
    });
    const won = renewals.stages[1]?.id;
    const moved = await ask<Deal>('PATCH', `v1/acme/deals/${deal.id}`, { stage_id: won });
    expect(moved).toMatchObject({
      pipeline_id: renewals.id,
      stage_id: won,
      status: 'won',
      closed_at: anyInstant,
    });
    expect(await ask('GET', `deals?pipeline_id=${renewals.id}&status=won&owner_id=${owner_id}`)).toEqual([
      moved,
    ]);
    expect(await ask('GET', `deals?stage_id=${sales.stages[0]?.id ?? ''}`)).toEqual([]);
    expect(await refusal('DELETE', `pipelines/${renewals.id}`)).toMatchObject({
      status: 409,
      message: 'The pipeline has deals: move or delete them first',
    });
    expect(
      await refusal('PATCH', `pipelines/${renewals.id}`, { stages: [{ name: 'Due', kind: 'open' }] }),
    ).toMatchObject({
      status: 409,
      message: 'A stage that is left out has deals: move or delete them first',
    });
    const done = { message: 'Deal deleted successfully' };
    expect(await ask('DELETE', `deals/${deal.id}`)).toEqual(done);
    expect(await ask('DELETE', `pipelines/${renewals.id}`)).toEqual({
      message: 'Pipeline deleted successfully',
    });
    expect(await refusal('GET', `deals/${deal.id}`)).toMatchObject({
      status: 404,
      message: 'Deal not found',
    });
    expect(await refusal('GET', `pipelines/${renewals.id}`)).toMatchObject({ message: 'Pipeline not found' });
  });

  it.each([
    [{ title: ' ' }, 'title'],
    [{ title: 'x'.repeat(201) }, 'title'],
    [{ amount: 1.5, currency: 'EUR' }, 'amount'],
    [{ amount: '1200.00', currency: 'EUR' }, 'amount'],
    [{ amount: -1, currency: 'EUR' }, 'amount'],
    [{ amount: 1e15, currency: 'EUR' }, 'amount'],
    [{ amount: 1 }, 'currency'],
    [{ amount: 1, currency: 'eur' }, 'currency'],
    [{ amount: 1, currency: 'XYZ' }, 'currency'],
    [{ currency: 'EUR' }, 'amount'],
    [{ stage_id: newId() }, 'stage_id'],
    [{ stage_id: null }, 'stage_id'],
    [{ contact_id: newId() }, 'contact_id'],
    [{ owner_id: 'me' }, 'owner_id'],
    [{ expected_close_date: '2026-02-30' }, 'expected_close_date'],
    [{ expected_close_date: '2026-11-30T00:00:00Z' }, 'expected_close_date'],
    [{ status: 'won' }, 'status'],
    [{ pipeline_id: newId() }, 'pipeline_id'],
  ])('refuses a deal with %j', async (terms, field) => {
    expect(await refusal('POST', 'deals', { title: 'Ten seats', ...terms })).toMatchObject({
      status: 422,
      fields: [field],
    });
  });

  it.each([
    [{ name: 'Sales' }, 'name'],
    [{ stages: [] }, 'stages'],
    [{ stages: Array.from({ length: 51 }, (_, n) => ({ name: `${n}`, kind: 'open' })) }, 'stages'],
    [
      {
        stages: [
          { name: 'New', kind: 'open' },
          { name: 'New', kind: 'won' },
        ],
      },
      'stages',
    ],
    [{ stages: [{ name: 'New', kind: 'done' }] }, 'stages.0.kind'],
    [{ stages: [{ name: '', kind: 'open' }] }, 'stages.0.name'],
    [{ stages: [{ name: 'New', kind: 'open', color: 'red' }] }, 'stages.0.color'],
    [{ stages: [{ id: newId(), name: 'New', kind: 'open' }] }, 'stages.0.id'],
    [{ stages: 'New' }, 'stages'],
  ])('refuses a pipeline with %j', async (terms, field) => {
    const stages = [{ name: 'New', kind: 'open' }];
    const answer = await refusal('POST', 'pipelines', { name: 'Under test', stages, ...terms });
    expect(answer).toMatchObject({ status: 422, fields: [field] });
  });

  it('changes a deal once for a key, and only the one that was seen', async () => {
    const send = (method: string, path: string, headers: Record<string, string>, body: object) =>
      api.request<Data<Deal>>(method, path, { token, headers, body });
    const key = { 'idempotency-key': 'deal-1' };
    const made = [];
    for (let n = 0; n < 2; n++) made.push(await send('POST', '/api/deals', key, { title: 'Once' }));
    expect(new Set(made.map(({ text }) => text)).size).toBe(1);
    const path = `/api/deals/${String(made[0]?.json.data.id)}`;
    const etag = (await api.request('GET', path, { token })).headers.get('etag') ?? '';
    expect((await send('PATCH', path, { 'if-match': etag }, { title: 'Twice' })).status).toBe(200);
    expect((await send('PATCH', path, { 'if-match': etag }, { title: 'Lost' })).status).toBe(412);
    expect(await ask('GET', path.slice(5))).toMatchObject({ title: 'Twice' });
  });

  it('reports what there was on each day', async () => {
    const other = await strangers.create({ name: 'Theirs' });
    await api.request('POST', '/api/contacts', {
      token: other.key,
      body: { firstname: 'Eve', phone: '+14155552673' },
    });
    const mine = await desk.create({ name: 'Counted' });
    // Of the second replica, which tells what it has counted when it ends.
    const counting = apiOf(latchkey, 1);
    for (let n = 0; n < 3; n++) await counting.request('GET', '/api/contacts', { token: mine.key });
    await counting.request('GET', '/api/contacts', { token: other.key });
    await latchkey.resources[1]?.stop();
    const today = new Date().toISOString().slice(0, 10);

    const messages = await ask<Report>('GET', 'reports/messages');
    expect(messages).toMatchObject({ total: 2, groups: { failed: 0 } });
    expect(Object.values(messages.groups).reduce((sum, count) => sum + count)).toBe(2);
    expect(messages.days).toHaveLength(30);
    expect(messages.days.at(-1)).toMatchObject({ date: today, total: 2 });
    expect(messages.days[0]?.total).toBe(0);
    const contacts = await ask<Report>('GET', `v1/acme/reports/contacts?group_by=type&from=${today}`);
    expect(contacts).toMatchObject({ total: 2, groups: { lead: 2, customer: 0 } });
    expect(contacts.days.map(({ date }) => date)).toEqual([today]);

    const usage = await ask<UsageReport>('GET', `reports/api-usage?token_id=${mine.id}`);
    expect(usage).toMatchObject({ requests: 3, other_requests: 0 });
    expect(usage.days).toHaveLength(30);
    expect(usage.days.at(-1)).toEqual({ date: today, requests: 3 });
    expect(usage.tokens).toMatchObject([{ token_id: mine.id, name: 'Counted', requests: 3 }]);
    expect(usage.tokens[0]?.requests_by_day).toEqual([...Array<number>(29).fill(0), 3]);
    const all = await ask<UsageReport>('GET', 'reports/api-usage?limit=100');
    expect(all.tokens.map(({ token_id }) => token_id)).not.toContain(other.id);
    expect([tokenId, mine.id]).toEqual(expect.arrayContaining(all.tokens.map(({ token_id }) => token_id)));
  });

  it.each([
    ['messages?from=2026-11-31', 'from'],
    ['messages?from=2026-11-30&to=2026-11-29', 'from'],
    ['messages?from=2024-01-01&to=2025-01-01', 'from'],
    ['messages?group_by=status', 'group_by'],
    ['contacts?group_by=phone', 'group_by'],
    ['contacts?to=today', 'to'],
    ['api-usage?token_id=mine', 'token_id'],
    ['api-usage?limit=101', 'limit'],
    ['api-usage?from=2024-01-01&to=2025-01-01', 'from'],
  ])('refuses the report %s', async (asked, field) => {
    expect(await refusal('GET', `reports/${asked}`)).toMatchObject({ status: 422, fields: [field] });
  });
});
