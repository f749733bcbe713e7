import { type HttpClient, type Latchkey, startLatchkey } from '@latchkey/testing';
import { apiOf, type Data, OperatorDesk } from './acting.js';
import { SeededRows } from './seeded-rows.js';

interface Message {
  readonly id: string;
  readonly status: string;
}

const to = '+14155552671';
const missing = '0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77';
const anyText = expect.any(String) as string;

let latchkey: Latchkey;
let api: HttpClient;
let rows: SeededRows;
let token: string;
beforeAll(async () => {
  latchkey = await startLatchkey();
  api = apiOf(latchkey);
  rows = new SeededRows(latchkey.superuserUrls.resource);
  token = (await (await OperatorDesk.open(api, latchkey.operator)).create({ name: 'Sender' })).key;
});
afterAll(async () => {
  await rows.stop();
  await latchkey.stop();
});

describe('messages', () => {
  it.each([
    { path: 'send', body: { to, text: 'Hello' }, kind: 'text', content: { text: 'Hello' } },
    {
      path: 'media',
      body: { to, kind: 'image', media_url: 'https://cdn.example.com/a.png' },
      kind: 'image',
      content: { media_url: 'https://cdn.example.com/a.png', caption: null },
    },
    {
      path: 'media',
      body: { to, kind: 'document', media_url: 'https://cdn.example.com/a.pdf', caption: 'Bill' },
      kind: 'document',
      content: { media_url: 'https://cdn.example.com/a.pdf', caption: 'Bill' },
    },
  ])('of kind $kind are sent, and known to be', async ({ path, body, kind, content }) => {
    const sent = await api.request<Data<Message>>('POST', `/api/v1/acme/messages/${path}`, { token, body });
    expect(sent.status).toBe(201);
    expect(sent.json.data).toEqual({
      id: anyText,
      to,
      kind,
      status: 'sent',
      failure_reason: null,
      created_at: anyText,
      updated_at: anyText,
    });
    const { id } = sent.json.data;
    const asked = await api.request<Data<Message>>('GET', `/api/messages/${id}`, { token });
    expect(asked.json.data).toEqual(sent.json.data);
    await expect(
      rows.query('SELECT recipient, content FROM local_deliveries WHERE message_id = $1', [id]),
    ).resolves.toEqual([{ recipient: to, content }]);
  });

  it('are made of templates as those are at the time', async () => {
    const template_id = await rows.add('templates', latchkey.workspace.id, { name: 'greeting' });
    const body = { to, template_id, parameters: ['Ada', '7'] };
    const sent = await api.request<Data<Message>>('POST', '/api/messages/template', { token, body });
    expect(sent.status).toBe(201);
    expect(sent.json.data).toMatchObject({ kind: 'template', status: 'sent' });
    const content = { template_id, name: 'greeting', language: 'en_US', parameters: ['Ada', '7'] };
    await expect(
      rows.query('SELECT content FROM messages WHERE id = $1', [sent.json.data.id]),
    ).resolves.toEqual([{ content }]);
  });

  it('say what became of them, also when it is not known or the provider refused', async () => {
    const queued = await rows.add('messages', latchkey.workspace.id);
    const refused = { status: 'failed', failure_reason: 'Not on this network' };
    const failed = await rows.add('messages', latchkey.workspace.id, refused);
    const statusOf = async (id: string) =>
      (await api.request<Data<Message>>('GET', `/api/messages/${id}`, { token })).json.data;
    await expect(statusOf(queued)).resolves.toMatchObject({ status: 'queued', failure_reason: null });
    await expect(statusOf(failed)).resolves.toMatchObject(refused);
  });

  const media = { to, kind: 'image', media_url: 'https://cdn.example.com/a.png' };
  it.each<[path: string, body: object, field: string, why: string]>([
    ['send', { text: 'Hi' }, 'to', 'it is required'],
    ['send', { to: '14155552671', text: 'Hi' }, 'to', 'it has no plus'],
    ['send', { to: '+1 415 555 2671', text: 'Hi' }, 'to', 'it is not in E.164 form'],
    ['send', { to: '+15550100', text: 'Hi' }, 'to', 'no numbering plan has it'],
    ['send', { to: 14155552671, text: 'Hi' }, 'to', 'it is no text'],
    ['send', { to }, 'text', 'it is required'],
    ['send', { to, text: '  ' }, 'text', 'it is blank'],
    ['send', { to, text: 'x'.repeat(4097) }, 'text', 'it is too long'],
    ['send', { to, text: 'Hi', txet: 'Hi' }, 'txet', 'it is misspelt'],
    ['media', { ...media, media_url: 'http://cdn.example.com/a.png' }, 'media_url', 'it is not https'],
    ['media', { ...media, media_url: 'https://u:p@cdn.example.com/a' }, 'media_url', 'it has credentials'],
    ['media', { ...media, media_url: 'cdn.example.com/a.png' }, 'media_url', 'it has no scheme'],
    ['media', { ...media, media_url: 'javascript:alert(1)' }, 'media_url', 'it is no address'],
    ['media', { ...media, kind: 'sticker' }, 'kind', 'it is none of the four'],
    ['media', { ...media, caption: 7 }, 'caption', 'it is no text'],
    ['media', { ...media, caption: 'x'.repeat(1025) }, 'caption', 'it is too long'],
    ['template', { to, parameters: [] }, 'template_id', 'it is required'],
    ['template', { to, template_id: 'x', parameters: [] }, 'template_id', 'it is no id'],
    ['template', { to, template_id: missing, parameters: [] }, 'template_id', 'there is none'],
    ['template', { to, template_id: missing }, 'parameters', 'it is required'],
    ['template', { to, template_id: missing, parameters: [1] }, 'parameters', 'one is no text'],
    ['template', { to, template_id: missing, parameters: [''] }, 'parameters', 'one is empty'],
    ['validate', {}, 'phone', 'it is required'],
    ['validate', { phone: 7 }, 'phone', 'it is no text'],
    ['validate', { phone: '1'.repeat(51) }, 'phone', 'it is too long'],
  ])('%s: 422 for %j names %s, for %s', async (path, body, field) => {
    const counted = () => rows.query('SELECT count(*) FROM messages');
    const before = await counted();
    const answer = await api.request<{ errors?: object }>('POST', `/api/messages/${path}`, { token, body });
    expect(answer.status).toBe(422);
    expect(Object.keys(answer.json.errors ?? {})).toEqual([field]);
    await expect(counted()).resolves.toEqual(before);
  });

  it('are not made of another workspace’s template, which is as none', async () => {
    const stranger = await latchkey.addWorkspace('stranger');
    const theirs = await rows.add('templates', stranger.id);
    const refusalOf = async (template_id: string) => {
      const body = { to, template_id, parameters: ['Ada', '7'] };
      const answer = await api.request('POST', '/api/messages/template', { token, body });
      return { status: answer.status, text: answer.text };
    };
    const refusal = await refusalOf(theirs);
    expect(refusal).toEqual(await refusalOf(missing));
    expect(refusal.status).toBe(422);
  });

  it.each([
    ['+1 (415) 555-2671', { is_valid: true, e164: to, country: 'US' }],
    ['+15550100', { is_valid: false, e164: null, country: null }],
    ['call me', { is_valid: false, e164: null, country: null }],
  ])('may be sent to %s: %j', async (phone, known) => {
    const answer = await api.request('POST', '/api/messages/validate', { token, body: { phone } });
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({ status: 'success', data: { phone, ...known } });
  });
});

describe('a bot', () => {
  it('tells how many sessions it had, and when the last one began', async () => {
    const bot = await rows.add('bots', latchkey.workspace.id);
    const usage = async () =>
      (await api.request<Data<object>>('GET', `/api/bot/${bot}/usage/fetch`, { token })).json.data;
    await expect(usage()).resolves.toEqual({ bot_id: bot, sessions: 0, last_session_at: null });
    const begin = (base: string) =>
      api.request<Data<{ created_at: string }>>('POST', `${base}/bot/${bot}/session/create`, { token });
    const first = await begin('/api');
    expect(first.status).toBe(201);
    expect(first.json.data).toEqual({ id: anyText, bot_id: bot, created_at: anyText });
    const last = await begin('/api/v1/acme');
    await expect(usage()).resolves.toEqual({
      bot_id: bot,
      sessions: 2,
      last_session_at: last.json.data.created_at,
    });
  });

  it('is reached by a token of one bot’s sessions alone (C13)', async () => {
    const [bot, other] = [
      await rows.add('bots', latchkey.workspace.id),
      await rows.add('bots', latchkey.workspace.id),
    ];
    const desk = await OperatorDesk.open(api, latchkey.operator);
    const allowed_routes = [`bot/${bot}/session/create`];
    const { key } = await desk.create({ name: 'Bot Session Create', allowed_routes });
    const statusOf = async (method: string, path: string) =>
      (await api.request(method, `/api/bot/${path}`, { token: key })).status;
    expect(await statusOf('POST', `${bot}/session/create`)).toBe(201);
    expect(await statusOf('POST', `${other}/session/create`)).toBe(403);
    expect(await statusOf('GET', `${bot}/usage/fetch`)).toBe(403);
    await expect(rows.query('SELECT 1 FROM bot_sessions WHERE bot_id = $1', [other])).resolves.toEqual([]);
  });
});
