import { type QuotaTerms, type Superseded } from '@latchkey/contracts';
import { settled } from '../../test/fake-clock.js';
import { DIGEST, ScriptedGuard, validToken } from '../../test/scripted-guard.js';
import { last } from '../../test/scripted-line.js';

const quota = (ends_in_ms: number): QuotaTerms => ({ limit: 100, month: '2026-11', ends_in_ms, version: 1 });

const superseded = (ends_in_ms: number): Superseded => ({
  secret_id: '0198c5a2-0000-7000-8000-000000000009',
  until: '2026-12-01T00:00:00.000Z',
  ends_in_ms,
});

describe('a token that is known', () => {
  it.each([
    { terms: { expires_in_ms: 1_500 }, what: 'it expires' },
    { terms: { quota: quota(1_500) }, what: 'the month of its quota ends' },
    { terms: { superseded: superseded(1_500) }, what: 'its superseded secret may be over' },
    { terms: { expires_in_ms: 1_500, quota: quota(90_000) }, what: 'it expires, before its month does' },
    { terms: { expires_in_ms: 90_000, quota: quota(1_500) }, what: 'its month ends, before it expires' },
  ])('is asked for again when $what, counted from the question', async ({ terms }) => {
    const guard = await ScriptedGuard.at(7);
    void guard.ask();
    await guard.clock.pass(600);
    last(guard.line.tokens).answer(validToken(7, terms));
    await settled();
    await guard.clock.pass(899);
    expect(guard.isKnown()).toBe(true);
    await guard.clock.pass(1);
    expect(guard.lease.isHeld()).toBe(true);
    expect(guard.isKnown()).toBe(false);
  });

  it('has a quota whose month ends by this guard’s clock, counted from the question', async () => {
    const guard = await ScriptedGuard.at(7);
    const sent = guard.clock.monotonic();
    const asked = guard.ask();
    await guard.clock.pass(600);
    last(guard.line.tokens).answer(validToken(7, { quota: quota(90_000) }));
    expect(await asked).toMatchObject({ identity: { quota: { ends_at: sent + 90_000 } } });
    expect(guard.memory.find(DIGEST)).toMatchObject({ identity: { quota: { ends_at: sent + 90_000 } } });
  });
});
