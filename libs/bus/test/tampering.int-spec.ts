import { type RequestEnvelope } from '../src/envelope.js';
import { BusAnswerError, type BusClient, SealingKey } from '../src/index.js';
import { newReplyChannel } from '../src/keys.js';
import { binding, type PublicSealingKey, readOneTimeKey, type Sealed, seal } from '../src/sealing.js';
import { enroll, type Login, login, LoginController } from './login.controller.js';
import { TestBus } from './test-bus.js';

/** What a program with a hand in Redis makes of a message that it found there. */
type Tampering = (message: RequestEnvelope) => RequestEnvelope;
type SealedBody = Record<'email', string> & Record<'password', Sealed>;

const withBody = (message: RequestEnvelope, change: (body: SealedBody) => object): RequestEnvelope => ({
  ...message,
  body: JSON.stringify(change(JSON.parse(message.body) as SealedBody)),
});

const spoiled = ({ enc, ct }: Sealed): Sealed => ({
  enc,
  ct: (ct.startsWith('A') ? 'B' : 'A') + ct.slice(1),
});

const strangersKey = (): string => SealingKey.oneTime().publicKey();

const tamperings: Readonly<Record<string, Tampering>> = {
  'under another id': (message) => ({ ...message, id: 'another' }),
  'under another pattern': (message) => ({ ...message, pattern: enroll.pattern }),
  'for a reply that is sealed to somebody else': (message) => ({
    ...message,
    seal_reply_to: strangersKey(),
  }),
  'for a reply that goes somewhere else': (message) => ({ ...message, reply_to: newReplyChannel() }),
  'with another idempotency key': (message) => ({ ...message, idempotency_key: 'another' }),
  'as if sent at another time': (message) => ({ ...message, sent_at: Date.now() }),
};

describe('a sealed part of a message that somebody put together differently', () => {
  let bus: TestBus;
  let thief: TestBus;
  let controller: LoginController;
  let client: BusClient;
  beforeAll(async () => {
    bus = TestBus.start();
    thief = TestBus.start();
    ({ controller } = await bus.replica(LoginController));
    client = await bus.client({ service: thief.service });
  });
  beforeEach(() => (controller.received.length = 0));
  afterAll(async () => {
    await bus.close();
    await thief.close();
  });

  /** A message that a client sealed to the service, and that has not reached it. */
  async function intercepted(body: Partial<Login>, principal?: string): Promise<RequestEnvelope> {
    const call = client.call(login, body as Login, principal ? { principal } : {});
    call.catch(() => undefined);
    return thief.take('question');
  }

  const refused = { error: expect.objectContaining({ code: 'bus.unreadable' }) as unknown };

  it('opens as long as it is where it was', async () => {
    const message = await intercepted({ email: 'ada', password: 'secret' }, 'Ada');
    await expect(bus.ask('question', message)).resolves.toMatchObject({ body: { id: 1 } });
    expect(controller.received).toEqual([{ body: { email: 'ada', password: 'secret' }, principal: 'Ada' }]);
  });

  it.each<[string, Tampering]>([
    ...Object.entries(tamperings),
    [
      'in another field',
      (message) => withBody(message, ({ email, password }) => ({ email, hint: password })),
    ],
    [
      'with one character changed',
      (message) => withBody(message, ({ password, ...rest }) => ({ ...rest, password: spoiled(password) })),
    ],
    ['sealed to another key', (message) => withStrangersSeal(message)],
    ['replaced by clear text', (message) => withBody(message, (body) => ({ ...body, password: 'secret' }))],
  ])('does not open %s, and nothing is done', async (_, tamper) => {
    const message = await intercepted({ email: 'ada', password: 'secret' });
    await expect(bus.ask('question', tamper(message))).resolves.toMatchObject(refused);
    expect(controller.received).toEqual([]);
  });

  it.each<[string, Tampering]>([
    ...Object.entries(tamperings),
    ['with another body', (message) => withBody(message, (body) => ({ ...body, email: 'eve' }))],
  ])('speaks for nobody %s', async (_, tamper) => {
    const message = await intercepted({ email: 'ada' }, 'Ada');
    await expect(bus.ask('question', tamper(message))).resolves.toMatchObject(refused);
    expect(controller.received).toEqual([]);
  });

  it.each([
    [undefined, 'bus.no_reply_key'],
    ['', 'bus.no_reply_key'],
    ['not a key', 'bus.unreadable'],
  ])('is not worked on when the reply holds a secret and its key is %j', async (seal_reply_to, code) => {
    const message = await intercepted({ email: 'ada' });
    const tampered = { ...message, seal_reply_to } as RequestEnvelope;
    await expect(bus.ask('question', tampered)).resolves.toMatchObject({ error: { code } });
    expect(controller.received).toEqual([]);
  });

  function withStrangersSeal(message: RequestEnvelope): RequestEnvelope {
    const key = readOneTimeKey(strangersKey());
    const password = seal('secret', key, binding.requestField(message, 'password'));
    return withBody(message, (body) => ({ ...body, password }));
  }
});

describe('a reply that somebody forged', () => {
  let bus: TestBus;
  beforeEach(() => (bus = TestBus.start()));
  afterEach(() => bus.close());

  it.each<[string, (message: RequestEnvelope, key: PublicSealingKey) => unknown]>([
    [
      'was sealed for another message',
      (message, key) => seal('forged', key, binding.replyField({ ...message, id: 'another' }, 'token')),
    ],
    [
      'was sealed for another pattern',
      (message, key) => seal('forged', key, binding.replyField(enrollInstead(message), 'token')),
    ],
    [
      'was sealed to another key',
      (message) => seal('forged', readOneTimeKey(strangersKey()), binding.replyField(message, 'token')),
    ],
    ['comes in clear', () => 'forged'],
  ])('is not believed when its secret %s', async (_, forge) => {
    const client = await bus.client();
    const answer = client.call(login, { email: 'ada', password: 'secret' });
    const error = answer.catch((reason: unknown) => reason);
    const message = await bus.take('question');
    const token = forge(message, readOneTimeKey(String(message.seal_reply_to)));
    await bus.redis.publish(message.reply_to, JSON.stringify({ id: message.id, body: { id: 1, token } }));
    expect(await error).toBeInstanceOf(BusAnswerError);
    expect(await error).toMatchObject({ detail: { kind: 'defect', message: 'Unreadable reply' } });
  });
});

const enrollInstead = (message: RequestEnvelope): RequestEnvelope => ({
  ...message,
  pattern: enroll.pattern,
});
