import { type OperatorIdentity, type SessionAnswer, valid } from '@latchkey/contracts';
import { settled } from '../../test/fake-clock.js';
import { aSession } from '../../test/guarded-app.js';
import { OWNER, ScriptedGuard, WORKSPACE } from '../../test/scripted-guard.js';
import { entryAt, entryId, grantAt, last } from '../../test/scripted-line.js';
import { CachingSessionVerifier } from './caching-session-verifier.js';

const SESSION = '0198c5a2-0000-7000-8000-000000000004';
const VALID = expect.objectContaining({ outcome: 'valid' }) as object;

const answer = (terms: Partial<SessionAnswer> = {}): SessionAnswer =>
  ({
    ...valid<OperatorIdentity>(aSession()),
    as_of: 7,
    as_of_entry: entryId(7),
    depends_on: [SESSION, OWNER, WORKSPACE],
    expires_in_ms: 1_000_000,
    ...terms,
  }) as SessionAnswer;

let guard: ScriptedGuard;
let sessions: CachingSessionVerifier;
/** Seconds, as an access token says it; null: its signature is not auth's. */
let exp: number | null;
let signaturesChecked: number;

beforeEach(async () => {
  guard = await ScriptedGuard.at(7);
  exp = guard.clock.wall() / 1_000 + 900;
  signaturesChecked = 0;
  const keys = {
    claimsOf: () => {
      signaturesChecked++;
      return Promise.resolve(exp === null ? null : { sid: SESSION, exp });
    },
  };
  sessions = new CachingSessionVerifier(guard.line, keys, guard.lease, guard.memory, guard.clock);
});

const fill = async (with_: SessionAnswer): Promise<unknown> => {
  const verdict = sessions.verify('jwt', guard.clock.now());
  await settled();
  last(guard.line.sessions).answer(with_);
  return verdict;
};
const isKnown = (): boolean => {
  const verdict = sessions.verify('jwt', guard.clock.now());
  if (!(verdict instanceof Promise)) return true;
  verdict.catch(() => undefined);
  return false;
};

describe('an operator’s session', () => {
  it('is decided from memory once it is known: its signature is checked once, auth is asked once', async () => {
    expect(await fill(answer())).toEqual(VALID);
    for (let n = 0; n < 10; n++) expect(sessions.verify('jwt', guard.clock.now())).toEqual(VALID);
    expect([signaturesChecked, guard.line.sessions.length]).toEqual([1, 1]);
  });

  it.each([
    { id: SESSION, what: 'it is closed' },
    { id: OWNER, what: 'its operator is deactivated' },
    { id: WORKSPACE, what: 'its workspace changes' },
  ])('is asked for again when $what', async ({ id }) => {
    await fill(answer());
    await guard.renewal(grantAt(8, [entryAt(8, id)]));
    expect(isKnown()).toBe(false);
  });

  it('is asked for each time without a lease', async () => {
    await fill(answer());
    await guard.clock.pass(5_000);
    expect([isKnown(), isKnown()]).toEqual([false, false]);
    await settled();
    expect(guard.line.sessions).toHaveLength(3);
  });

  it('is asked for with the end of its access token, and not known any more when auth said that it is over', async () => {
    await fill(answer({ expires_in_ms: 2_000 }));
    expect(last(guard.line.sessions).asked).toEqual({ sessionId: SESSION, expiresAt: exp });
    await guard.clock.pass(1_990);
    expect(isKnown()).toBe(true);
    await guard.clock.pass(10);
    expect(guard.lease.isHeld()).toBe(true);
    expect(isKnown()).toBe(false);
  });

  it('is as good as auth says, whatever the wall clock here makes of its access token', async () => {
    exp = guard.clock.wall() / 1_000 - 3_600;
    expect(await fill(answer())).toEqual(VALID);
    expect(isKnown()).toBe(true);
  });

  it('that has ended is remembered as such', async () => {
    await fill(answer({ outcome: 'invalid', reason: 'ended', expires_in_ms: 0 }));
    await guard.clock.pass(10);
    expect(sessions.verify('jwt', guard.clock.now())).toEqual({ outcome: 'invalid', reason: 'ended' });
  });

  it('that never was is one question each time, and so is an access token that auth did not sign', async () => {
    const unknown = { outcome: 'invalid', reason: 'unknown', as_of: 0, depends_on: [SESSION] } as const;
    expect(await fill(answer({ ...unknown, expires_in_ms: 0 }))).toEqual(
      expect.objectContaining({ outcome: 'invalid', reason: 'unknown' }),
    );
    expect(guard.line.sessions).toHaveLength(1);
    exp = null;
    expect(await sessions.verify('jwt', guard.clock.now())).toEqual({
      outcome: 'invalid',
      reason: 'unknown',
    });
    expect(isKnown()).toBe(false);
    expect(guard.line.sessions).toHaveLength(1);
  });
});
