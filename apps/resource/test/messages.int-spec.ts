import { Refusal } from '@latchkey/contracts';
import { Logger } from '@nestjs/common';
import { v7 as newId } from 'uuid';
import { LocalProvider } from '../src/messages/local-provider.js';
import { type Delivery, MessageProvider } from '../src/messages/message-provider.js';
import { MessageService } from '../src/messages/message.service.js';
import { type MessageEntity } from '../src/messages/message.entity.js';
import { MessageStore } from '../src/messages/message.store.js';
import { TemplateStore } from '../src/templates/template.store.js';
import { ResourceDatabase } from './resource-database.js';

const acme = newId();
const globex = newId();
const to = '+14155552671';
let database: ResourceDatabase;
let store: MessageStore;
beforeAll(async () => {
  Logger.overrideLogger(false);
  database = await ResourceDatabase.start();
  store = new MessageStore(database.orm);
});
afterAll(() => database.stop());
beforeEach(() => database.query('TRUNCATE messages, local_deliveries, templates CASCADE'));

class ScriptedProvider extends MessageProvider {
  readonly heard: string[] = [];
  constructor(private readonly says: () => Promise<Delivery>) {
    super();
  }
  async deliver({ id }: MessageEntity): Promise<Delivery> {
    // By then the message is on record, whatever happens to this process.
    const [row] = await database.query('SELECT status FROM messages WHERE id = $1', [id]);
    this.heard.push(String(row?.status));
    return this.says();
  }
}
const serviceOver = (provider: MessageProvider): MessageService =>
  new MessageService(store, new TemplateStore(database.orm), provider);
const addTemplate = async (workspaceId: string, status = 'approved'): Promise<string> => {
  const id = newId();
  await database.query(
    `INSERT INTO templates (id, workspace_id, name, language, category, status, body, parameter_count)
     VALUES ($1::uuid, $2, 'Template ' || gen_random_uuid(), 'en_US', 'utility', $3, 'Hello {{1}}', 1)`,
    [id, workspaceId, status],
  );
  return id;
};
const reasonsOf = async (attempt: Promise<unknown>): Promise<unknown> => {
  const thrown: unknown = await attempt.then(
    () => null,
    (error: unknown) => error,
  );
  return thrown instanceof Refusal ? thrown.errors : thrown;
};

describe('the status of a message is what happened', () => {
  it.each<{ says: () => Promise<Delivery>; became: object; why: string }>([
    {
      says: () => Promise.resolve({ outcome: 'accepted', reference: 'wamid.7' }),
      became: { status: 'sent', providerReference: 'wamid.7', failureReason: null },
      why: 'the provider took it',
    },
    {
      says: () => Promise.resolve({ outcome: 'refused', reason: 'Not on this network' }),
      became: { status: 'failed', providerReference: null, failureReason: 'Not on this network' },
      why: 'the provider refused it',
    },
    {
      says: () => Promise.reject(new Error('socket hang up')),
      became: { status: 'queued', providerReference: null, failureReason: null },
      why: 'nobody can tell whether the provider took it',
    },
  ])('$became.status, because $why', async ({ says, became }) => {
    const provider = new ScriptedProvider(says);
    const message = await serviceOver(provider).sendText(acme, to, 'Hello');
    expect(message).toMatchObject({ ...became, workspaceId: acme, recipient: to, kind: 'text' });
    expect(provider.heard).toEqual(['queued']);
    await expect(store.find(acme, message.id)).resolves.toEqual(message);
  });

  it('sent, when the local provider has written it down', async () => {
    const message = await serviceOver(new LocalProvider(database.orm)).sendText(acme, to, 'Hello');
    expect(message.status).toBe('sent');
    await expect(
      database.query('SELECT reference, recipient, content FROM local_deliveries WHERE message_id = $1', [
        message.id,
      ]),
    ).resolves.toEqual([{ reference: message.providerReference, recipient: to, content: { text: 'Hello' } }]);
  });

  it('stays what was said of it first', async () => {
    const { id } = await store.queue(acme, { recipient: to, kind: 'text', content: { text: 'Hello' } });
    const words = ['a', 'b', 'c', 'd'].map((name): Delivery =>
      name < 'c' ? { outcome: 'accepted', reference: name } : { outcome: 'refused', reason: name },
    );
    const settled = await Promise.all(words.map((word) => store.settle(acme, id, word)));
    const final = await store.find(acme, id);
    for (const message of settled) expect(message).toEqual(final);
  });
});

describe('another tenant', () => {
  it('neither sees a message nor settles it', async () => {
    const message = await store.queue(acme, { recipient: to, kind: 'text', content: { text: 'Hello' } });
    await expect(store.find(globex, message.id)).resolves.toBeNull();
    await expect(
      store.settle(globex, message.id, { outcome: 'refused', reason: 'theirs' }),
    ).rejects.toThrow();
    await expect(store.find(acme, message.id)).resolves.toEqual(message);
  });

  it('cannot send a template: theirs is refused as one that is not there', async () => {
    const service = serviceOver(new LocalProvider(database.orm));
    const none = { template_id: ['names no template of this workspace'] };
    const template = await addTemplate(acme);
    await expect(reasonsOf(service.sendTemplate(globex, to, template, ['Ada']))).resolves.toEqual(none);
    await expect(reasonsOf(service.sendTemplate(globex, to, newId(), ['Ada']))).resolves.toEqual(none);
    await expect(reasonsOf(service.sendTemplate(acme, to, template, ['Ada']))).resolves.toBeNull();
  });
});

describe('a template', () => {
  it.each([
    ['pending', ['Ada'], { template_id: ['is not approved'] }],
    ['rejected', ['Ada'], { template_id: ['is not approved'] }],
    ['approved', [], { parameters: ['must have exactly 1 entries'] }],
    ['approved', ['Ada', 'Bea'], { parameters: ['must have exactly 1 entries'] }],
  ])('that is %s is refused with %j, and nothing is recorded', async (status, parameters, errors) => {
    const service = serviceOver(new LocalProvider(database.orm));
    const template = await addTemplate(acme, status);
    await expect(reasonsOf(service.sendTemplate(acme, to, template, parameters))).resolves.toEqual(errors);
    await expect(database.query('SELECT 1 FROM messages')).resolves.toEqual([]);
  });
});
