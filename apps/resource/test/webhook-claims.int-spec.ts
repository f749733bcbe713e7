import { inWorkspace } from '@latchkey/platform';
import { v7 as newId } from 'uuid';
import { AttemptStore, type Claim } from '../src/webhooks/attempt.store.js';
import { EventExpiry } from '../src/webhooks/event-expiry.js';
import { type EventType } from '../src/webhooks/event-types.js';
import { type Outcome } from '../src/webhooks/outcome.js';
import { type ToldBefore, WebhookOutbox } from '../src/webhooks/webhook-outbox.js';
import { ResourceDatabase } from './resource-database.js';

const acme = newId();
const globex = newId();
const FIRST = {
  workspaceId: '00000000-0000-0000-0000-000000000000',
  webhookId: '00000000-0000-0000-0000-000000000000',
};
const refused: Outcome = { status: 500, error: null, durationMs: 7, response: 'No', retryAfterMs: 0 };
const taken: Outcome = { ...refused, status: 200 };

describe('what is due', () => {
  let database: ResourceDatabase;
  let store: AttemptStore;
  beforeAll(async () => {
    database = await ResourceDatabase.start();
    store = new AttemptStore(database.orm);
  });
  afterAll(() => database.stop());
  beforeEach(() => database.query('TRUNCATE webhooks, webhook_events, webhook_deliveries'));

  const addWebhook = async (workspaceId = acme, events = ['*'], terms = ''): Promise<string> => {
    const id = newId();
    await database.query(
      `INSERT INTO webhooks (id, workspace_id, url, events, secret) VALUES ($1, $2, 'https://example.com/', $3, '')`,
      [id, workspaceId, events],
    );
    if (terms) await database.query(`UPDATE webhooks SET ${terms} WHERE id = $1`, [id]);
    return id;
  };
  const note = (workspaceId = acme, type: EventType = 'contact.created', told?: ToldBefore): Promise<void> =>
    inWorkspace(database.orm, workspaceId, (rows) => WebhookOutbox.note(rows, workspaceId, type, {}, told));
  const flood = async (count: number, workspaceId = acme): Promise<void> => {
    for (let n = 0; n < count; n++) await note(workspaceId);
  };
  const claim = async (most = 100, ofEach = 100, busy: string[] = []): Promise<Claim[]> => [
    ...(await store.claim(FIRST, most, ofEach, busy)).claims,
  ];
  const makeDue = () =>
    database.query(
      `UPDATE webhook_deliveries SET next_at = now() - interval '1 second' WHERE next_at IS NOT NULL`,
    );
  const rowOf = async ({ webhookId, eventId }: Claim) => {
    const [row] = await database.query<{
      status: string;
      attempts: number;
      log: unknown[];
      wait: number | null;
    }>(
      `SELECT status, attempts, log, round(extract(epoch FROM next_at - now()))::int AS wait
         FROM webhook_deliveries WHERE webhook_id = $1 AND event_id = $2`,
      [webhookId, eventId],
    );
    return row;
  };
  /** A claim of the only delivery, and what it would send. */
  const claimOne = async () => {
    const [one] = (await claim()) as [Claim];
    const letter = await store.read(one);
    if (!letter) throw new Error('Nothing to send');
    return { one, letter };
  };

  it('is taken as many at once as were asked for, whatever PostgreSQL knew of the table when it made its plan', async () => {
    for (let n = 0; n < 50; n++) await addWebhook(globex);
    await note(globex);
    await database.query('ANALYZE webhook_deliveries');
    await addWebhook();
    await flood(40);
    expect(await claim(100, 2, [globex])).toHaveLength(2);
    expect(await claim(1, 2, [globex])).toHaveLength(1);
  });

  it('is what somebody subscribed to, by type, by family, or to all', async () => {
    const [byType, byFamily, toAll, other, inactive] = [
      await addWebhook(acme, ['contact.created']),
      await addWebhook(acme, ['contact.*']),
      await addWebhook(acme, ['*']),
      await addWebhook(acme, ['contact.deleted', 'token.*']),
      await addWebhook(acme, ['*'], 'is_active = false'),
    ];
    const foreign = await addWebhook(globex);
    await note();
    const heard = (await claim()).map(({ webhookId }) => webhookId);
    expect(heard.sort()).toEqual([byType, byFamily, toAll].sort());
    expect(heard).not.toContain(other);
    expect([inactive, foreign].some((id) => heard.includes(id))).toBe(false);
  });

  it('is nothing, and nothing is kept, where nobody listens', async () => {
    await addWebhook(globex);
    await note();
    await expect(database.query('SELECT 1 FROM webhook_events')).resolves.toEqual([]);
  });

  it('is written down once, however often it is told', async () => {
    await addWebhook();
    const told = { id: newId(), at: new Date().toISOString() };
    await Promise.all(Array.from({ length: 10 }, () => note(acme, 'token.issued', told)));
    await expect(claim()).resolves.toMatchObject([{ eventId: told.id, attempt: 1 }]);
  });

  it('is not what was before the webhook', async () => {
    await addWebhook();
    await note(acme, 'token.issued', { id: newId(), at: new Date(Date.now() - 3_600_000).toISOString() });
    await expect(claim()).resolves.toEqual([]);
  });

  it('is nothing of a change that is undone', async () => {
    await addWebhook();
    const undone = inWorkspace(database.orm, acme, async (rows) => {
      await WebhookOutbox.note(rows, acme, 'contact.created', {});
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    await expect(claim()).resolves.toEqual([]);
  });

  it('is given to one of those who ask at once', async () => {
    await addWebhook();
    // The first rounds open the connections: only then do they ask at once.
    for (let round = 1; round <= 12; round++) {
      await flood(8);
      const claims = (await Promise.all(Array.from({ length: 8 }, () => claim()))).flat();
      expect(new Set(claims.map(({ eventId }) => eventId)).size).toBe(8);
      expect(claims).toHaveLength(8);
    }
  });

  it('goes round: a flood in one workspace gets no more of a turn than a single one in another', async () => {
    const crowded = [await addWebhook(), await addWebhook()];
    const quiet = await addWebhook(globex);
    await flood(50);
    await note(globex);
    const claims = await claim(100, 2);
    const countOf = (id: string) => claims.filter(({ webhookId }) => webhookId === id).length;
    expect([...crowded, quiet].map(countOf)).toEqual([2, 2, 1]);
    await expect(claim(100, 2, [acme])).resolves.toEqual([]);
    const rest = await claim(100, 2, [String(crowded[0])]);
    expect(new Set(rest.map(({ webhookId }) => webhookId))).toEqual(new Set([crowded[1]]));
  });

  it('goes on where there was no more room', async () => {
    const webhooks = [await addWebhook(), await addWebhook(), await addWebhook()];
    await note();
    const seen: string[] = [];
    let place: typeof FIRST | null = FIRST;
    while (place) {
      const turn = await store.claim(place, 1, 1);
      seen.push(...turn.claims.map(({ webhookId }) => webhookId));
      place = turn.next;
    }
    expect(seen.sort()).toEqual(webhooks.sort());
  });

  it('is canceled where the webhook is inactive or gone', async () => {
    const [inactive, gone] = [await addWebhook(), await addWebhook()];
    await note();
    await database.query('UPDATE webhooks SET is_active = false WHERE id = $1', [inactive]);
    await database.query('DELETE FROM webhooks WHERE id = $1', [gone]);
    await expect(claim()).resolves.toEqual([]);
    const states = await database.query('SELECT status, next_at FROM webhook_deliveries');
    expect(states).toEqual([1, 2].map(() => ({ status: 'canceled', next_at: null })));
  });

  it('is due again when nobody settled it, and who comes late settles nothing', async () => {
    await addWebhook();
    await note();
    const { one: first, letter } = await claimOne();
    await expect(claim()).resolves.toEqual([]);
    await makeDue();
    const [second] = (await claim()) as [Claim];
    expect(second.attempt).toBe(2);
    await expect(store.read(first)).resolves.toBeNull();
    await store.settle(first, letter, taken);
    await expect(rowOf(second)).resolves.toMatchObject({ status: 'pending', attempts: 2, log: [] });
  });

  it('waits longer each time, ten times, with what came of each in its log', async () => {
    const webhook = await addWebhook();
    await note();
    const waits: (number | null | undefined)[] = [];
    for (let attempt = 1; attempt <= 10; attempt++) {
      const { one, letter } = await claimOne();
      await store.settle(one, letter, attempt === 1 ? { ...refused, retryAfterMs: 60_000 } : refused);
      const row = await rowOf(one);
      waits.push(row?.wait);
      expect(row?.log).toHaveLength(attempt);
      await makeDue();
    }
    const hours = [1 / 12, 0.5, 2, 5, 10, 14, 20, 24];
    expect(waits[0]).toBeCloseTo(60, -1);
    hours.forEach((wait, n) => {
      expect(waits[n + 1]).toBeGreaterThanOrEqual(wait * 3_600 - 5);
      expect(waits[n + 1]).toBeLessThanOrEqual(wait * 3_600 * 1.2 + 5);
    });
    expect(waits[9]).toBeNull();
    const [{ status, log }] = (await database.query<{ status: string; log: unknown[] }>(
      'SELECT status, log FROM webhook_deliveries WHERE webhook_id = $1',
      [webhook],
    )) as [{ status: string; log: unknown[] }];
    expect(status).toBe('failed');
    expect(log[9]).toEqual({
      ...{ number: 10, status: 500, error: null, duration_ms: 7, response: 'No' },
      at: expect.stringMatching(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
    });
  });

  it('keeps the last twenty attempts', async () => {
    await addWebhook();
    await note();
    for (let attempt = 1; attempt <= 25; attempt++) {
      const { one, letter } = await claimOne();
      await store.settle(one, letter, taken);
      await database.query(
        `UPDATE webhook_deliveries SET status = 'pending', attempts_before = attempts, next_at = now() - interval '1 second'`,
      );
    }
    const [row] = await database.query<{ log: { number: number }[] }>('SELECT log FROM webhook_deliveries');
    expect(row?.log.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, n) => n + 6));
  });

  it('is given back by a process that stops, and counts as nothing', async () => {
    await addWebhook();
    await note();
    const { one } = await claimOne();
    await store.giveBack(one);
    const { one: next, letter } = await claimOne();
    expect([next.attempt, letter.round]).toEqual([2, 1]);
  });

  it('is forgotten after thirty days, with what became of it', async () => {
    await addWebhook();
    await flood(3);
    await database.query(
      `UPDATE webhook_events SET noted_at = now() - interval '31 days'
        WHERE id IN (SELECT id FROM webhook_events ORDER BY id LIMIT 2)`,
    );
    await new EventExpiry(database.orm).run();
    const [counts] = await database.query(
      'SELECT (SELECT count(*)::int FROM webhook_events) AS events, count(*)::int AS deliveries FROM webhook_deliveries',
    );
    expect(counts).toEqual({ events: 1, deliveries: 1 });
  });
});
