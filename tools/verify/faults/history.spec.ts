import { type Decision, History, type Worth } from './history.js';

const worth = (outcome: string): Worth => ({ read: outcome, write: outcome, self: outcome });
const decision = (sent: number, received: number, outcome: string): Decision => ({
  sent,
  received,
  outcome,
  guard: 'resource-1#1',
  probe: 'read',
});

/** Revoked: asked for at 100, answered at 200. Restored: asked for at 300, answered at 400. */
function history(): History {
  const made = new History(worth('allowed'));
  made.begin('revoke', worth('refused'), 100);
  made.answer(200);
  made.begin('restore', worth('allowed'), 300);
  made.answer(400);
  return made;
}

describe('a history', () => {
  it.each`
    sent   | received | outcome        | verdict            | why
    ${10}  | ${20}    | ${'allowed'}   | ${undefined}       | ${'nothing has changed yet'}
    ${10}  | ${90}    | ${'refused'}   | ${'no such state'} | ${'nobody has asked for the revocation yet'}
    ${10}  | ${150}   | ${'refused'}   | ${undefined}       | ${'the revocation was under way when it was received'}
    ${150} | ${160}   | ${'allowed'}   | ${undefined}       | ${'the revocation was not answered when it was sent'}
    ${199} | ${290}   | ${'allowed'}   | ${undefined}       | ${'it was sent before the answer, however late it came back'}
    ${201} | ${290}   | ${'allowed'}   | ${'stale accept'}  | ${'it was sent after the answer'}
    ${201} | ${301}   | ${'allowed'}   | ${undefined}       | ${'the restoration had begun when it was received'}
    ${201} | ${290}   | ${'refused'}   | ${undefined}       | ${'it is revoked'}
    ${399} | ${500}   | ${'refused'}   | ${undefined}       | ${'the restoration was not answered when it was sent'}
    ${401} | ${500}   | ${'refused'}   | ${'stale refusal'} | ${'it was sent after the restoration was answered'}
    ${401} | ${500}   | ${'forbidden'} | ${'no such state'} | ${'it never was so'}
  `('of $outcome, sent at $sent and received at $received, says $verdict: $why', (row) => {
    const { sent, received, outcome, verdict } = row as {
      sent: number;
      received: number;
      outcome: string;
      verdict: string | undefined;
    };
    const found = history().add(decision(sent, received, outcome));
    expect(found?.kind).toBe(verdict);
  });

  it('takes the first answer for the answer', () => {
    const revoked = new History(worth('allowed'));
    revoked.begin('revoke', worth('refused'), 100);
    revoked.answer(200);
    revoked.answer(300);
    expect(revoked.add(decision(250, 260, 'allowed'))?.kind).toBe('stale accept');
  });

  it('allows both states after a change that nobody answered', () => {
    const unanswered = new History(worth('allowed'));
    unanswered.begin('revoke', worth('refused'), 100);
    expect(unanswered.add(decision(900, 910, 'allowed'))).toBeNull();
    expect(unanswered.add(decision(920, 930, 'refused'))).toBeNull();
  });

  it('knows which guards had decided before a change, and counts what was sent after its answer', () => {
    const revoked = new History(worth('allowed'));
    revoked.add(decision(10, 20, 'allowed'));
    expect(revoked.begin('revoke', worth('refused'), 100)).toEqual(new Set(['resource-1#1']));
    revoked.add(decision(150, 160, 'allowed'));
    revoked.answer(200);
    revoked.add(decision(190, 210, 'allowed'));
    expect(revoked.settledBy('resource-1#1')).toBe(0);
    revoked.add(decision(210, 220, 'refused'));
    expect(revoked.settledBy('resource-1#1')).toBe(1);
  });

  it('tells what happened around a violation', () => {
    expect(history().add(decision(250, 260, 'allowed'))?.story).toBe(
      [
        '     -150.00 ms  revoke: begun',
        '      -50.00 ms  revoke: answered',
        '        0.00 ms  resource-1#1 read: allowed, after 10.0 ms  <== wrong',
        '       50.00 ms  restore: begun',
        '      150.00 ms  restore: answered',
      ].join('\n'),
    );
  });
});
