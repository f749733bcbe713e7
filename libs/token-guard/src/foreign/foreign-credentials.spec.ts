import { ALL_TOKEN_SHAPES, type TokenShape, type TokenShapeList } from '@latchkey/contracts';
import { type TokenDigest } from '@latchkey/token-format';
import { settled } from '../../test/fake-clock.js';
import { digestOf, ScriptedGuard } from '../../test/scripted-guard.js';
import { entryAt, entryId, grantAt, last } from '../../test/scripted-line.js';

const L = 5_000;
const WHOLE: TokenShape = { prefix: 'shop_', length: 22, alphabet: 'base58', of: 'whole' };
const AFTER_PIPE: TokenShape = { prefix: '', length: 40, alphabet: 'base62', of: 'after-pipe' };
const whole = 'shop_Hx7BcEfGhJkLmNpQrStUvW';
const secret = '0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0uV1wX2yZ3';
const piped = `17|${secret}`;
const garbage = 'x'.repeat(40);

const listAt = (as_of: number, ...shapes: TokenShape[]): TokenShapeList => ({
  shapes,
  as_of,
  as_of_entry: entryId(as_of),
  depends_on: [ALL_TOKEN_SHAPES],
});

/** Registered at 7, its first question answered with these shapes. */
async function guardThatKnows(...shapes: TokenShape[]): Promise<ScriptedGuard> {
  const guard = await ScriptedGuard.at(7);
  last(guard.line.shapes).answer(listAt(7, ...shapes));
  await settled();
  return guard;
}

/** The list of shapes has changed, and this guard has heard of it. */
const change = (guard: ScriptedGuard, number: number): Promise<void> =>
  guard.renewal(grantAt(number, [entryAt(number, ALL_TOKEN_SHAPES)]));

type Found = TokenDigest | null | 'nobody can tell';
const told = (found: TokenDigest | null | Promise<TokenDigest | null>): Promise<Found> =>
  Promise.resolve(found).catch(() => 'nobody can tell');

describe('a guard that knows the shapes', () => {
  it('asked once for them when it registered, and tells what is worth asking about without a promise', async () => {
    const guard = await guardThatKnows(WHOLE, AFTER_PIPE);
    expect(guard.foreign.digestOf(whole)).toBe(digestOf(whole));
    expect(guard.foreign.digestOf(piped)).toBe(digestOf(secret));
    for (const text of [garbage, `${whole}x`, secret, `|${secret}`, `1|2|${secret}`]) {
      expect(guard.foreign.digestOf(text)).toBeNull();
    }
    expect(guard.line.shapes).toHaveLength(1);
    expect(guard.line.tokens).toHaveLength(0);
  });

  it('goes on with them when its lease has ended and auth is away', async () => {
    const guard = await guardThatKnows(WHOLE);
    await guard.clock.pass(L + 1);
    expect(guard.lease.isHeld()).toBe(false);
    expect(guard.foreign.digestOf(whole)).toBe(digestOf(whole));
    expect(guard.foreign.digestOf(garbage)).toBeNull();
    expect(guard.line.shapes).toHaveLength(1);
  });

  it('asks nobody anew for changes of anything else', async () => {
    const guard = await guardThatKnows(WHOLE);
    await guard.renewal(grantAt(8, [entryAt(8, digestOf('a token'))]));
    expect(guard.foreign.digestOf(garbage)).toBeNull();
    expect(guard.line.shapes).toHaveLength(1);
  });
});

describe('a guard that has heard that they changed', () => {
  it('asks at once, and refuses nobody by the old ones (P1)', async () => {
    const guard = await guardThatKnows(WHOLE);
    await change(guard, 8);
    expect(guard.line.shapes).toHaveLength(2);
    const waiting = [guard.foreign.digestOf(piped), guard.foreign.digestOf(garbage)];
    expect(waiting.every((each) => each instanceof Promise)).toBe(true);
    last(guard.line.shapes).answer(listAt(8, WHOLE, AFTER_PIPE));
    expect(await Promise.all(waiting.map(told))).toEqual([digestOf(secret), null]);
    expect(guard.foreign.digestOf(piped)).toBe(digestOf(secret));
    expect(guard.foreign.digestOf(garbage)).toBeNull();
    expect(guard.line.shapes).toHaveLength(2);
  });

  it('goes on with what the old ones have', async () => {
    const guard = await guardThatKnows(WHOLE);
    await change(guard, 8);
    expect(guard.foreign.digestOf(whole)).toBe(digestOf(whole));
  });

  it('throws away an answer that is older than the change, for everybody who waits', async () => {
    const guard = await guardThatKnows(WHOLE);
    await change(guard, 8);
    const before = guard.foreign.digestOf(piped);
    await change(guard, 9);
    const after = guard.foreign.digestOf(piped);
    last(guard.line.shapes).answer(listAt(8, WHOLE));
    await settled();
    expect(guard.line.shapes).toHaveLength(3);
    last(guard.line.shapes).answer(listAt(9, AFTER_PIPE));
    expect(await Promise.all([before, after].map(told))).toEqual([digestOf(secret), digestOf(secret)]);
  });

  it('goes by an answer that is ahead of it until the next question, and asks for what leads there', async () => {
    const guard = await guardThatKnows(WHOLE);
    await change(guard, 8);
    const waiting = told(guard.foreign.digestOf(garbage));
    last(guard.line.shapes).answer(listAt(9, WHOLE));
    expect(await waiting).toBeNull();
    await guard.clock.pass(20);
    expect(last(guard.line.renewals).isOpen).toBe(true);
    const again = told(guard.foreign.digestOf(garbage));
    expect(guard.line.shapes).toHaveLength(3);
    last(guard.line.shapes).answer(listAt(8, WHOLE));
    expect(await again).toBeNull();
    expect(guard.foreign.digestOf(garbage)).toBeNull();
    expect(guard.line.shapes).toHaveLength(3);
  });

  it('says that nobody can tell when auth does not answer, and asks no more often than twice a second (P6, P8)', async () => {
    const guard = await guardThatKnows(WHOLE);
    await change(guard, 8);
    const waiting = told(guard.foreign.digestOf(piped));
    last(guard.line.shapes).fail();
    expect(await waiting).toBe('nobody can tell');
    for (let n = 0; n < 1_000; n++) {
      expect(await told(guard.foreign.digestOf(garbage))).toBe('nobody can tell');
    }
    expect(guard.line.shapes).toHaveLength(2);
    await guard.clock.pass(500);
    const again = told(guard.foreign.digestOf(piped));
    expect(guard.line.shapes).toHaveLength(3);
    last(guard.line.shapes).answer(listAt(8, AFTER_PIPE));
    expect(await again).toBe(digestOf(secret));
  });

  it('goes by the old ones when its lease has ended before anybody told it the new ones', async () => {
    const guard = await guardThatKnows(WHOLE);
    await change(guard, 8);
    last(guard.line.shapes).fail();
    await guard.clock.pass(L + 1);
    expect(guard.lease.isHeld()).toBe(false);
    expect(guard.foreign.digestOf(garbage)).toBeNull();
    expect(guard.foreign.digestOf(whole)).toBe(digestOf(whole));
    expect(guard.line.shapes).toHaveLength(2);
  });

  it('asks anew when it has to register anew', async () => {
    const guard = await guardThatKnows(WHOLE);
    await guard.renewal({ outcome: 'unknown' });
    last(guard.line.shapes).answer(listAt(7, WHOLE));
    last(guard.line.registrations).answer(grantAt(12));
    await settled();
    const waiting = guard.foreign.digestOf(piped);
    expect(waiting).toBeInstanceOf(Promise);
    last(guard.line.shapes).answer(listAt(12, AFTER_PIPE));
    expect(await waiting).toBe(digestOf(secret));
  });
});

describe('a guard that knows no shapes yet', () => {
  it('has one question for all who come, and answers them by it', async () => {
    const guard = new ScriptedGuard();
    const waiting = [piped, whole, garbage].map((text) => guard.foreign.digestOf(text));
    expect(guard.line.shapes).toHaveLength(1);
    last(guard.line.shapes).answer(listAt(3, AFTER_PIPE));
    expect(await Promise.all(waiting.map(told))).toEqual([digestOf(secret), null, null]);
  });

  it('keeps no answer for current that it got without a lease', async () => {
    const guard = new ScriptedGuard();
    const first = guard.foreign.digestOf(piped);
    last(guard.line.shapes).answer(listAt(3));
    expect(await first).toBeNull();
    guard.lease.start();
    last(guard.line.registrations).answer(grantAt(7));
    await settled();
    expect(guard.foreign.digestOf(piped)).toBeInstanceOf(Promise);
  });

  it('says that nobody can tell while auth is away, without asking for each (P6, P8)', async () => {
    const guard = new ScriptedGuard();
    const waiting = Array.from({ length: 100 }, () => told(guard.foreign.digestOf(garbage)));
    last(guard.line.shapes).fail();
    expect(new Set(await Promise.all(waiting))).toEqual(new Set(['nobody can tell']));
    expect(await told(guard.foreign.digestOf(piped))).toBe('nobody can tell');
    expect(guard.line.shapes).toHaveLength(1);
  });
});
