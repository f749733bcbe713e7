import { Logger } from '@nestjs/common';
import { v7 as newId } from 'uuid';
import { type MessageStatus } from '../src/messages/message.js';
import { MessageEntity } from '../src/messages/message.entity.js';
import { MessageStore } from '../src/messages/message.store.js';
import { AttemptStore, type MessageRef } from '../src/messages/sending/attempt.store.js';
import { ResourceDatabase } from './resource-database.js';

const acme = newId();
const globex = newId();
const to = '+14155552671';
let database: ResourceDatabase;
let store: MessageStore;
let attempts: AttemptStore;
beforeAll(async () => {
  Logger.overrideLogger(false);
  database = await ResourceDatabase.start();
  store = new MessageStore(database.orm);
  attempts = new AttemptStore(database.orm);
});
afterAll(() => database.stop());
beforeEach(() => database.query('TRUNCATE messages'));

const queue = (workspaceId = acme): Promise<MessageEntity> =>
  store.queue(workspaceId, { recipient: to, kind: 'text', content: { text: 'Hello' } });
const begins = async (ref: MessageRef, lifeMs = 60_000): Promise<boolean> =>
  (await attempts.begin(ref, lifeMs)) instanceof MessageEntity;
const statusOf = async ({ id }: MessageRef): Promise<unknown> =>
  (await database.query('SELECT status FROM messages WHERE id = $1', [id]))[0]?.status;
const reason = { code: '7', text: 'Because' };
const change = (status: Exclude<MessageStatus, 'queued'>) => ({
  status,
  reference: 'wamid.7',
  ...(['failed', 'unknown'].includes(status) && { reason }),
});

describe('an attempt to send a message', () => {
  it('is begun by one of all who try at once', async () => {
    const message = await queue();
    const all = await Promise.all(Array.from({ length: 15 }, () => begins(message)));
    expect(all.filter(Boolean)).toHaveLength(1);
  });

  it('is begun no more once anything is known of the message', async () => {
    const message = await queue();
    await attempts.forward(message, change('unknown'));
    expect(await attempts.begin(message, 1_000)).toEqual({ lookAgainInMs: null, isAbandoned: false });
    expect(await attempts.begin({ id: newId(), workspaceId: acme }, 1_000)).toMatchObject({
      lookAgainInMs: null,
    });
  });

  it('is not taken over while it may be under way, and is not begun again afterwards', async () => {
    const message = await queue();
    await begins(message, 60_000);
    const early = await attempts.begin(message, 60_000);
    expect(early).toMatchObject({ isAbandoned: false });
    await database.query(`UPDATE messages SET due_at = now() - interval '1 second'`);
    expect(await attempts.begin(message, 60_000)).toEqual({ lookAgainInMs: 0, isAbandoned: true });
    expect(await statusOf(message)).toBe('queued');
  });

  it('that came to nothing is followed by another one, when it is time', async () => {
    const message = await queue();
    await begins(message);
    expect(await attempts.postpone(message, 60_000, 'Not now')).toBe(true);
    const waiting = await attempts.begin(message, 60_000);
    expect(waiting).toMatchObject({ isAbandoned: false });
    expect((waiting as { lookAgainInMs: number }).lookAgainInMs).toBeGreaterThan(50_000);
    await database.query(`UPDATE messages SET due_at = now()`);
    expect(await begins(message)).toBe(true);
    const found = await store.find(acme, message.id);
    expect(found).toMatchObject({
      attempts: 2,
      history: [{ status: 'queued' }, { status: 'queued', reason: 'Not now' }],
    });
  });

  it('is not put off by who was given up meanwhile', async () => {
    const message = await queue();
    await begins(message);
    await attempts.forward(message, change('unknown'));
    expect(await attempts.postpone(message, 0, 'Late')).toBe(false);
    expect(await statusOf(message)).toBe('unknown');
  });

  it('is found when it is overdue, in every workspace, the oldest first', async () => {
    const [first, second, third] = [await queue(globex), await queue(), await queue()];
    await database.query(`UPDATE messages SET due_at = now() - interval '9 seconds' WHERE id = $1`, [
      first.id,
    ]);
    await database.query(`UPDATE messages SET due_at = now() - interval '5 seconds' WHERE id = $1`, [
      second.id,
    ]);
    const found = await attempts.overdue(2, 10);
    expect(found.map(({ id }) => id)).toEqual([first.id, second.id]);
    expect(await attempts.overdue(2, 1)).toEqual([{ id: first.id, workspaceId: globex }]);
    await attempts.forward(first, change('sent'));
    expect(await statusOf(third)).toBe('queued');
    expect(await attempts.overdue(2, 10)).toHaveLength(1);
  });
});

describe('the status of a message', () => {
  const order = ['sent', 'delivered', 'read', 'failed', 'unknown'] as const;
  /** In the words of the requirement, not of the code: forward, and from `unknown` to whatever is heard late. */
  const allowed: Record<string, readonly string[]> = {
    queued: ['sent', 'delivered', 'read', 'failed', 'unknown'],
    unknown: ['sent', 'delivered', 'read', 'failed'],
    sent: ['delivered', 'read', 'failed'],
    delivered: ['read'],
    read: [],
    failed: [],
  };
  it.each(Object.entries(allowed))('%s becomes only %j', async (from, next) => {
    for (const status of order) {
      const message = await queue();
      if (from !== 'queued')
        await attempts.forward(message, { ...change(from as 'sent'), reference: message.id });
      const isChanged = await attempts.forward(message, { ...change(status), reference: message.id });
      expect({ status, isChanged }).toEqual({ status, isChanged: next.includes(status) });
      expect(await statusOf(message)).toBe(next.includes(status) ? status : from);
    }
  });

  it('is changed once by many who say the same', async () => {
    const message = await queue();
    const all = await Promise.all(
      Array.from({ length: 10 }, () => attempts.forward(message, change('delivered'))),
    );
    expect(all.filter(Boolean)).toHaveLength(1);
    expect((await store.find(acme, message.id))?.history).toHaveLength(2);
  });
});

describe('another tenant', () => {
  it('neither sees a message, nor begins, puts off or settles it', async () => {
    const message = await queue();
    const theirs = { id: message.id, workspaceId: globex };
    await expect(store.find(globex, message.id)).resolves.toBeNull();
    expect(await begins(theirs)).toBe(false);
    expect(await attempts.forward(theirs, change('failed'))).toBe(false);
    await begins(message);
    expect(await attempts.postpone(theirs, 0, 'Theirs')).toBe(false);
    expect(await store.idOf(globex, 'wamid.7')).toBeNull();
    expect(await statusOf(message)).toBe('queued');
  });
});
