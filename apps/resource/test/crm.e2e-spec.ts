import { type HttpClient, type Latchkey, startLatchkey } from '@latchkey/testing';
import { v7 as newId } from 'uuid';
import { apiOf, clientOf, done, OperatorDesk } from './acting.js';

const anyInstant = expect.stringMatching(/^\d{4}-.*Z$/) as string;
const anyId = expect.stringMatching(/^[\da-f-]{36}$/) as string;

/** What none of the twenty abilities stands for, as a token without a list of them uses it (D3). */
describe('the CRM', () => {
  let latchkey: Latchkey;
  let api: HttpClient;
  let client: ReturnType<typeof clientOf>;
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
    client = clientOf(api, token);
    strangers = await OperatorDesk.open(api, (await latchkey.addWorkspace('stranger')).operator);
  });
  afterAll(() => latchkey.stop());

  const conversations = async (
    query: { status?: 'open' | 'closed'; assignee_id?: string; unread?: boolean } = {},
  ) => (await done(client.GET('/api/conversations', { params: { query } }))).data;
  const deals = async (
    query: { pipeline_id?: string; stage_id?: string; status?: 'won'; owner_id?: string } = {},
  ) => (await done(client.GET('/api/deals', { params: { query } }))).data;
  const newContact = async (firstname: string, phone: string) =>
    (await done(client.POST('/api/contacts', { body: { firstname, phone } }))).data;
  const send = async (to: string, text: string) =>
    (await done(client.POST('/api/messages/send', { body: { to, text } }))).data;
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
    const contact = await newContact('Ada', phone);
    await send(phone, 'Your order\nis on its way.');
    const { id: messageId } = await send(phone, 'It is here.');
    const [conversation] = await conversations();
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
    const one = { params: { path: { workspace: 'acme', id: conversation?.id ?? '' } } };
    const {
      data: [last, first],
    } = await done(client.GET('/api/v1/{workspace}/conversations/{id}/messages', one));
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
    const change = async (body: { assignee_id: string | null; status?: 'closed' }) =>
      (await done(client.PATCH('/api/v1/{workspace}/conversations/{id}', { ...one, body }))).data;
    const changed = await change({ assignee_id, status: 'closed' });
    expect(changed).toMatchObject({ id: conversation?.id, assignee_id, status: 'closed' });
    expect((await done(client.GET('/api/v1/{workspace}/conversations/{id}', one))).data).toEqual(changed);
    expect(await conversations({ status: 'closed', assignee_id, unread: false })).toEqual([changed]);
    expect(await conversations({ status: 'open' })).toEqual([]);
    expect(await change({ assignee_id: null })).toMatchObject({ assignee_id: null, status: 'closed' });
    const read = await done(client.POST('/api/v1/{workspace}/conversations/{id}/read', one));
    expect(read.data).toMatchObject({ unread_count: 0 });
  });

  it('gives nothing to whoever is no active operator of the workspace', async () => {
    const theirs = await strangers.hire();
    const resting = await desk.hire();
    const admin = desk.session.access_token;
    await api.request('PATCH', `/api/team/${resting.id}`, { token: admin, body: { is_active: false } });
    const id = (await conversations())[0]?.id ?? '';
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
    expect(await deals()).toEqual([]);
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
    const id = (await conversations())[0]?.id ?? '';
    const answer =
      typeof asked === 'string'
        ? await refusal(method, `conversations${asked}`)
        : await refusal(method, `conversations/${id}`, asked);
    expect(answer).toMatchObject({ status: 422, fields: [field] });
  });

  it('takes a deal through a pipeline, which stays as long as there are deals in it', async () => {
    const {
      data: [sales],
    } = await done(client.GET('/api/pipelines'));
    const contact = await newContact('Bob', '+14155552672');
    const { id: owner_id } = await desk.hire(['crm.access']);
    const terms = {
      title: 'Ten seats',
      amount: 120_000,
      currency: 'EUR',
      contact_id: contact.id,
      owner_id,
      expected_close_date: '2026-11-30',
    };
    const { data: deal } = await done(client.POST('/api/deals', { body: terms }));
    expect(deal).toEqual({
      ...terms,
      id: anyId,
      pipeline_id: sales?.id,
      stage_id: sales?.stages[0]?.id,
      status: 'open',
      closed_at: null,
      created_at: anyInstant,
      updated_at: anyInstant,
    });
    const stages = [
      { name: 'Due', kind: 'open' as const },
      { name: 'Renewed', kind: 'won' as const },
    ];
    const { data: renewals } = await done(
      client.POST('/api/pipelines', { body: { name: 'Renewals', stages } }),
    );
    const won = renewals.stages[1]?.id ?? '';
    const one = { params: { path: { workspace: 'acme', id: deal.id } } };
    const move = client.PATCH('/api/v1/{workspace}/deals/{id}', { ...one, body: { stage_id: won } });
    const { data: moved } = await done(move);
    expect(moved).toMatchObject({
      pipeline_id: renewals.id,
      stage_id: won,
      status: 'won',
      closed_at: anyInstant,
    });
    expect(await deals({ pipeline_id: renewals.id, status: 'won', owner_id })).toEqual([moved]);
    expect(await deals({ stage_id: sales?.stages[0]?.id ?? '' })).toEqual([]);
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
    const dealGone = await done(client.DELETE('/api/v1/{workspace}/deals/{id}', one));
    expect(dealGone.data).toEqual({ message: 'Deal deleted successfully' });
    const its = { params: { path: { id: renewals.id } } };
    const pipelineGone = await done(client.DELETE('/api/pipelines/{id}', its));
    expect(pipelineGone.data).toEqual({ message: 'Pipeline deleted successfully' });
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
    const key = { 'Idempotency-Key': 'deal-1' };
    const make = async () =>
      (await done(client.POST('/api/deals', { params: { header: key }, body: { title: 'Once' } }))).data;
    const made = await make();
    expect(await make()).toEqual(made);
    const path = { id: made.id };
    const seen = await client.GET('/api/deals/{id}', { params: { path } });
    const header = { 'If-Match': seen.response.headers.get('etag') ?? '' };
    const change = async (title: string) =>
      (await client.PATCH('/api/deals/{id}', { params: { path, header }, body: { title } })).response.status;
    expect([await change('Twice'), await change('Lost')]).toEqual([200, 412]);
    const kept = await done(client.GET('/api/deals/{id}', { params: { path } }));
    expect(kept.data).toMatchObject({ title: 'Twice' });
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

    const { data: messages } = await done(client.GET('/api/reports/messages'));
    expect(messages).toMatchObject({ total: 2, groups: { failed: 0 } });
    expect(Object.values(messages.groups).reduce((sum, count) => sum + count)).toBe(2);
    expect(messages.days).toHaveLength(30);
    expect(messages.days.at(-1)).toMatchObject({ date: today, total: 2 });
    expect(messages.days[0]?.total).toBe(0);
    const byType = { path: { workspace: 'acme' }, query: { group_by: 'type' as const, from: today } };
    const report = client.GET('/api/v1/{workspace}/reports/contacts', { params: byType });
    const { data: contacts } = await done(report);
    expect(contacts).toMatchObject({ total: 2, groups: { lead: 2, customer: 0 } });
    expect(contacts.days.map(({ date }) => date)).toEqual([today]);

    const usageOf = async (query: { token_id?: string; limit?: number }) =>
      (await done(client.GET('/api/reports/api-usage', { params: { query } }))).data;
    const usage = await usageOf({ token_id: mine.id });
    expect(usage).toMatchObject({ requests: 3, other_requests: 0 });
    expect(usage.days).toHaveLength(30);
    expect(usage.days.at(-1)).toEqual({ date: today, requests: 3 });
    expect(usage.tokens).toMatchObject([{ token_id: mine.id, name: 'Counted', requests: 3 }]);
    expect(usage.tokens[0]?.requests_by_day).toEqual([...Array<number>(29).fill(0), 3]);
    const all = await usageOf({ limit: 100 });
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
