import { inWorkspace } from '@latchkey/platform';
import { createDatabase, patient } from '@latchkey/testing';
import { DataSource } from 'typeorm';
import { v7 as newId } from 'uuid';
import { type ListConversationsDto } from '../src/conversations/conversation.dto.js';
import { ConversationStore, type NotedMessage } from '../src/conversations/conversation.store.js';
import { migrationOptions } from '../src/database/data-source.js';
import { Conversations1763795000000 } from '../src/database/migrations/1763795000000-conversations.js';
import { MessageStore } from '../src/messages/message.store.js';
import { ResourceDatabase } from './resource-database.js';

const acme = newId();
const globex = newId();
const ada = '+14155552671';
const bob = '+14155552672';
let database: ResourceDatabase;
let conversations: ConversationStore;
beforeAll(async () => {
  database = await ResourceDatabase.start();
  conversations = new ConversationStore(database.orm);
});
afterAll(() => database.stop());
beforeEach(() => database.query('TRUNCATE messages, conversations, contacts CASCADE'));

const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 22, 9, minute));
const note = (message: Partial<NotedMessage>, workspaceId = acme): Promise<void> =>
  inWorkspace(database.orm, workspaceId, (rows) =>
    ConversationStore.note(rows, workspaceId, {
      phone: ada,
      direction: 'inbound',
      at: at(0),
      preview: 'Hello',
      ...message,
    }),
  );
const all = async (terms: Partial<ListConversationsDto> = {}, workspaceId = acme) =>
  (await conversations.page(workspaceId, { limit: 100, sort: '-last_message_at', ...terms })).rows;
const phones = async (terms: Partial<ListConversationsDto> = {}) =>
  (await all(terms)).map(({ row }) => row.phone);
const only = async () => {
  const [found, ...more] = await all();
  if (!found || more.length > 0) throw new Error(`${more.length + (found ? 1 : 0)} conversations`);
  return found.row;
};

describe('a conversation', () => {
  it('is opened by the first message, once, however many come at the same time', async () => {
    await Promise.all(
      Array.from({ length: 40 }, (_, n) => note({ at: at(n % 20), preview: `No. ${n % 20}` })),
    );
    expect(await only()).toMatchObject({
      phone: ada,
      status: 'open',
      unreadCount: 40,
      lastMessageAt: at(19),
      lastMessagePreview: 'No. 19',
    });
  });

  it('is another in another workspace, and of another phone', async () => {
    await Promise.all([note({}), note({}, globex), note({ phone: bob })]);
    expect((await phones()).sort()).toEqual([ada, bob]);
    expect(await all({}, globex)).toHaveLength(1);
  });

  it('is not there without its message: both are undone together', async () => {
    const attempt = inWorkspace(database.orm, acme, async (rows) => {
      await ConversationStore.note(rows, acme, {
        phone: ada,
        direction: 'inbound',
        at: at(0),
        preview: 'Hi',
      });
      throw new Error('The message cannot be written');
    });
    await expect(attempt).rejects.toThrow('cannot be written');
    expect(await all()).toEqual([]);
  });

  it('shows its last message, also when an older one is told later', async () => {
    await note({ direction: 'outbound', at: at(5), preview: 'Newer' });
    await note({ at: at(3), preview: 'Older' });
    expect(await only()).toMatchObject({
      lastMessageAt: at(5),
      lastMessageDirection: 'outbound',
      lastMessagePreview: 'Newer',
      unreadCount: 1,
    });
  });

  it('counts what came in until it is read, and is open again when somebody writes to it', async () => {
    await note({ direction: 'outbound' });
    const { id, unreadCount } = await only();
    expect(unreadCount).toBe(0);
    await conversations.update(acme, id, { status: 'closed' });
    await note({ direction: 'outbound', at: at(1) });
    expect(await only()).toMatchObject({ status: 'closed', unreadCount: 0 });
    await note({ at: at(2) });
    await note({ at: at(3) });
    expect(await only()).toMatchObject({ status: 'open', unreadCount: 2 });
    await conversations.update(acme, id, { unreadCount: 0 });
    expect(await only()).toMatchObject({ unreadCount: 0 });
  });

  it('is with the contact that has the phone now, the oldest of several', async () => {
    await note({});
    const { id } = await only();
    expect((await conversations.find(acme, id))?.contact).toBeNull();
    const add = (workspaceId: string, firstname: string): Promise<unknown> =>
      database.query(
        `INSERT INTO contacts (id, workspace_id, firstname, phone, type) VALUES ($1, $2, $3, $4, 'lead')`,
        [newId(), workspaceId, firstname, ada],
      );
    await add(globex, 'Eve');
    await add(acme, 'Ada');
    expect((await conversations.find(acme, id))?.contact).toMatchObject({ firstname: 'Ada', lastname: null });
    await database.query('DELETE FROM contacts');
    expect((await all())[0]?.contact).toBeNull();
  });
});

describe('the list of conversations', () => {
  const assignee = newId();
  beforeEach(async () => {
    for (const [n, phone] of ['+14155550101', '+14155550102', '+14155550103'].entries()) {
      await note({ phone, at: at(n), direction: n === 2 ? 'inbound' : 'outbound' });
    }
    const [, second, first] = await all();
    await conversations.update(acme, second?.row.id ?? '', { assigneeId: assignee });
    await conversations.update(acme, first?.row.id ?? '', { status: 'closed' });
  });

  it.each<{ terms: Partial<ListConversationsDto>; found: string[] }>([
    { terms: {}, found: ['103', '102', '101'] },
    { terms: { sort: 'last_message_at' }, found: ['101', '102', '103'] },
    { terms: { status: 'closed' }, found: ['101'] },
    { terms: { status: 'open' }, found: ['103', '102'] },
    { terms: { unread: 'true' }, found: ['103'] },
    { terms: { unread: 'false' }, found: ['102', '101'] },
    { terms: { assignee_id: assignee }, found: ['102'] },
    { terms: { assignee_id: 'none' }, found: ['103', '101'] },
    { terms: { assignee_id: 'none', status: 'open', unread: 'true' }, found: ['103'] },
  ])('with $terms', async ({ terms, found }) => {
    expect((await phones(terms)).map((phone) => phone.slice(-3))).toEqual(found);
  });

  it('comes in pages, each once', async () => {
    const first = await conversations.page(acme, { limit: 2, sort: '-last_message_at' });
    const rest = await conversations.page(acme, {
      limit: 2,
      sort: '-last_message_at',
      cursor: first.nextCursor ?? '',
    });
    const paged = [...first.rows, ...rest.rows].map(({ row }) => row.phone.slice(-3));
    expect({ paged, nextCursor: rest.nextCursor }).toEqual({
      paged: ['103', '102', '101'],
      nextCursor: null,
    });
  });
});

describe('the messages of a conversation', () => {
  const send = (recipient: string, text: string, workspaceId = acme) =>
    new MessageStore(database.orm).queue(workspaceId, { recipient, kind: 'text', content: { text } });

  it('are those to its phone in its workspace, the newest first, page by page', async () => {
    const sent = [];
    for (let n = 0; n < 5; n++) sent.push((await send(ada, `No. ${n}`)).id);
    await send(bob, 'Not to her');
    await send(ada, 'Not ours', globex);
    const { id } = (await all()).find(({ row }) => row.phone === ada)?.row ?? { id: '' };
    const first = await conversations.messages(acme, id, { limit: 3 });
    const rest = await conversations.messages(acme, id, { limit: 3, cursor: first?.nextCursor ?? '' });
    const paged = [...(first?.rows ?? []), ...(rest?.rows ?? [])].map((message) => message.id);
    expect(paged).toEqual(sent.toReversed());
    expect(rest?.nextCursor).toBeNull();
    await expect(conversations.messages(globex, id, { limit: 3 })).resolves.toBeNull();
  });

  it('open it by being queued, and are its last message', async () => {
    await send(ada, 'Your order\nis on its way.');
    expect(await only()).toMatchObject({
      phone: ada,
      unreadCount: 0,
      lastMessageDirection: 'outbound',
      lastMessagePreview: 'Your order is on its way.',
    });
  });
});

it('messages from before there were conversations get theirs by the migration', async () => {
  const store = await createDatabase();
  const owner = await new DataSource(patient(migrationOptions(store.url))).initialize();
  await owner.runMigrations();
  const runner = owner.createQueryRunner();
  await runner.query('ALTER TABLE messages NO FORCE ROW LEVEL SECURITY');
  await new Conversations1763795000000().down(runner);
  const text = { text: 'x'.repeat(500) };
  for (const [workspace, recipient, kind, content, minute] of [
    [acme, ada, 'text', { text: 'First' }, 1],
    [acme, ada, 'image', { media_url: 'https://x.test/a.png', caption: null }, 3],
    [acme, bob, 'text', text, 2],
    [globex, ada, 'template', { name: 'order_update' }, 2],
  ] as const) {
    await runner.query(
      `INSERT INTO messages (id, workspace_id, recipient, kind, content, status, created_at)
       VALUES (gen_random_uuid(), $1, $2, $3, $4, 'queued', $5)`,
      [workspace, recipient, kind, JSON.stringify(content), at(minute)],
    );
  }
  await runner.query('ALTER TABLE messages FORCE ROW LEVEL SECURITY');
  await new Conversations1763795000000().up(runner);
  await runner.release();
  await owner.destroy();
  const superuser = await new DataSource(patient(migrationOptions(store.superuserUrl))).initialize();
  await expect(
    superuser.query(
      `SELECT workspace_id, phone, status, unread_count, last_message_at, last_message_preview, created_at
         FROM conversations ORDER BY last_message_at, phone, workspace_id`,
    ),
  ).resolves.toEqual(
    [
      { workspace_id: globex, phone: ada, minute: 2, preview: 'order_update', since: 2 },
      { workspace_id: acme, phone: bob, minute: 2, preview: 'x'.repeat(200), since: 2 },
      { workspace_id: acme, phone: ada, minute: 3, preview: 'image', since: 1 },
    ].map(({ workspace_id, phone, minute, preview, since }) => ({
      ...{ workspace_id, phone, status: 'open', unread_count: 0 },
      ...{ last_message_at: at(minute), last_message_preview: preview, created_at: at(since) },
    })),
  );
  const [{ forced }] = await superuser.query<[{ forced: boolean }]>(
    `SELECT relforcerowsecurity AS forced FROM pg_class WHERE relname = 'messages'`,
  );
  expect(forced).toBe(true);
  await superuser.destroy();
  await store.drop();
});
