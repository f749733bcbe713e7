import { EventGroups } from '@latchkey/bus';
import {
  eventually,
  type HttpAnswer,
  type HttpClient,
  type Latchkey,
  type PrivateRedis,
  startLatchkey,
  startPrivateRedis,
} from '@latchkey/testing';
import pLimit from 'p-limit';
import pg from 'pg';
import { aPhone } from './a-phone.js';
import { apiOf, type Data, OperatorDesk } from './acting.js';
import { SeededRows } from './seeded-rows.js';
import { type Received, WebhookReceiver } from './webhook-receiver.js';

interface Webhook {
  readonly id: string;
  readonly secret: string;
  readonly is_active: boolean;
  readonly deactivated_reason: string | null;
}
interface Delivery {
  readonly id: string;
  readonly status: string;
  readonly attempts: number;
  readonly log: readonly {
    readonly status: number | null;
    readonly error: string | null;
    response: string;
  }[];
}

describe('webhooks', () => {
  let latchkey: Latchkey;
  let redis: PrivateRedis;
  let api: HttpClient;
  let desk: OperatorDesk;
  let rows: SeededRows;
  let receiver: WebhookReceiver;
  beforeAll(async () => {
    receiver = await WebhookReceiver.start();
    redis = await startPrivateRedis();
    latchkey = await startLatchkey({ redis, resourceReplicas: 2, env: { WEBHOOKS_ALLOW_PRIVATE: 'true' } });
    api = apiOf(latchkey);
    desk = await OperatorDesk.open(api, latchkey.operator);
    rows = new SeededRows(latchkey.superuserUrls.resource);
  });
  afterAll(async () => {
    receiver.stop();
    await rows.stop();
    await latchkey.stop();
    await redis.stop();
  });
  afterEach(async () => {
    receiver.answers = (_, response) => response.writeHead(204).end();
    await rows.query('DELETE FROM webhooks');
  });

  const as = <Body>(
    by: OperatorDesk,
    method: string,
    path: string,
    body?: object,
  ): Promise<HttpAnswer<Body>> =>
    api.request<Body>(method, `/api/webhooks${path}`, {
      token: by.session.access_token,
      ...(body && { body }),
    });
  /** A path of its own on the receiver, and the webhook that leads there. */
  let places = 0;
  const listen = async (events: string[], by = desk): Promise<Webhook & { path: string }> => {
    const path = `/${++places}`;
    const answer = await as<Data<Webhook>>(by, 'POST', '', { url: receiver.url(path), events });
    expect({ status: answer.status, text: answer.status === 201 ? '' : answer.text }).toEqual({
      status: 201,
      text: '',
    });
    return { ...answer.json.data, path };
  };
  const arrived = (path: string, count: number, ...types: string[]): Promise<Received[]> =>
    eventually(() => {
      const received = receiver.at(path, ...types);
      return received.length >= count ? received : null;
    });
  const addContact = async (by = desk): Promise<string> => {
    const body = { firstname: 'Ada', phone: aPhone() };
    const { access_token: token } = by.session;
    return (await api.request<Data<{ id: string }>>('POST', '/api/contacts', { token, body })).json.data.id;
  };
  const deliveryOf = async (webhook: Webhook, id: string): Promise<Delivery> =>
    (await as<Data<Delivery>>(desk, 'GET', `/${webhook.id}/deliveries/${id}`)).json.data;
  /** As if the time until the next attempt were over. */
  const hurry = (): Promise<unknown> =>
    rows.query(`UPDATE webhook_deliveries SET next_at = now() WHERE status = 'pending'`);

  it('tell of a token’s whole life, signed so that the library of Standard Webhooks takes them', async () => {
    const webhook = await listen(['token.*', 'quota.reached']);
    const { id } = await desk.create({ name: 'Under watch', monthly_quota: 5 });
    await desk.manage('PATCH', `/${id}`, { name: 'Renamed' });
    const { json } = await desk.manage<Data<{ key: string }>>('POST', `/${id}/rotate`, {});
    for (let n = 0; n < 5; n++) await api.request('GET', '/api/contacts', { token: json.data.key });
    await arrived(webhook.path, 1, 'quota.reached');
    await desk.manage('DELETE', `/${id}`);
    await arrived(webhook.path, 1, 'token.revoked');

    const received = receiver.at(webhook.path);
    expect(new Set(received.map(({ body }) => body.type))).toEqual(
      new Set(['token.issued', 'token.updated', 'token.rotated', 'quota.reached', 'token.revoked']),
    );
    for (const each of received) {
      expect(WebhookReceiver.verify(each, webhook.secret)).toEqual(each.body);
      expect(each.body.workspace_id).toBe(latchkey.workspace.id);
      expect(each.body.data).toMatchObject({ token_id: id });
      expect(each.text).not.toContain(json.data.key);
    }
    const [issued] = receiver.at(webhook.path, 'token.issued');
    expect(issued?.body.data).toMatchObject({ name: 'Under watch', monthly_quota: 5, is_active: true });
    expect(() => WebhookReceiver.verify(received[0] as Received, `whsec_${btoa('another')}`)).toThrow();
  });

  it('tell of contacts what the API shows of them, and only of what was subscribed to', async () => {
    const all = await listen(['*']);
    const deleted = await listen(['contact.deleted']);
    const id = await addContact();
    const { access_token: token } = desk.session;
    const { json } = await api.request<Data<object>>('PATCH', `/api/contacts/${id}`, {
      token,
      body: { firstname: 'Bea' },
    });
    await api.request('DELETE', `/api/contacts/${id}`, { token });
    await arrived(deleted.path, 1);
    const received = await arrived(all.path, 3);
    const told = Object.fromEntries(received.map(({ body }) => [body.type, body.data]));
    expect(told['contact.created']).toMatchObject({ id, firstname: 'Ada' });
    expect(told['contact.updated']).toEqual(json.data);
    expect(told['contact.deleted']).toEqual({ id });
    expect(receiver.at(deleted.path).map(({ body }) => body.type)).toEqual(['contact.deleted']);
  });

  it('tell of messages what became of them', async () => {
    const webhook = await listen(['message.*']);
    const { access_token: token } = desk.session;
    const body = { to: '+14155552671', text: 'Hello' };
    const { json } = await api.request<Data<{ id: string }>>('POST', '/api/messages/send', { token, body });
    const [told] = await arrived(webhook.path, 1, 'message.sent');
    expect(told?.body.data).toMatchObject({ id: json.data.id, to: body.to, status: 'sent' });
  });

  it('of one workspace hear nothing of another, and are not found from there', async () => {
    const stranger = await latchkey.addWorkspace('stranger');
    const theirs = await OperatorDesk.open(api, stranger.operator);
    const [ours, strange] = [await listen(['*']), await listen(['*'], theirs)];
    const contact = await addContact(theirs);
    await theirs.create({ name: 'Theirs' });
    await addContact();
    await desk.create({ name: 'Ours' });
    await arrived(strange.path, 2);
    const heard = await arrived(ours.path, 2);
    expect(heard.map(({ body }) => body.workspace_id)).toEqual(heard.map(() => latchkey.workspace.id));
    for (const each of receiver.at(strange.path)) expect(each.body.workspace_id).toBe(stranger.id);
    const [delivery] = receiver.at(strange.path, 'contact.created');
    expect(delivery?.body.data.id).toBe(contact);
    for (const [method, path] of [
      ['GET', `/${strange.id}/deliveries`],
      ['GET', `/${strange.id}/deliveries/${delivery?.id}`],
      ['GET', `/${ours.id}/deliveries/${delivery?.id}`],
      ['POST', `/${ours.id}/deliveries/${delivery?.id}/redeliver`],
      ['POST', `/${strange.id}/rotate-secret`],
    ] as const) {
      expect({ path, status: (await as(desk, method, path)).status }).toEqual({ path, status: 404 });
    }
  });

  it('are tried again under the same id, freshly signed, after an error, a reset and a redirect', async () => {
    const webhook = await listen(['contact.created']);
    const manners: WebhookReceiver['answers'][] = [
      (_, response) => response.writeHead(500).end('Out of order'),
      (_, response) => response.destroy(),
      (_, response) => response.writeHead(302, { location: receiver.url('/elsewhere') }).end(),
    ];
    receiver.answers = (received, response) => {
      (manners.shift() ?? ((_, ok) => ok.writeHead(200).end('Thanks')))(received, response);
    };
    await addContact();
    for (let attempt = 1; attempt <= 4; attempt++) {
      const received = await arrived(webhook.path, attempt);
      await eventually(async () => {
        const { log } = await deliveryOf(webhook, String(received[0]?.id));
        return log.length === attempt;
      });
      await hurry();
    }
    const received = receiver.at(webhook.path);
    expect(new Set(received.map(({ id }) => id)).size).toBe(1);
    for (const each of received) WebhookReceiver.verify(each, webhook.secret);
    expect(receiver.at('/elsewhere')).toEqual([]);
    const delivery = await deliveryOf(webhook, String(received[0]?.id));
    expect(delivery).toMatchObject({ status: 'delivered', attempts: 4 });
    expect(delivery.log.map(({ status, error, response }) => status ?? error ?? response)).toEqual([
      500,
      'connection_broken',
      302,
      200,
    ]);
    expect([delivery.log[0]?.response, delivery.log[3]?.response]).toEqual(['Out of order', 'Thanks']);
  });

  it('are deactivated by 410, which the others of the workspace are told', async () => {
    const [going, watching] = [await listen(['contact.created']), await listen(['webhook.*'])];
    receiver.answers = ({ path }, response) => response.writeHead(path === going.path ? 410 : 204).end();
    await addContact();
    const [told] = await arrived(watching.path, 1, 'webhook.deactivated');
    expect(told?.body.data).toMatchObject({ webhook_id: going.id, reason: 'gone' });
    const { json } = await as<Data<Webhook>>(desk, 'GET', `/${going.id}`);
    expect(json.data).toMatchObject({ is_active: false, deactivated_reason: 'gone' });
    const again = await as<{ message: string }>(desk, 'POST', `/${going.id}/test`);
    expect([again.status, again.json.message]).toEqual([409, 'The webhook is not active']);
  });

  it('are deactivated when nothing was delivered for five days; what waited can be recovered', async () => {
    const webhook = await listen(['contact.created']);
    receiver.answers = (_, response) => response.writeHead(503).end();
    await addContact();
    await arrived(webhook.path, 1);
    await eventually(async () => {
      const [row] = await rows.query<{ failing_since: Date | null }>('SELECT failing_since FROM webhooks');
      return row?.failing_since;
    });
    await rows.query(`UPDATE webhooks SET failing_since = now() - interval '5 days 1 minute'`);
    await addContact();
    await eventually(async () => {
      const { json } = await as<Data<Webhook>>(desk, 'GET', `/${webhook.id}`);
      return json.data.deactivated_reason === 'failing';
    });
    const listed = () => as<Data<Delivery[]>>(desk, 'GET', `/${webhook.id}/deliveries?status=canceled`);
    await eventually(async () => (await listed()).json.data.length === 2);

    receiver.answers = (_, response) => response.writeHead(204).end();
    await as(desk, 'PATCH', `/${webhook.id}`, { is_active: true });
    const since = new Date(Date.now() - 60_000).toISOString();
    const recovered = await as<Data<object>>(desk, 'POST', `/${webhook.id}/recover`, { since });
    expect(recovered.json.data).toEqual({ redelivered: 2, has_more: false });
    await eventually(async () => {
      const { json } = await as<Data<Delivery[]>>(desk, 'GET', `/${webhook.id}/deliveries?status=delivered`);
      return json.data.length === 2;
    });
    expect(new Set(receiver.at(webhook.path).map(({ id }) => id)).size).toBe(2);
  });

  it('can be tried out, sent once more, and given a new secret beside the old one', async () => {
    const webhook = await listen(['contact.created']);
    const tested = await as<Data<Delivery>>(desk, 'POST', `/${webhook.id}/test`);
    expect(tested.status).toBe(201);
    const [test] = await arrived(webhook.path, 1, 'webhook.test');
    expect(test?.id).toBe(tested.json.data.id);
    await eventually(async () => (await deliveryOf(webhook, String(test?.id))).status === 'delivered');

    const rotated = await as<Data<Webhook>>(desk, 'POST', `/${webhook.id}/rotate-secret`);
    expect(rotated.json.data.secret).not.toBe(webhook.secret);
    await as(desk, 'POST', `/${webhook.id}/deliveries/${test?.id}/redeliver`);
    const [, again] = await arrived(webhook.path, 2, 'webhook.test');
    expect(again?.id).toBe(test?.id);
    for (const secret of [webhook.secret, rotated.json.data.secret])
      WebhookReceiver.verify(again as Received, secret);
    expect(() => WebhookReceiver.verify(test as Received, rotated.json.data.secret)).toThrow();

    await rows.query('UPDATE webhooks SET previous_until = now()');
    await as(desk, 'POST', `/${webhook.id}/deliveries/${test?.id}/redeliver`);
    const [, , last] = await arrived(webhook.path, 3, 'webhook.test');
    WebhookReceiver.verify(last as Received, rotated.json.data.secret);
    expect(() => WebhookReceiver.verify(last as Received, webhook.secret)).toThrow();
  });

  it('show their secrets once, and no database has one', async () => {
    const { id, secret } = await listen(['*']);
    const shown = await as<Data<object>>(desk, 'GET', `/${id}`);
    expect(shown.json.data).not.toHaveProperty('secret');
    const whole = await as(desk, 'GET', '');
    expect(whole.text).not.toContain(secret);
    const client = new pg.Client(latchkey.superuserUrls.resource);
    await client.connect();
    const { rows: kept } = await client.query<{ row: string }>('SELECT webhooks::text AS row FROM webhooks');
    await client.end();
    const raw = Buffer.from(secret.replace('whsec_', ''), 'base64');
    for (const form of [raw.toString('hex'), raw.toString('base64'), raw.toString('base64url')]) {
      expect(JSON.stringify(kept)).not.toContain(form);
    }
    expect(kept).toHaveLength(1);
  });

  it.each([
    [{ events: ['token.stolen'] }, 'events'],
    [{ events: [] }, 'events'],
    [{ events: ['*', '*'] }, 'events'],
    [{ url: 'https://10.0.0.1/' }, 'url'],
    [{ url: 'http://example.com/' }, 'url'],
    [{ secret: 'whsec_mine' }, 'secret'],
  ])('are refused by field: %j', async (flawed, field) => {
    const body = { url: 'https://example.com/', events: ['*'], ...flawed };
    const { status, json } = await as<{ errors: object }>(desk, 'POST', '', body);
    expect({ status, fields: Object.keys(json.errors) }).toEqual({ status: 422, fields: [field] });
  });

  it('are at most twenty, also when they are made at once', async () => {
    const body = { url: receiver.url('/many'), events: ['quota.reached'], is_active: false };
    const answers = await Promise.all(Array.from({ length: 24 }, () => as(desk, 'POST', '', body)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(20);
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(4);
  });

  it('of a slow receiver hold up no other, and are sent once by two replicas', async () => {
    const [slow, quick] = [await listen(['contact.created']), await listen(['contact.created'])];
    receiver.answers = ({ path }, response) => {
      if (path === quick.path) response.writeHead(204).end();
    };
    // Sixty at once are more than resource has connections for: some would be told to come again.
    const turns = pLimit(10);
    const ids = await Promise.all(Array.from({ length: 60 }, () => turns(() => addContact())));
    await arrived(quick.path, ids.length);
    // As many as each replica has of one webhook at once.
    await arrived(slow.path, 4);
    const received = receiver.at(quick.path);
    expect(received.map(({ body }) => body.data.id).sort()).toEqual([...ids].sort());
    expect(receiver.at(slow.path).length).toBeLessThanOrEqual(8);
    expect(new Set(receiver.at(slow.path).map(({ id }) => id)).size).toBe(receiver.at(slow.path).length);
  });

  it('arrive once although Redis comes back empty', async () => {
    const webhook = await listen(['token.issued']);
    await desk.create({ name: 'Before' });
    await arrived(webhook.path, 1, 'token.issued');
    await redis.stop('crash');
    await redis.start();
    await eventually(() => desk.create({ name: 'After' }), { withinMs: 15_000 });
    await arrived(webhook.path, 2);
    // Auth has told all that it keeps again, and all of it was heard.
    const groups = new EventGroups({ redisUrl: redis.url, service: 'auth' });
    await eventually(async () => {
      const [group] = await groups.list();
      return group?.pending === 0 && group.waiting === 0;
    });
    groups.close();
    const names = receiver.at(webhook.path).map(({ body }) => body.data.name);
    // A create of which nobody could tell may have been one.
    expect(names.filter((name) => name !== 'After')).toEqual(['Before']);
  });

  it('arrive although the process that sends them is killed, under the same id', async () => {
    const webhook = await listen(['contact.created']);
    const victim = latchkey.resources[1] as Latchkey['resources'][number];
    const held: (() => void)[] = [];
    receiver.answers = (_, response) => held.push(() => response.writeHead(204).end());
    const contacts = await Promise.all(Array.from({ length: 20 }, () => addContact()));
    // More than one process sends at once; what else is called here is called for other webhooks.
    await eventually(() => receiver.at(webhook.path).length >= 6);
    await victim.kill();
    receiver.answers = (_, response) => response.writeHead(204).end();
    for (const answer of held) answer();
    // What the dead one had in hand is due again when its claims are over: as if they were.
    await eventually(
      async () => {
        await hurry();
        const delivered = await rows.query(
          `SELECT 1 FROM webhook_deliveries WHERE webhook_id = $1 AND status = 'delivered'`,
          [webhook.id],
        );
        return delivered.length === contacts.length;
      },
      { withinMs: 15_000 },
    );
    const received = receiver.at(webhook.path);
    const idOf = new Map(received.map(({ id, body }) => [id, body.data.id]));
    expect([...idOf.values()].sort()).toEqual([...contacts].sort());
    expect(received.length).toBeGreaterThan(contacts.length);
  });
});
