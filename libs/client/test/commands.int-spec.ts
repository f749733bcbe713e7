import { Refusal, type RefusalKind } from '@latchkey/contracts';
import { eventually } from '@latchkey/testing';
import { setTimeout as delay } from 'node:timers/promises';
import { BusUnavailableError, isUnavailable, LatchkeyClient, LatchkeyModule } from '../src/index.js';
import { TestAuth } from './test-auth.js';

/** What LatchkeyClient's own description promises of a command. */
const LONGEST_COMMAND_MS = 16_300;
/** Three budgets, and the pauses between them. */
const WAITS_MS = [5_000, 250, 5_000, 1_000, 5_000];

interface End {
  readonly error: unknown;
  readonly ms: number;
}

async function endOf(call: Promise<unknown>): Promise<End> {
  const began = performance.now();
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return { error, ms: performance.now() - began };
}

async function inTurn(waitsMs: readonly number[]): Promise<void> {
  for (const ms of waitsMs) await delay(ms);
}

describe('a command of LatchkeyClient', () => {
  let auth: TestAuth;
  beforeEach(async () => (auth = await TestAuth.start()));
  afterEach(() => auth.close());

  const keys = (): Set<string> => new Set(auth.ledger.asked.map(({ idempotencyKey }) => idempotencyKey));
  const issue = (client: LatchkeyClient): ReturnType<LatchkeyClient['issueToken']> =>
    client.issueToken({ name: 'Order 17' });

  it('has one effect, and its caller the first reply, when the replica that has done it hangs', async () => {
    await auth.replica();
    await auth.replica();
    const client = await auth.client();
    const { ledger } = auth;
    ledger.beforeAnswer = () => (ledger.asked.length === 1 ? ledger.hang() : undefined);

    const { key } = await issue(client);
    ledger.wake();
    expect([...ledger.issued.values()].map((issued) => issued.key === key)).toEqual([true]);
    expect([ledger.asked.length, keys().size]).toEqual([2, 1]);
  });

  it('is sent three times with one key when nobody answers, and ends in time as not known', async () => {
    const client = await auth.client();
    // Beside timers of as long: on a busy machine they are late, too.
    const [{ error, ms }, waits] = await Promise.all([endOf(issue(client)), endOf(inTurn(WAITS_MS))]);
    expect(error).toMatchObject({ name: 'BusUnavailableError', reason: 'timeout' });
    expect(ms - waits.ms).toBeLessThan(LONGEST_COMMAND_MS - WAITS_MS.reduce((sum, wait) => sum + wait));

    const sent = await auth.sent('command');
    expect(new Set(sent.map(({ id }) => id)).size).toBe(3);
    expect(new Set(sent.map(({ idempotency_key }) => idempotency_key)).size).toBe(1);
    expect(sent[0]?.idempotency_key).toBeDefined();
  }, 30_000);

  it('imports tokens by their digests, which auth gets as they were given', async () => {
    await auth.replica();
    const client = await auth.client();
    const row = { sha256: 'a'.repeat(64), of: 'after-pipe', display: '17|aB3d', name: 'Shop' } as const;
    const { tokens, receipt } = await client.importTokens({ tokens: [row] }, { idempotencyKey: 'house:1' });
    expect([tokens.map(({ key_prefix }) => key_prefix), receipt.state]).toEqual([['17|aB3d'], 'pending']);
    expect(auth.ledger.asked).toMatchObject([{ body: { tokens: [row] }, idempotencyKey: 'house:1' }]);
    const refused = client.importTokens({ tokens: [{ ...row, sha256: 'nonsense' }] });
    await expect(refused).rejects.toMatchObject({ errors: { 'tokens.0.sha256': [expect.any(String)] } });
  });

  it('is sent as often as the service says', async () => {
    const client = await auth.client({ commandAttempts: 1 });
    const { error } = await endOf(issue(client));
    expect(error).toMatchObject({ reason: 'timeout' });
    await expect(auth.sent('command')).resolves.toHaveLength(1);
    await expect(auth.client({ commandAttempts: 0 })).rejects.toThrow('commandAttempts');
  });

  it('is answered when Redis was away for a moment', async () => {
    await auth.replica();
    const client = await auth.client();
    await auth.store.stop('crash');
    await eventually(() => !client.isConnected);
    const call = issue(client);
    await auth.store.start();
    await expect(call).resolves.toMatchObject({ name: 'Order 17' });
  });

  it('ends soon when Redis stays away', async () => {
    const client = await auth.client();
    await auth.store.stop('crash');
    await eventually(() => !client.isConnected);
    const { error, ms } = await endOf(issue(client));
    expect(error).toMatchObject({ reason: 'disconnected' });
    expect(ms).toBeLessThan(2_000);
  });

  it('is given back at once when auth has no room for it', async () => {
    const client = await auth.client();
    await auth.fillUpTo(0);
    const { error, ms } = await endOf(issue(client));
    expect(error).toMatchObject({ reason: 'full' });
    expect(ms).toBeLessThan(200);
  });

  it('is not said to have had no effect when only its repetition found no room', async () => {
    const client = await auth.client();
    await auth.fillUpTo(1);
    const { error } = await endOf(issue(client));
    expect(error).toMatchObject({ reason: 'timeout' });
  });

  it.each<RefusalKind>(['invalid', 'unauthenticated', 'forbidden', 'not_found', 'conflict', 'too_many'])(
    'that is refused (%s) is not sent again; the refusal is thrown whole',
    async (kind) => {
      await auth.replica();
      const client = await auth.client();
      const refusal = new Refusal(kind, 'test.refused', 'No', { name: ['is taken'] });
      auth.ledger.beforeAnswer = () => {
        throw refusal;
      };
      const { error } = await endOf(issue(client));
      expect(error).toBeInstanceOf(Refusal);
      expect((error as Refusal).toWire()).toEqual(refusal.toWire());
      expect(isUnavailable(error)).toBe(false);
      expect(auth.ledger.asked).toHaveLength(1);
    },
  );

  it('is sent again when auth could not reach its database', async () => {
    await auth.replica();
    const client = await auth.client();
    auth.ledger.beforeAnswer = () => {
      if (auth.ledger.asked.length === 1) throw Refusal.unavailable();
    };
    await expect(issue(client)).resolves.toMatchObject({ name: 'Order 17' });
    expect([auth.ledger.asked.length, keys().size]).toEqual([2, 1]);
  });

  it('that meets a defect of auth is not sent again', async () => {
    await auth.replica();
    const client = await auth.client();
    auth.ledger.beforeAnswer = () => {
      throw new Error('a defect');
    };
    const { error } = await endOf(issue(client));
    expect(error).toMatchObject({ name: 'BusAnswerError', detail: { kind: 'defect' } });
    expect(isUnavailable(error)).toBe(false);
    expect(auth.ledger.asked).toHaveLength(1);
  });

  it('has a key of its own unless its caller gives one', async () => {
    await auth.replica();
    const client = await auth.client();
    const [first, second] = await Promise.all([issue(client), issue(client)]);
    expect([first.id === second.id, keys().size]).toEqual([false, 2]);

    const given = { idempotencyKey: 'order:17' };
    const once = await client.issueToken({ name: 'Order 17' }, given);
    const again = await client.issueToken({ name: 'Order 17' }, given);
    expect([again.key === once.key, keys().size, keys().has('order:17')]).toEqual([true, 3, true]);
  });

  it.each(['', 'x'.repeat(201)])(
    'with a key that auth could not read is refused here',
    async (idempotencyKey) => {
      const client = await auth.client();
      const { error } = await endOf(client.issueToken({ name: 'Order 17' }, { idempotencyKey }));
      expect(error).toMatchObject({ kind: 'invalid', errors: { idempotency_key: [expect.any(String)] } });
      await expect(auth.sent('command')).resolves.toEqual([]);
    },
  );

  it('ends when its service shuts down', async () => {
    const service = await auth.service(LatchkeyModule.forRoot(auth.options));
    const ending = endOf(issue(service.get(LatchkeyClient, { strict: false })));
    await eventually(async () => (await auth.sent('command')).length === 1);
    await service.close();
    const { error } = await ending;
    expect(error).toBeInstanceOf(BusUnavailableError);
    expect(error).toMatchObject({ reason: 'closed' });
    await eventually(async () => !String(await auth.redis.client('LIST')).includes('latchkey-auth'));
  });
});
