import { Logger } from '@nestjs/common';
import { settled } from '../../test/fake-clock.js';
import { OWNER, ScriptedGuard, TOKEN, validToken, WORKSPACE } from '../../test/scripted-guard.js';
import { entryAt, grantAt, last, positionAt } from '../../test/scripted-line.js';

const L = 5_000;
const UNKNOWN = { outcome: 'unknown' } as const;

beforeAll(() => {
  Logger.overrideLogger(false);
});

describe('a lease', () => {
  it('is not held before auth has granted one', async () => {
    const guard = new ScriptedGuard();
    guard.lease.start();
    await guard.clock.pass(600);
    expect(guard.lease.isHeld()).toBe(false);
    expect(guard.line.registrations).toHaveLength(1);
  });

  it('counts from the sending of the question, however late its answer comes', async () => {
    const guard = new ScriptedGuard();
    guard.lease.start();
    await guard.clock.pass(600);
    last(guard.line.registrations).answer(grantAt(7));
    await settled();
    expect(guard.lease.isHeld()).toBe(true);
    await guard.clock.pass(L - 601);
    expect(guard.lease.isHeld()).toBe(true);
    await guard.clock.pass(1);
    expect(guard.lease.isHeld()).toBe(false);
  });

  it('that is over when its answer comes is none', async () => {
    const guard = new ScriptedGuard();
    guard.lease.start();
    await guard.clock.pass(L);
    last(guard.line.registrations).answer(grantAt(7));
    await settled();
    expect(guard.lease.isHeld()).toBe(false);
  });

  it('counts anew from the sending of each renewal', async () => {
    const guard = await ScriptedGuard.at(7);
    await guard.clock.pass(L / 5);
    last(guard.line.renewals).answer(grantAt(7, []));
    await guard.clock.pass(L - 1);
    expect(guard.lease.isHeld()).toBe(true);
    await guard.clock.pass(1);
    expect(guard.lease.isHeld()).toBe(false);
  });

  it.each([
    { step: L, why: 'forward by its length' },
    { step: 3_600_000, why: 'forward by an hour' },
    { step: -3_600_000, why: 'back by an hour' },
    { step: -1_200, why: 'back to before it was asked for' },
  ])('ends when the wall clock is stepped $why, and is asked for again at once', async ({ step }) => {
    const guard = await ScriptedGuard.at(7);
    await guard.clock.pass(L / 5 - 1);
    guard.clock.stepWall(step);
    expect(guard.lease.isHeld()).toBe(false);
    expect(guard.line.renewals).toHaveLength(1);
    await guard.renewal(grantAt(7, []));
    expect(guard.lease.isHeld()).toBe(true);
  });

  it('ends by the monotonic clock though the wall clock, set back meanwhile, says that it goes on', async () => {
    const guard = await ScriptedGuard.at(7);
    await guard.clock.pass(L / 5 - 1);
    guard.clock.stepWall(-900);
    await guard.clock.pass(L - L / 5);
    expect(guard.lease.isHeld()).toBe(true);
    await guard.clock.pass(1);
    expect(guard.lease.isHeld()).toBe(false);
  });

  it('that a clock has ended does not come back when the clock is set right', async () => {
    const guard = await ScriptedGuard.at(7);
    guard.clock.stepWall(3_600_000);
    expect(guard.lease.isHeld()).toBe(false);
    guard.clock.stepWall(-3_600_000);
    expect(guard.lease.isHeld()).toBe(false);
  });

  it('is as long as auth says', async () => {
    const guard = new ScriptedGuard();
    guard.lease.start();
    last(guard.line.registrations).answer(grantAt(7, null, 1_000));
    await guard.clock.pass(999);
    expect(guard.lease.isHeld()).toBe(true);
    await guard.clock.pass(1);
    expect(guard.lease.isHeld()).toBe(false);
  });
});

describe('a guard renews its lease', () => {
  it('a fifth of its length after the last time, with its place in the log', async () => {
    const guard = await ScriptedGuard.at(7);
    await guard.clock.pass(L / 5 - 1);
    expect(guard.line.renewals).toHaveLength(0);
    await guard.clock.pass(1);
    const { id, position } = last(guard.line.renewals).asked;
    expect({ id, position }).toEqual({ id: last(guard.line.registrations).asked, position: positionAt(7) });
  });

  it('at once on a hint of what it does not know yet, and not on one of what it knows', async () => {
    const guard = await ScriptedGuard.at(7);
    guard.line.hint(7);
    expect(guard.line.renewals).toHaveLength(0);
    guard.line.hint(8);
    expect(guard.line.renewals).toHaveLength(1);
  });

  it('again right after, when a hint comes while it is asking; with never two questions on their way', async () => {
    const guard = await ScriptedGuard.at(7);
    for (let n = 8; n < 30; n++) guard.line.hint(n);
    expect(guard.line.renewals).toHaveLength(1);
    last(guard.line.renewals).answer(grantAt(7, []));
    await settled();
    expect(guard.line.renewals).toHaveLength(2);
    last(guard.line.renewals).answer(grantAt(7, []));
    await settled();
    expect(guard.line.renewals).toHaveLength(2);
  });

  it('and says what it has learnt by that, once: somebody waits for it', async () => {
    const guard = await ScriptedGuard.at(7);
    await guard.renewal(grantAt(8, [entryAt(8, TOKEN)]));
    const guard_id = last(guard.line.registrations).asked;
    expect(guard.line.acknowledged).toEqual([{ guard_id, ...positionAt(8) }]);
    await guard.clock.pass(L / 5);
    expect(last(guard.line.renewals).asked.position).toEqual(positionAt(8));
    last(guard.line.renewals).answer(grantAt(8, []));
    await settled();
    expect(guard.line.acknowledged).toHaveLength(1);
  });

  it('and says nothing of its place while it has no id: nobody waits for it', async () => {
    const guard = await ScriptedGuard.at(7);
    await guard.renewal({ outcome: 'unknown' });
    guard.line.callOut(entryAt(8, TOKEN));
    expect(guard.line.acknowledged).toEqual([]);
  });

  it('soon when that failed, more slowly the longer it does, and for ever', async () => {
    const guard = await ScriptedGuard.at(7);
    await guard.clock.pass(L / 5);
    const waits: number[] = [];
    for (let n = 1; n <= 50; n++) {
      last(guard.line.renewals).fail();
      await settled();
      const began = guard.clock.monotonic();
      for (let ms = 0; ms < 1_000 && guard.line.renewals.length === n; ms += 10) await guard.clock.pass(10);
      waits.push(guard.clock.monotonic() - began);
    }
    expect(waits.slice(0, 5)).toEqual([50, 100, 200, 400, 500]);
    expect(Math.max(...waits)).toBe(500);
    await guard.renewal(grantAt(7, []));
    expect(guard.lease.isHeld()).toBe(true);
  });
});

describe('a guard registers', () => {
  it('under an id that never was, for every attempt', async () => {
    const guard = new ScriptedGuard();
    guard.lease.start();
    for (let n = 0; n < 5; n++) {
      last(guard.line.registrations).fail();
      await guard.clock.pass(500);
    }
    const ids = guard.line.registrations.map(({ asked }) => asked);
    expect(ids).toHaveLength(6);
    expect(new Set(ids).size).toBe(6);
  });

  it('and leaves an id that got no answer: auth may have registered it, and no change shall wait for it', async () => {
    const guard = new ScriptedGuard();
    guard.lease.start();
    last(guard.line.registrations).fail();
    await guard.clock.pass(500);
    const [first] = guard.line.registrations.map(({ asked }) => asked);
    expect(guard.line.left).toEqual([first]);
    last(guard.line.registrations).answer(grantAt(7));
    await settled();
    expect(guard.lease.isHeld()).toBe(true);
    expect(guard.line.left).toEqual([first]);
  });

  it('anew when auth does not know it: with no lease, an empty memory and another id', async () => {
    const guard = await ScriptedGuard.at(7);
    await guard.fill(validToken(7));
    expect(guard.isKnown()).toBe(true);
    await guard.renewal(UNKNOWN);
    expect(guard.lease.isHeld()).toBe(false);
    const [first, second] = guard.line.registrations.map(({ asked }) => asked);
    expect(second).toEqual(expect.any(String));
    expect(second).not.toBe(first);
    last(guard.line.registrations).answer(grantAt(9));
    await settled();
    expect(guard.lease.isHeld()).toBe(true);
    expect(guard.isKnown()).toBe(false);
    expect(guard.memory.position).toEqual(positionAt(9));
  });
});

describe('what a renewal brings', () => {
  it.each([
    { id: TOKEN, what: 'the token' },
    { id: OWNER, what: 'its owner' },
    { id: WORKSPACE, what: 'its workspace' },
  ])('ends what is remembered of $what, before the lease is trusted', async ({ id }) => {
    const guard = await ScriptedGuard.at(7);
    await guard.fill(validToken(7));
    await guard.clock.pass(L);
    expect(guard.lease.isHeld()).toBe(false);
    await guard.renewal(grantAt(8, [entryAt(8, id)]));
    expect(guard.lease.isHeld()).toBe(true);
    expect(guard.isKnown()).toBe(false);
  });

  it('leaves alone what it does not touch', async () => {
    const guard = await ScriptedGuard.at(7);
    await guard.fill(validToken(7));
    await guard.renewal(grantAt(8, [entryAt(8, 'somebody else')]));
    expect(guard.isKnown()).toBe(true);
  });

  it('may be what was brought before: a position that was lost on its way', async () => {
    const guard = await ScriptedGuard.at(7);
    await guard.renewal(grantAt(8, [entryAt(8, TOKEN)]));
    await guard.fill(validToken(8));
    await guard.renewal(grantAt(9, [entryAt(8, TOKEN), entryAt(9, 'somebody else')]));
    expect(guard.isKnown()).toBe(true);
    expect(guard.memory.position).toEqual(positionAt(9));
  });

  it.each([
    { grant: grantAt(3_000), why: 'they are too many to tell' },
    { grant: grantAt(9, [entryAt(9, 'somebody')]), why: 'one of them is missing' },
    { grant: grantAt(9, [entryAt(8, 'somebody')]), why: 'they do not lead to where it shall be' },
    { grant: { ...grantAt(7, []), position: positionAt(7, 1) }, why: 'they are of another log' },
    { grant: grantAt(5, []), why: 'the log has lost its end' },
    {
      grant: { ...grantAt(9, [entryAt(8, 'somebody')]), position: { ...positionAt(8), number: 9 } },
      why: 'the number that they lead to is not that of their last',
    },
  ])('empties the memory when $why', async ({ grant }) => {
    const guard = await ScriptedGuard.at(7);
    await guard.fill(validToken(7));
    await guard.renewal(grant);
    expect(guard.lease.isHeld()).toBe(true);
    expect(guard.isKnown()).toBe(false);
    expect(guard.memory.position).toEqual(grant.position);
  });

  it('does not make the old lease longer when it makes no sense', async () => {
    const guard = await ScriptedGuard.at(7);
    await guard.clock.pass(L / 5);
    await guard.renewal({ ...grantAt(8), entries: 8 as unknown as null });
    await guard.clock.pass(L - L / 5);
    expect(guard.lease.isHeld()).toBe(false);
  });
});

describe('a machine that was suspended', () => {
  it('for longer than the lease holds it no more, though its monotonic clock stood still', async () => {
    const guard = await ScriptedGuard.at(7);
    guard.clock.suspend(L);
    expect(guard.lease.isHeld()).toBe(false);
  });

  it.each([
    { ms: 1_000, known: false, why: 'it does not know how old what it remembers is' },
    { ms: -1_000, known: false, why: 'its clocks contradict each other' },
    { ms: 200, known: true, why: 'clocks drift' },
  ])('by $ms ms against its other clock: still known is $known at the next lease, for $why', async (row) => {
    const guard = await ScriptedGuard.at(7);
    await guard.fill(validToken(7));
    await guard.clock.pass(L / 5 - 1);
    guard.clock.suspend(row.ms);
    await guard.renewal(grantAt(7, []));
    expect(guard.lease.isHeld()).toBe(true);
    expect(guard.isKnown()).toBe(row.known);
  });
});

describe('a guard that stops', () => {
  it('holds its lease no more, at once and for good, and strikes itself off', async () => {
    const guard = await ScriptedGuard.at(7);
    await guard.fill(validToken(7));
    const stopped = guard.lease.stop();
    expect(guard.lease.isHeld()).toBe(false);
    await stopped;
    expect(guard.line.left).toEqual([last(guard.line.registrations).asked]);
    expect(guard.isKnown()).toBe(false);
    guard.line.hint(100);
    await guard.clock.pass(10 * L);
    expect(guard.line.renewals).toHaveLength(0);
    expect(guard.clock.waiting).toBe(0);
  });

  it('ignores the renewal that is on its way', async () => {
    const guard = await ScriptedGuard.at(7);
    await guard.clock.pass(L / 5);
    const stopped = guard.lease.stop();
    last(guard.line.renewals).answer(grantAt(7, []));
    await stopped;
    expect(guard.lease.isHeld()).toBe(false);
  });

  it('strikes itself off after the registration that is on its way, whether it was answered or not', async () => {
    for (const end of ['answer', 'fail'] as const) {
      const guard = new ScriptedGuard();
      guard.lease.start();
      const stopped = guard.lease.stop();
      await settled();
      expect(guard.line.left).toEqual([]);
      const registration = last(guard.line.registrations);
      if (end === 'answer') registration.answer(grantAt(7));
      else registration.fail();
      await stopped;
      expect(guard.line.left).toEqual([registration.asked]);
      expect(guard.lease.isHeld()).toBe(false);
      await guard.clock.pass(10 * L);
      expect(guard.line.registrations).toHaveLength(1);
    }
  });

  it('says nothing to auth when it never started', async () => {
    const guard = new ScriptedGuard();
    await guard.lease.stop();
    expect(guard.line.left).toEqual([]);
  });
});
