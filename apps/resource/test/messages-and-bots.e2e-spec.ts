import { eventually, type HttpClient, type Latchkey, startLatchkey } from '@latchkey/testing';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { apiOf, type Data, OperatorDesk } from './acting.js';
import { SeededRows } from './seeded-rows.js';

interface Message {
  readonly id: string;
  readonly to: string;
  readonly status: string;
  readonly failure_code: string | null;
  readonly failure_reason: string | null;
  readonly history: readonly { readonly status: string; readonly reason: string | null }[];
}

const to = '+14155552671';
const missing = '0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77';
const anyText = expect.any(String) as string;

let latchkey: Latchkey;
let api: HttpClient;
let rows: SeededRows;
let token: string;
let stranger: Awaited<ReturnType<Latchkey['addWorkspace']>>;
beforeAll(async () => {
  latchkey = await startLatchkey();
  api = apiOf(latchkey);
  rows = new SeededRows(latchkey.superuserUrls.resource);
  stranger = await latchkey.addWorkspace('stranger');
  token = (await (await OperatorDesk.open(api, latchkey.operator)).create({ name: 'Sender' })).key;
});
afterAll(async () => {
  await rows.stop();
  await latchkey.stop();
});

const messageOf = async (id: string): Promise<Message> =>
  (await api.request<Data<Message>>('GET', `/api/messages/${id}`, { token })).json.data;
const becomes = (id: string, status: string): Promise<boolean> =>
  eventually(async () => (await messageOf(id)).status === status);

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
      status: 'queued',
      failure_code: null,
      failure_reason: null,
      created_at: anyText,
      updated_at: anyText,
      history: [{ status: 'queued', at: anyText, reason: null }],
    });
    const { id } = sent.json.data;
    await becomes(id, 'read');
    const { history } = await messageOf(id);
    expect(history.map(({ status }) => status)).toEqual(['queued', 'sent', 'delivered', 'read']);
    await expect(
      rows.query('SELECT recipient, content FROM local_deliveries WHERE message_id = $1', [id]),
    ).resolves.toEqual([{ recipient: to, content }]);
  });

  it('are made of templates as those are at the time', async () => {
    const template_id = await rows.add('templates', latchkey.workspace.id, { name: 'greeting' });
    const body = { to, template_id, parameters: ['Ada', '7'] };
    const sent = await api.request<Data<Message>>('POST', '/api/messages/template', { token, body });
    expect(sent.status).toBe(201);
    expect(sent.json.data).toMatchObject({ kind: 'template', status: 'queued' });
    await becomes(sent.json.data.id, 'read');
    const content = { template_id, name: 'greeting', language: 'en_US', parameters: ['Ada', '7'] };
    await expect(
      rows.query('SELECT content FROM messages WHERE id = $1', [sent.json.data.id]),
    ).resolves.toEqual([{ content }]);
  });

  it('say what became of them, also when it is not known or the provider refused', async () => {
    const queued = await rows.add('messages', latchkey.workspace.id);
    const refused = { status: 'failed', failure_reason: 'Not on this network' };
    const failed = await rows.add('messages', latchkey.workspace.id, refused);
    await expect(messageOf(queued)).resolves.toMatchObject({ status: 'queued', failure_reason: null });
    await expect(messageOf(failed)).resolves.toMatchObject(refused);
  });

  it.each([
    ['+12025550101', 'failed', '131026', ['queued', 'failed']],
    ['+12025550102', 'read', null, ['queued', 'queued', 'sent', 'delivered', 'read']],
    ['+12025550103', 'unknown', null, ['queued', 'unknown']],
    ['+12025550104', 'unknown', null, ['queued', 'unknown']],
    ['+12025550105', 'failed', '131047', ['queued', 'sent', 'failed']],
    ['+12025550106', 'sent', null, ['queued', 'sent']],
  ])('to %s come to be %s, so that developers can try it', async (number, status, code, history) => {
    const body = { to: number, text: 'Hello' };
    const sent = await api.request<Data<Message>>('POST', '/api/messages/send', { token, body });
    await becomes(sent.json.data.id, status);
    const message = await messageOf(sent.json.data.id);
    expect(message.failure_code).toBe(code);
    expect(message.history.map((entry) => entry.status)).toEqual(history);
    if (status === 'unknown') expect(message.failure_reason).toContain('before you send it again');
  });

  it('are listed, the newest first, by their status and by whom they are for', async () => {
    const number = '+14155550199';
    const ids: string[] = [];
    for (const status of ['queued', 'failed', 'queued', 'failed']) {
      const terms = { recipient: number, status, failure_reason: status === 'failed' ? 'No' : null };
      ids.unshift(await rows.add('messages', latchkey.workspace.id, terms));
    }
    const list = async (query: string) => {
      const { status, json } = await api.request<Data<Message[]> & { meta: { next_cursor: string | null } }>(
        'GET',
        `/api/messages?to=${encodeURIComponent(number)}${query}`,
        { token },
      );
      expect(status).toBe(200);
      return { ids: json.data.map(({ id }) => id), next: json.meta.next_cursor };
    };
    expect(await list('')).toEqual({ ids, next: null });
    expect((await list('&status=failed')).ids).toEqual([ids[0], ids[2]]);
    expect((await list('&status=unknown')).ids).toEqual([]);
    expect((await list('&sort=created_at')).ids).toEqual([...ids].reverse());
    const first = await list('&limit=3');
    expect(first.ids).toEqual(ids.slice(0, 3));
    expect((await list(`&limit=3&cursor=${first.next ?? ''}`)).ids).toEqual(ids.slice(3));
    const refused = await api.request('GET', '/api/messages?to=415&status=lost', { token });
    expect(refused).toMatchObject({ status: 422, json: { errors: { to: [anyText], status: [anyText] } } });
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
    ['media', { to, kind: 'image' }, 'media_url', 'neither it nor an upload is given'],
    ['media', { ...media, media_id: missing }, 'media_url', 'an upload is given, too'],
    ['media', { to, kind: 'image', media_id: missing }, 'media_id', 'there is none'],
    ['media', { to, kind: 'image', media_id: '1' }, 'media_id', 'it is no id'],
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

  it.each([
    [{ status: 'pending' }, { template_id: ['is not approved'] }],
    [{ status: 'rejected' }, { template_id: ['is not approved'] }],
    [{ parameter_count: 1 }, { parameters: ['must have exactly 1 entries'] }],
  ])('are not made of a template with %j', async (terms, errors) => {
    const template_id = await rows.add('templates', latchkey.workspace.id, terms);
    const body = { to, template_id, parameters: ['Ada', '7'] };
    const answer = await api.request('POST', '/api/messages/template', { token, body });
    expect(answer).toMatchObject({ status: 422, json: { errors } });
  });

  it('are not made of another workspace’s template, which is as none', async () => {
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

describe('a file to send', () => {
  const MB = 1024 * 1024;
  const bytes = (head: string, length: number) => Buffer.concat([Buffer.from(head, 'latin1')], length);
  const upload = async (part: string, content: Buffer, type = 'application/octet-stream', by = token) => {
    const form = new FormData();
    form.set(part, new Blob([new Uint8Array(content)], { type }), 'x');
    const answer = await fetch(`${latchkey.resources[0]?.url ?? ''}/api/messages/media/upload`, {
      method: 'POST',
      headers: { authorization: `Bearer ${by}` },
      body: form,
    });
    const json = (await answer.json()) as {
      message?: string;
      errors?: object;
      data: { id: string; kind: string };
    };
    return { status: answer.status, json };
  };

  it.each([
    ['%PDF-1.7 ', 'document', 'application/pdf'],
    ['\xff\xd8\xff\xe0', 'image', 'image/jpeg'],
    ['\0\0\0\x18ftypmp42', 'video', 'video/mp4'],
    ['OggS      OpusHead', 'audio', 'audio/ogg'],
    [
      'PK\x03\x04 word/document.xml',
      'document',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ],
  ])('that begins with %j is %s, whatever it is called', async (head, kind, mime_type) => {
    const content = bytes(head, 200_000);
    const { status, json } = await upload('file', content, 'text/html');
    expect({ status, data: json.data }).toMatchObject({
      status: 201,
      data: { kind, mime_type, bytes: 200_000 },
    });
    const body = { to, kind, media_id: json.data.id };
    expect((await api.request('POST', '/api/messages/media', { token, body })).status).toBe(201);
    const another = { ...body, kind: kind === 'image' ? 'video' : 'image' };
    expect(await api.request('POST', '/api/messages/media', { token, body: another })).toMatchObject({
      ...{ status: 422, json: { errors: { kind: [`must be ${kind}, as the upload is`] } } },
    });
  });

  it.each<[why: string, status: number, part: string, content: Buffer]>([
    ['empty', 422, 'file', Buffer.alloc(0)],
    ['of another name', 422, 'image', bytes('%PDF-', 100)],
    ['of no type that can be sent', 415, 'file', bytes('MZ', 5_000)],
    ['markup', 415, 'file', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['an image of more than 5 MB', 413, 'file', bytes('\x89PNG\r\n\x1a\n', 5 * MB + 1)],
    ['a document of more than 16 MB', 413, 'file', bytes('%PDF-', 16 * MB + 1)],
  ])('that is %s is refused with %i', async (_why, status, part, content) => {
    const counted = () => rows.query('SELECT count(*) FROM message_media');
    const before = await counted();
    expect((await upload(part, content)).status).toBe(status);
    await expect(counted()).resolves.toEqual(before);
  });

  it('may be as large as its kind allows, and leaves nothing on the disk', async () => {
    expect((await upload('file', bytes('%PDF-', 16 * MB))).status).toBe(201);
    // Other suites may upload at this moment.
    await eventually(
      async () => !(await readdir(tmpdir())).some((name) => name.startsWith('latchkey-upload-')),
    );
  });

  it('is taken here alone: everything else is JSON', async () => {
    const form = new FormData();
    form.set('to', to);
    const answer = await fetch(`${latchkey.resources[0]?.url ?? ''}/api/messages/send`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: form,
    });
    expect(answer.status).toBe(415);
    expect((await api.request('POST', '/api/messages/media/upload', { token, body: {} })).status).toBe(415);
  });

  it('is its workspace’s alone', async () => {
    const { json } = await upload('file', bytes('%PDF-', 100));
    const theirs = await OperatorDesk.open(api, stranger.operator);
    const body = { to, kind: 'document', media_id: json.data.id };
    const { key } = await theirs.create({ name: 'Theirs' });
    const answer = await api.request('POST', '/api/messages/media', { token: key, body });
    expect(answer).toMatchObject({
      status: 422,
      json: { errors: { media_id: ['names no upload of this workspace'] } },
    });
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
