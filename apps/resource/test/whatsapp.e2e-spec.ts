import {
  atScale,
  eventually,
  type HttpClient,
  type Latchkey,
  type PrivateRedis,
  startLatchkey,
  startPrivateRedis,
  testPassword,
} from '@latchkey/testing';
import { Redis } from 'ioredis';
import { setTimeout as delay } from 'node:timers/promises';
import pLimit from 'p-limit';
import { apiOf, type Data, OperatorDesk } from './acting.js';
import { type Behaviour, CloudApi, refuses, takesIt } from './cloud-api.js';
import { SeededRows } from './seeded-rows.js';

interface Message {
  readonly id: string;
  readonly to: string;
  readonly status: string;
  readonly failure_code: string | null;
  readonly failure_reason: string | null;
  readonly history: readonly { readonly status: string; readonly reason: string | null }[];
}

const NUMBER = '106540352242922';
const to = '+14155552671';

let redis: PrivateRedis;
let cloud: CloudApi;
let latchkey: Latchkey;
let replicas: HttpClient[];
let token: string;
let admin: string;
let rows: SeededRows;
beforeAll(async () => {
  redis = await startPrivateRedis({ recorded: false });
  cloud = await CloudApi.start(testPassword());
  latchkey = await startLatchkey({
    redis,
    resourceReplicas: 2,
    env: {
      ...cloud.env,
      MESSAGE_TIMEOUT_MS: '1000',
    },
  });
  replicas = [apiOf(latchkey, 0), apiOf(latchkey, 1)];
  rows = new SeededRows(latchkey.superuserUrls.resource);
  const desk = await OperatorDesk.open(apiOf(latchkey), latchkey.operator);
  admin = desk.session.access_token;
  token = (await desk.create({ name: 'Sender' })).key;
});
afterAll(async () => {
  await rows.stop();
  await latchkey.stop();
  await cloud.stop();
  await redis.stop();
});
afterEach(() => {
  cloud.behave = takesIt;
});

interface Sending {
  readonly replica?: number;
  readonly key?: string;
}

async function post(path: string, body: object, { replica = 0, key = '' }: Sending = {}): Promise<Message> {
  const api = replicas[replica] as HttpClient;
  const headers: Record<string, string> = key === '' ? {} : { 'idempotency-key': key };
  const request = { token, body, headers };
  const answer = await api.request<Data<Message>>('POST', `/api/messages/${path}`, request).catch(() => null);
  if (answer?.status === 201) return answer.json.data;
  // As clients should: under its key it is the same message, whichever replica is asked.
  if (key !== '' && (answer === null || answer.status === 503)) {
    await delay(200);
    return post(path, body, { replica: 0, key });
  }
  throw new Error(`sending answered ${answer?.status ?? 'nothing'} ${answer?.text ?? ''}`);
}
/** Of many messages, each to somebody else: those to one person wait for each other, for their conversation is one row. */
const sendNth = (n: number, options: Sending): Promise<Message> =>
  post('send', { to: `+1415555${2_000 + n}`, text: `Number ${n}` }, options);
const send = (text: string, options: Sending = {}): Promise<Message> => post('send', { to, text }, options);
const messageOf = async (id: string): Promise<Message> =>
  (await apiOf(latchkey).request<Data<Message>>('GET', `/api/messages/${id}`, { token })).json.data;
const settled = (id: string, withinMs = 10_000): Promise<Message> =>
  eventually(
    async () => {
      const message = await messageOf(id);
      return message.status !== 'queued' && message;
    },
    { withinMs },
  );
const calls = (id: string) =>
  cloud.calls.filter(({ biz_opaque_callback_data }) => biz_opaque_callback_data === id);
const tell = (value: object, signature?: string) => {
  const body = JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '1',
        changes: [{ field: 'messages', value: { metadata: { phone_number_id: NUMBER }, ...value } }],
      },
    ],
  });
  return fetch(`${latchkey.resources[0]?.url ?? ''}/api/providers/whatsapp/webhook`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature ?? cloud.sign(body) },
    body,
  }).then(async (answer) => ({ status: answer.status, text: await answer.text() }));
};

it('says what to do when the workspace has no number, and sends nothing', async () => {
  const { id } = await send('Nobody is asked');
  expect(await settled(id)).toMatchObject({
    status: 'failed',
    failure_reason: 'This workspace has no WhatsApp number: an admin sets it with PUT /api/whatsapp/number',
  });
  expect(calls(id)).toEqual([]);
});

describe('the number of a workspace', () => {
  const number = (method: string, by: string, body?: object) =>
    apiOf(latchkey).request(method, '/api/whatsapp/number', { token: by, ...(body && { body }) });

  it('is set and told by an admin, and belongs to one workspace', async () => {
    expect((await number('GET', admin)).status).toBe(404);
    expect((await number('PUT', admin, { phone_number_id: '1' })).status).toBe(200);
    expect((await number('PUT', admin, { phone_number_id: NUMBER })).status).toBe(200);
    expect((await number('GET', admin)).json).toEqual({
      status: 'success',
      data: { phone_number_id: NUMBER },
    });
    const stranger = await latchkey.addWorkspace('stranger');
    const theirs = await OperatorDesk.open(apiOf(latchkey), stranger.operator);
    const taken = await number('PUT', theirs.session.access_token, { phone_number_id: NUMBER });
    expect(taken).toMatchObject({
      status: 422,
      json: { errors: { phone_number_id: ['belongs to another workspace'] } },
    });
    expect((await number('DELETE', theirs.session.access_token)).status).toBe(404);
  });

  it.each([{}, { phone_number_id: 7 }, { phone_number_id: '../1' }, { phone_number_id: '' }])(
    'is not %j',
    async (body) => {
      expect((await number('PUT', admin, body)).status).toBe(422);
    },
  );
});

describe('a message', () => {
  it('is asked for in the words of the Cloud API', async () => {
    const template_id = await rows.add('templates', latchkey.workspace.id, { name: 'order_update' });
    const link = 'https://cdn.example.com/a.pdf';
    const sent = [
      await send('Hello'),
      await post('template', { to, template_id, parameters: ['Ada', '7'] }),
      await post('media', { to, kind: 'document', media_url: link, caption: 'Bill' }),
      await post('media', { to, kind: 'audio', media_url: link, caption: 'Not for sounds' }),
    ];
    for (const { id } of sent) expect((await settled(id)).status).toBe('sent');
    const common = { messaging_product: 'whatsapp', recipient_type: 'individual', to };
    const parameters = [
      { type: 'text', text: 'Ada' },
      { type: 'text', text: '7' },
    ];
    expect(sent.map(({ id }) => calls(id))).toEqual(
      [
        { type: 'text', text: { body: 'Hello' } },
        {
          type: 'template',
          template: {
            name: 'order_update',
            language: { code: 'en_US' },
            components: [{ type: 'body', parameters }],
          },
        },
        { type: 'document', document: { link, caption: 'Bill' } },
        { type: 'audio', audio: { link } },
      ].map((content, n) => [{ ...common, ...content, biz_opaque_callback_data: sent[n]?.id }]),
    );
  });

  it('shows what was uploaded, which was handed over as what it is', async () => {
    const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(5_000, 7)]);
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(png)], { type: 'text/html' }), '../../x.html');
    const answer = await fetch(`${latchkey.resources[0]?.url ?? ''}/api/messages/media/upload`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: form,
    });
    expect(answer.status).toBe(201);
    const { data } = (await answer.json()) as Data<{ id: string }>;
    expect(data).toMatchObject({ kind: 'image', mime_type: 'image/png', bytes: png.length });
    const [upload] = cloud.uploads;
    expect(upload?.body.includes(png)).toBe(true);
    expect(upload?.body.toString('latin1')).toContain('Content-Type: image/png');
    const { id } = await post('media', { to, kind: 'image', media_id: data.id, caption: 'Look' });
    await settled(id);
    expect(calls(id)).toMatchObject([{ type: 'image', image: { id: 'media-1', caption: 'Look' } }]);
  });

  it.each<[why: string, behaviour: Behaviour, status: string, code: string | null, asked: number]>([
    ['the recipient cannot be reached', refuses(400, 131026), 'failed', '131026', 1],
    ['it is no number of WhatsApp’s', refuses(404, 100), 'failed', '100', 1],
    [
      'a limit was met once',
      (call) => {
        (call.time > 1 ? takesIt : refuses(400, 130429))(call);
      },
      'sent',
      null,
      2,
    ],
    [
      'it has to wait a second',
      (call) => {
        (call.time > 1 ? takesIt : refuses(429, 4, { 'retry-after': '1' }))(call);
      },
      'sent',
      null,
      2,
    ],
    [
      'the service was down once',
      (call) => {
        (call.time > 1 ? takesIt : refuses(503, 131016))(call);
      },
      'sent',
      null,
      2,
    ],
    ['WhatsApp does not say what happened', refuses(500, 131000), 'unknown', null, 1],
    ['a proxy answers', ({ reply }) => reply.writeHead(502).end('<html>Bad gateway'), 'unknown', null, 1],
    ['the answer is garbage', ({ reply, take }) => (take(), reply.end('<html>OK')), 'unknown', null, 1],
    [
      'the answer breaks off',
      ({ reply, take }) => {
        reply.writeHead(200, { 'content-length': 100 }).write(`{"messages":[{"id":"${take()}`);
        setTimeout(() => reply.destroy(), 50);
      },
      'unknown',
      null,
      1,
    ],
    [
      'the connection breaks',
      ({ request, take }) => (take(), request.socket.resetAndDestroy()),
      'unknown',
      null,
      1,
    ],
    ['no answer comes', ({ take }) => void take(), 'unknown', null, 1],
  ])('of which %s', async (_why, behaviour, status, code, asked) => {
    cloud.behave = behaviour;
    const { id } = await send('Faulty');
    const message = await settled(id);
    expect(message).toMatchObject({ status, failure_code: code });
    expect(calls(id)).toHaveLength(asked);
    expect(message.history.map((entry) => entry.status)).toEqual([
      ...Array.from({ length: asked }, () => 'queued'),
      status,
    ]);
    if (status === 'unknown') expect(message.failure_reason).toContain('before you send it again');
  });
});

describe('the webhook', () => {
  const report = (id: string, status: string, more: object = {}) =>
    tell({ statuses: [{ id: `wamid.${id}.0`, status, timestamp: '1', recipient_id: to.slice(1), ...more }] });

  it('moves a message forward, and never back', async () => {
    const { id } = await send('Followed');
    await settled(id);
    for (const status of ['read', 'delivered', 'sent', 'failed', 'read', 'nonsense']) {
      expect((await report(id, status)).status).toBe(200);
      expect((await messageOf(id)).status).toBe('read');
    }
    expect((await messageOf(id)).history.map(({ status }) => status)).toEqual(['queued', 'sent', 'read']);
  });

  it('says why a message that was sent failed after all', async () => {
    const { id } = await send('Failing');
    await settled(id);
    await report(id, 'failed', { errors: [{ code: 131047, title: 'Re-engagement message' }] });
    expect(await messageOf(id)).toMatchObject({
      ...{ status: 'failed', failure_code: '131047', failure_reason: 'Re-engagement message' },
    });
  });

  it('tells what became of a message of which nobody knew', async () => {
    cloud.behave = ({ take }) => void take();
    const { id } = await send('Unknown');
    expect((await settled(id)).status).toBe('unknown');
    await report(id, 'delivered', { biz_opaque_callback_data: id });
    expect(await messageOf(id)).toMatchObject({ status: 'delivered', failure_reason: null });
  });

  it('keeps what came in, once', async () => {
    const messages = [
      { id: 'wamid.in.1', from: '14155552671', type: 'text', text: { body: 'Hi\0!' } },
      { id: 'wamid.in.2', from: '14155552671', type: 'image', image: { id: '9', mime_type: 'image/png' } },
      { id: 'wamid.in.3', from: '14155552671', type: 'location', location: {} },
      { id: 7, from: 'x' },
      null,
    ];
    for (let time = 0; time < 2; time++) expect((await tell({ messages })).status).toBe(200);
    const stored = await rows.query<{ id: string; kind: string; content: object }>(
      `SELECT id, kind, recipient, status, content FROM messages WHERE direction = 'inbound' ORDER BY provider_reference`,
    );
    expect(stored).toMatchObject([
      { kind: 'text', recipient: to, status: 'received', content: { text: 'Hi!' } },
      { kind: 'image', content: { provider_reference: '9', mime_type: 'image/png', caption: null } },
      { kind: 'other', content: { type: 'location' } },
    ]);
    // What people write is no status of what was sent.
    const asked = await apiOf(latchkey).request('GET', `/api/messages/${stored[0]?.id ?? ''}`, { token });
    expect(asked.status).toBe(404);
  });

  it('is deaf to whoever cannot sign, and to numbers and messages that are not ours', async () => {
    const { id } = await send('Quiet');
    await settled(id);
    const statuses = [{ id: `wamid.${id}.0`, status: 'read' }];
    for (const signature of ['', 'sha256=', `sha256=${'0'.repeat(64)}`, cloud.sign('another')]) {
      expect(await tell({ statuses }, signature)).toMatchObject({ status: 401 });
    }
    expect((await tell({ statuses, metadata: { phone_number_id: '99' } })).status).toBe(200);
    expect((await tell({ statuses: [{ id: 'wamid.none', status: 'read' }], messages: 'none' })).status).toBe(
      200,
    );
    expect((await messageOf(id)).status).toBe('sent');
  });

  it('takes calls that are larger than any other request may be', async () => {
    expect(
      (await tell({ statuses: Array.from({ length: 4_000 }, () => ({ id: 'x'.repeat(100) })) })).status,
    ).toBe(200);
  });

  it('answers Meta’s challenge to who knows the token', async () => {
    const challenge = (verify: string) =>
      apiOf(latchkey).request(
        'GET',
        `/api/providers/whatsapp/webhook?hub.mode=subscribe&hub.verify_token=${verify}&hub.challenge=1158201444`,
      );
    const answer = await challenge(cloud.verifyToken);
    expect([answer.status, answer.text]).toEqual([200, '1158201444']);
    expect((await challenge('wrong')).status).toBe(401);
  });
});

const LIMIT_MS = atScale({ test: 60_000, verify: 280_000 });
/** A client that sends much does not send all of it at once. */
const atOnce = pLimit(30);

/** What was really sent, and what is said of it, agree. */
function judge(messages: readonly Message[]): { readonly sent: number; readonly unknown: number } {
  for (const { id, status, failure_reason } of messages) {
    const times = cloud.taken.get(id)?.length ?? 0;
    expect({ id, status, isTwice: times > 1 }).toEqual({ id, status, isTwice: false });
    if (status === 'unknown') expect(failure_reason).toContain('before you send it again');
    else expect({ id, status, times }).toEqual({ id, status, times: status === 'failed' ? 0 : 1 });
  }
  const count = (status: string) => messages.filter((message) => message.status === status).length;
  return { sent: count('sent'), unknown: count('unknown') };
}
const allSettled = (ids: readonly string[]): Promise<Message[]> =>
  eventually(
    async () => {
      const [{ open }] = (await rows.query<{ open: number }>(
        `SELECT count(*)::int AS open FROM messages WHERE id = ANY($1) AND status = 'queued'`,
        [ids],
      )) as [{ open: number }];
      return open === 0 && Promise.all(ids.map((id) => atOnce(() => messageOf(id))));
    },
    { withinMs: LIMIT_MS },
  );

describe('a provider that fails in every way', () => {
  it(
    'loses no message, and has none twice, whatever is repeated and whatever Redis forgets',
    async () => {
      const count = atScale({ test: 60, verify: 600 });
      const faults: Behaviour[] = [
        takesIt,
        (call) =>
          setTimeout(() => {
            takesIt(call);
          }, 300),
        (call) => {
          (call.time > 1 ? takesIt : refuses(429, 80007, { 'retry-after': '1' }))(call);
        },
        (call) => {
          (call.time > 2 ? takesIt : refuses(400, 130429))(call);
        },
        ({ reply, take }) => (take(), reply.end('{"messages":')),
        ({ request }) => request.socket.resetAndDestroy(),
        refuses(400, 131026),
      ];
      let calls = 0;
      cloud.behave = (call) => faults[calls++ % faults.length]?.(call);
      await cloud.down();
      const numbers = Array.from({ length: count }, (_, n) => n);
      const sent = await Promise.all(
        numbers.flatMap((n) =>
          [0, 1].map((replica) => atOnce(() => sendNth(n, { replica, key: `fault-${n}` }))),
        ),
      );
      const ids = [...new Set(sent.map(({ id }) => id))];
      expect(ids).toHaveLength(count);
      const admin = new Redis(redis.url);
      await admin.flushall();
      await cloud.up();
      await eventually(() => cloud.taken.size > 0, { withinMs: 10_000 });
      await admin.flushall();
      admin.disconnect();
      const { sent: arrived } = judge(await allSettled(ids));
      expect(arrived).toBeGreaterThan(count / 3);
    },
    LIMIT_MS,
  );

  it(
    'is asked once for a message although the process that asks is killed',
    async () => {
      const count = atScale({ test: 90, verify: 1_000 });
      cloud.behave = (call) =>
        setTimeout(() => {
          takesIt(call);
        }, 30);
      const before = cloud.taken.size;
      const killed = eventually(() => cloud.taken.size > before + count / 5, { withinMs: LIMIT_MS }).then(
        () => latchkey.resources[1]?.kill(),
      );
      const sent = await Promise.all(
        Array.from({ length: count }, (_, n) =>
          atOnce(() => sendNth(n, { replica: n % 2, key: `killed-${n}` })),
        ),
      );
      await killed;
      const ids = sent.map(({ id }) => id);
      const { sent: arrived, unknown } = judge(await allSettled(ids));
      expect({ all: arrived + unknown, isEnough: unknown <= 8 }).toEqual({ all: count, isEnough: true });
    },
    LIMIT_MS,
  );

  it(
    'leaves nothing open when the process that asks it is told to stop',
    async () => {
      const stopping = await latchkey.addResource();
      cloud.behave = (call) =>
        setTimeout(() => {
          takesIt(call);
        }, 100);
      const before = cloud.taken.size;
      const sent = await Promise.all(
        Array.from({ length: 60 }, (_, n) => atOnce(() => sendNth(n, { key: `stopped-${n}` }))),
      );
      await eventually(() => cloud.taken.size > before + 5);
      await stopping.stop();
      expect(judge(await allSettled(sent.map(({ id }) => id)))).toEqual({ sent: sent.length, unknown: 0 });
    },
    LIMIT_MS,
  );
});
