import { invalid, type TokenVerdict } from '@latchkey/contracts';
import { settled } from '../../test/fake-clock.js';
import {
  DIGEST,
  digestOf,
  invalidToken,
  OWNER,
  ScriptedGuard,
  TOKEN,
  validToken,
} from '../../test/scripted-guard.js';
import { entryAt, entryId, grantAt, last, positionAt } from '../../test/scripted-line.js';

const L = 5_000;
const VALID = expect.objectContaining({ outcome: 'valid' }) as object;
const DELETED = expect.objectContaining({ outcome: 'invalid', reason: 'deleted' }) as object;

type Asked = TokenVerdict | Promise<TokenVerdict>;
const all = (asked: readonly Asked[]): Promise<TokenVerdict[]> =>
  Promise.all(asked.map(async (each) => each));
const outcomes = async (asked: unknown[]): Promise<PromiseSettledResult<unknown>[]> =>
  Promise.allSettled(asked);

describe('a request of a guard that holds its lease', () => {
  it('is decided from memory without a promise, once its token is known', async () => {
    const guard = await ScriptedGuard.at(7);
    await guard.fill(validToken(7));
    expect(guard.ask()).toEqual(VALID);
    await guard.fill(invalidToken(7, 'deleted', digestOf('dead')), digestOf('dead'));
    expect(guard.ask(digestOf('dead'))).toEqual(DELETED);
    expect(guard.line.tokens).toHaveLength(2);
  });

  it('shares the question of those before it: 1,000 first requests at once are one question', async () => {
    const guard = await ScriptedGuard.at(7);
    const asked = Array.from({ length: 1_000 }, () => guard.ask());
    expect(guard.line.tokens.map((question) => question.asked)).toEqual([DIGEST]);
    last(guard.line.tokens).answer(validToken(7));
    expect(new Set(await all(asked)).size).toBe(1);
  });

  it('shares nothing with those that ask for another token', async () => {
    const guard = await ScriptedGuard.at(7);
    const [one, other] = [guard.ask(), guard.ask(digestOf('other'))];
    guard.line.tokens[0]?.answer(validToken(7));
    guard.line.tokens[1]?.answer(invalidToken(7, 'deleted'));
    expect(await all([one, other])).toEqual([VALID, DELETED]);
  });
});

describe('a request of a guard without a lease', () => {
  it('asks for itself, whatever is on its way, and leaves nothing behind', async () => {
    const guard = await ScriptedGuard.at(7);
    const before = guard.ask();
    await guard.clock.pass(L);
    const asked = [guard.ask(), guard.ask(), guard.ask()];
    expect(guard.line.tokens).toHaveLength(4);
    guard.line.tokens[1]?.answer(validToken(7));
    guard.line.tokens[2]?.answer(invalidToken(8, 'deleted'));
    guard.line.tokens[3]?.answer(validToken(7));
    expect(await all(asked)).toEqual([VALID, DELETED, VALID]);
    guard.line.tokens[0]?.fail();
    await expect(before).rejects.toThrow('timeout');
    await guard.renewal(grantAt(7, []));
    expect(guard.lease.isHeld()).toBe(true);
    expect(guard.isKnown()).toBe(false);
  });

  it('does not use what is remembered: the lease is looked at when memory is', async () => {
    const guard = await ScriptedGuard.at(7);
    await guard.fill(validToken(7));
    await guard.clock.pass(L - 1);
    expect(guard.isKnown()).toBe(true);
    await guard.clock.pass(1);
    expect(guard.isKnown()).toBe(false);
  });

  it('is joined by nobody, also when the lease is back', async () => {
    const guard = new ScriptedGuard();
    guard.lease.start();
    void guard.ask();
    last(guard.line.registrations).answer(grantAt(7));
    await settled();
    void guard.ask();
    expect(guard.line.tokens).toHaveLength(2);
  });
});

describe('an answer', () => {
  it('that is older than a change of its token is asked for again, for everyone who waits', async () => {
    const guard = await ScriptedGuard.at(7);
    const asked = [guard.ask(), guard.ask()];
    await guard.renewal(grantAt(8, [entryAt(8, TOKEN)]));
    asked.push(guard.ask());
    guard.line.tokens[0]?.answer(validToken(7));
    await settled();
    expect(guard.line.tokens).toHaveLength(2);
    expect(guard.isKnown()).toBe(false);
    guard.line.tokens[1]?.answer(invalidToken(8, 'deleted'));
    expect(await all(asked)).toEqual([DELETED, DELETED, DELETED]);
    expect(guard.ask()).toEqual(DELETED);
  });

  it('is not thrown away for a change that it knows of', async () => {
    const guard = await ScriptedGuard.at(7);
    const asked = guard.ask();
    await guard.renewal(grantAt(8, [entryAt(8, TOKEN)]));
    last(guard.line.tokens).answer(invalidToken(8, 'deleted'));
    expect(await asked).toEqual(DELETED);
    expect(guard.ask()).toEqual(DELETED);
    expect(guard.line.tokens).toHaveLength(1);
  });

  it('is not thrown away for a change of something else', async () => {
    const guard = await ScriptedGuard.at(7);
    const asked = guard.ask();
    await guard.renewal(grantAt(8, [entryAt(8, 'somebody else')]));
    last(guard.line.tokens).answer(validToken(7));
    expect(await asked).toEqual(VALID);
    expect(guard.isKnown()).toBe(true);
  });

  it('that knows of a change before this guard does is given, and kept when it comes again after the change', async () => {
    const guard = await ScriptedGuard.at(7);
    expect(await guard.fill(validToken(8))).toEqual(VALID);
    expect(guard.isKnown()).toBe(false);
    await guard.clock.pass(20);
    expect(last(guard.line.renewals)).toMatchObject({ isOpen: true, asked: { position: positionAt(7) } });
    await guard.renewal(grantAt(8, [entryAt(8, OWNER)]));
    expect(await guard.fill(validToken(8))).toEqual(VALID);
    expect(guard.isKnown()).toBe(true);
  });

  it.each([
    { where: 'at the place of another entry', as_of: 8 },
    { where: 'at a later place', as_of: 9 },
  ])(
    'of a log that has lost its end, $where, is given to those who wait, and not kept',
    async ({ as_of }) => {
      const guard = await ScriptedGuard.at(7);
      const asked = guard.ask();
      await guard.renewal(grantAt(8, [entryAt(8, 'somebody else')]));
      guard.line.tokens[0]?.answer({ ...validToken(as_of), as_of_entry: entryId(as_of, 1) });
      expect(await asked).toEqual(VALID);
      expect(guard.isKnown()).toBe(false);
    },
  );

  it.each([
    { why: 'it registered anew', renewal: { outcome: 'unknown' } as const },
    { why: 'too many changes came', renewal: grantAt(3_000) },
  ])('to a question that was sent before $why is asked for again', async ({ renewal }) => {
    const guard = await ScriptedGuard.at(7);
    const asked = guard.ask();
    await guard.renewal(renewal);
    if (renewal.outcome === 'unknown') last(guard.line.registrations).answer(grantAt(3_000));
    await settled();
    expect(guard.lease.isHeld()).toBe(true);
    guard.line.tokens[0]?.answer(validToken(2_999));
    await settled();
    expect(guard.line.tokens).toHaveLength(2);
    guard.line.tokens[1]?.answer(invalidToken(3_000, 'deleted'));
    expect(await asked).toEqual(DELETED);
  });

  it('from a log that is behind this guard’s own is not kept', async () => {
    const guard = await ScriptedGuard.at(7);
    void guard.ask();
    last(guard.line.tokens).answer(validToken(6));
    await settled();
    expect(guard.line.tokens).toHaveLength(2);
    expect(guard.isKnown()).toBe(false);
  });

  it('that has run out on its way is asked for again: who waits for it may have come after that (D15)', async () => {
    const guard = await ScriptedGuard.at(7);
    const asked = [guard.ask()];
    await guard.clock.pass(300);
    asked.push(guard.ask());
    last(guard.line.tokens).answer(validToken(7, { expires_in_ms: 300 }));
    await settled();
    expect(guard.line.tokens).toHaveLength(2);
    last(guard.line.tokens).answer(invalidToken(7, 'expired'));
    expect(await all(asked)).toMatchObject([{ reason: 'expired' }, { reason: 'expired' }]);
  });

  it('that comes when the lease is over is given to those who wait, and not kept', async () => {
    const guard = await ScriptedGuard.at(7);
    const asked = guard.ask();
    await guard.clock.pass(L);
    last(guard.line.tokens).answer(validToken(7));
    expect(await asked).toEqual(VALID);
    await guard.renewal(grantAt(7, []));
    expect(guard.isKnown()).toBe(false);
  });
});

describe('changes without end', () => {
  it('end in a question of its own that nobody joins, whose answer is given and not kept', async () => {
    const guard = await ScriptedGuard.at(7);
    const asked = guard.ask();
    for (let n = 8; n <= 9; n++) {
      await guard.renewal(grantAt(n, [entryAt(n, TOKEN)]));
      last(guard.line.tokens).answer(validToken(n - 1));
      await settled();
    }
    expect(guard.line.tokens).toHaveLength(3);
    const later = guard.ask();
    expect(guard.line.tokens).toHaveLength(4);
    await guard.renewal(grantAt(10, [entryAt(10, TOKEN)]));
    guard.line.tokens[2]?.answer(validToken(9));
    expect(await asked).toEqual(VALID);
    guard.line.tokens[3]?.answer(invalidToken(10, 'deleted'));
    expect(await later).toEqual(DELETED);
    expect(guard.ask()).toEqual(DELETED);
  });

  it('keep nobody waiting for more than a second (P6)', async () => {
    const guard = await ScriptedGuard.at(7);
    const asked = outcomes([guard.ask()]);
    await guard.clock.pass(600);
    await guard.renewal(grantAt(8, [entryAt(8, TOKEN)]));
    last(guard.line.tokens).answer(validToken(7));
    await guard.clock.pass(350);
    expect(await asked).toMatchObject([{ status: 'rejected', reason: { reason: 'timeout' } }]);
  });

  it('keep nobody waiting for the last question either', async () => {
    const guard = await ScriptedGuard.at(7);
    const asked = outcomes([guard.ask()]);
    for (let n = 8; n <= 9; n++) {
      await guard.clock.pass(300);
      await guard.renewal(grantAt(n, [entryAt(n, TOKEN)]));
      last(guard.line.tokens).answer(validToken(n - 1));
      await settled();
    }
    expect(guard.line.tokens).toHaveLength(3);
    await guard.clock.pass(350);
    expect(await asked).toMatchObject([{ status: 'rejected', reason: { reason: 'timeout' } }]);
  });
});

describe('an outage of auth', () => {
  it('is told to everyone who waits, and not remembered', async () => {
    const guard = await ScriptedGuard.at(7);
    const asked = outcomes(Array.from({ length: 100 }, () => guard.ask()));
    last(guard.line.tokens).fail();
    const told = await asked;
    expect(told.every(({ status }) => status === 'rejected')).toBe(true);
    expect(guard.line.tokens).toHaveLength(1);
    await guard.fill(validToken(7));
    expect(guard.isKnown()).toBe(true);
  });
});

describe('a token that nobody knows', () => {
  it('is remembered for a moment, and not for long', async () => {
    const guard = await ScriptedGuard.at(7);
    await guard.fill(invalidToken(7, 'unknown'));
    expect(guard.ask()).toEqual(invalid('unknown'));
    await guard.clock.pass(2_500);
    await guard.renewal(grantAt(7, []));
    await guard.clock.pass(2_499);
    expect(guard.isKnown()).toBe(true);
    await guard.clock.pass(1);
    expect(guard.lease.isHeld()).toBe(true);
    expect(guard.isKnown()).toBe(false);
  });

  it('is remembered from the sending of the question, however late its answer came', async () => {
    const guard = await ScriptedGuard.at(7);
    void guard.ask();
    await guard.clock.pass(600);
    last(guard.line.tokens).answer(invalidToken(7, 'unknown'));
    await guard.clock.pass(3_000);
    await guard.renewal(grantAt(7, []));
    await guard.clock.pass(1_399);
    expect(guard.isKnown()).toBe(true);
    await guard.clock.pass(1);
    expect(guard.lease.isHeld()).toBe(true);
    expect(guard.isKnown()).toBe(false);
  });

  it('is forgotten with all the rest: it may have been imported by a change that was missed', async () => {
    const guard = await ScriptedGuard.at(7);
    await guard.fill(invalidToken(7, 'unknown'));
    await guard.renewal(grantAt(3_000));
    expect(guard.lease.isHeld()).toBe(true);
    expect(guard.isKnown()).toBe(false);
  });

  it('is asked for again as soon as its digest is changed: it may have been imported', async () => {
    const guard = await ScriptedGuard.at(7);
    await guard.fill(invalidToken(7, 'unknown'));
    await guard.renewal(grantAt(8, [entryAt(8, DIGEST)]));
    expect(guard.isKnown()).toBe(false);
    await guard.fill(validToken(8));
    expect(guard.ask()).toEqual(VALID);
  });

  it('is asked for again when its digest changes while the question is on its way', async () => {
    const guard = await ScriptedGuard.at(7);
    const asked = guard.ask();
    await guard.renewal(grantAt(8, [entryAt(8, DIGEST)]));
    last(guard.line.tokens).answer(invalidToken(7, 'unknown'));
    await settled();
    last(guard.line.tokens).answer(validToken(8));
    expect(await asked).toEqual(VALID);
  });
});
