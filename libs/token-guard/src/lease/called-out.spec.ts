import { Logger } from '@nestjs/common';
import { settled } from '../../test/fake-clock.js';
import { ScriptedGuard, TOKEN, validToken } from '../../test/scripted-guard.js';
import { entryAt, entryId, grantAt, last, positionAt } from '../../test/scripted-line.js';

const L = 5_000;
const ofAnotherLog = { ...positionAt(8, 1), touches: [] };

beforeAll(() => {
  Logger.overrideLogger(false);
});

describe('a guard to which entries are called out renews its lease', () => {
  it('not for the entry that was called out: it has applied it and says so, and no lease comes with it', async () => {
    const guard = await ScriptedGuard.at(7);
    await guard.fill(validToken(7));
    await guard.clock.pass(L / 10);
    guard.line.callOut(entryAt(8, TOKEN));
    expect(guard.isKnown()).toBe(false);
    expect(guard.line.acknowledged).toEqual([
      { guard_id: last(guard.line.registrations).asked, ...positionAt(8) },
    ]);
    expect(guard.line.renewals).toHaveLength(0);
    guard.clock.suspend(L * 0.9);
    expect(guard.lease.isHeld()).toBe(false);
  });

  it.each([
    { what: 'is not the next', called: entryAt(9, TOKEN), previous: entryId(8) },
    { what: 'it has applied before', called: entryAt(7, TOKEN), previous: entryId(6) },
    { what: 'follows an entry of another log', called: entryAt(8, TOKEN), previous: entryId(7, 1) },
  ])('with the place where it was, when the entry that is called out $what', async ({ called, previous }) => {
    const guard = await ScriptedGuard.at(7);
    await guard.fill(validToken(7));
    guard.line.callOut(called, previous);
    expect(guard.isKnown()).toBe(true);
    expect(guard.line.acknowledged).toEqual([]);
    await guard.clock.pass(L / 5);
    expect(last(guard.line.renewals).asked.position).toEqual(positionAt(7));
  });

  it('not for entries that overtook each other: they are applied in their order, and said with the last', async () => {
    const guard = await ScriptedGuard.at(7);
    await guard.fill(validToken(7));
    await guard.clock.pass(L / 10);
    guard.line.callOut(entryAt(10));
    guard.line.callOut(entryAt(9, TOKEN));
    expect(guard.isKnown()).toBe(true);
    expect(guard.line.acknowledged).toEqual([]);
    guard.line.callOut(entryAt(8));
    expect(guard.isKnown()).toBe(false);
    const guard_id = last(guard.line.registrations).asked;
    expect(guard.line.acknowledged).toEqual([{ guard_id, ...positionAt(10) }]);
    await guard.clock.pass(20);
    expect(guard.line.renewals).toHaveLength(0);
  });

  it('soon when the entries that were overtaken do not come, and goes on with those that have', async () => {
    const guard = await ScriptedGuard.at(7);
    await guard.fill(validToken(7));
    guard.line.callOut(entryAt(9, TOKEN));
    await guard.clock.pass(19);
    expect(guard.line.renewals).toHaveLength(0);
    await guard.clock.pass(1);
    expect(guard.line.renewals).toHaveLength(1);
    last(guard.line.renewals).answer(grantAt(8, [entryAt(8)]));
    await settled();
    expect(guard.isKnown()).toBe(false);
    expect(last(guard.line.acknowledged)).toMatchObject(positionAt(9));
  });

  it('also when a grant came meanwhile that does not lead there', async () => {
    const guard = await ScriptedGuard.at(7);
    guard.line.hint(8);
    guard.line.callOut(entryAt(9));
    last(guard.line.renewals).answer(grantAt(7, []));
    await settled();
    await guard.clock.pass(20);
    expect(guard.line.renewals).toHaveLength(2);
  });

  it('and applies nothing that follows an entry of another log, though it has the next number', async () => {
    const guard = await ScriptedGuard.at(7);
    await guard.fill(validToken(7));
    guard.line.callOut(entryAt(9, TOKEN), entryId(8, 1));
    guard.line.callOut(entryAt(8));
    expect(guard.memory.position).toEqual(positionAt(8));
    expect(guard.isKnown()).toBe(true);
  });

  it('and is where the entries took it that were called out while the answer was on its way', async () => {
    const guard = await ScriptedGuard.at(7);
    guard.line.hint(8);
    guard.line.callOut(entryAt(8));
    guard.line.callOut(entryAt(9));
    await guard.fill(validToken(9));
    last(guard.line.renewals).answer(grantAt(8, [entryAt(8)]));
    await settled();
    expect(guard.isKnown()).toBe(true);
    await guard.clock.pass(L / 5);
    expect(last(guard.line.renewals).asked.position).toEqual(positionAt(9));
  });

  it('and keeps what it knows when the answer is of the place from where it asked', async () => {
    const guard = await ScriptedGuard.at(7);
    await guard.fill(validToken(7));
    guard.line.hint(8);
    guard.line.callOut(entryAt(8));
    await guard.renewal(grantAt(7, []));
    expect(guard.isKnown()).toBe(true);
    expect(guard.memory.position).toEqual(positionAt(8));
  });

  it('and forgets what it knows when the answer is of a place where it was before the last one', async () => {
    const guard = await ScriptedGuard.at(7);
    guard.line.hint(8);
    await guard.renewal(grantAt(8, [entryAt(8)]));
    await guard.fill(validToken(8));
    guard.line.hint(9);
    guard.line.callOut(entryAt(9));
    await guard.renewal(grantAt(7, []));
    expect(guard.isKnown()).toBe(false);
    expect(guard.memory.position).toEqual(positionAt(7));
  });

  it.each([
    {
      what: 'has another entry in its place',
      grant: { ...grantAt(8, [ofAnotherLog]), position: positionAt(8, 1) },
    },
    { what: 'goes on from another entry', grant: grantAt(9, [ofAnotherLog, entryAt(9)]) },
  ])('and forgets what it knows when the log $what: the one called out was lost', async ({ grant }) => {
    const guard = await ScriptedGuard.at(7);
    guard.line.hint(8);
    guard.line.callOut(entryAt(8));
    await guard.fill(validToken(8));
    await guard.renewal(grant);
    expect(guard.isKnown()).toBe(false);
  });
});
