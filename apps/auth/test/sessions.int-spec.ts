import {
  closeSession,
  type Contract,
  issueToken,
  listTokens,
  Refusal,
  type SessionTokens,
} from '@latchkey/contracts';
import { testPassword } from '@latchkey/testing';
import { generateServiceCredential } from '@latchkey/token-format';
import { generateKeyPairSync } from 'node:crypto';
import { SigningKey } from '../src/keys/signing-key.js';
import { Passwords } from '../src/operators/passwords.js';
import { AccessTokens } from '../src/sessions/access-tokens.js';
import { createWorkspace } from '../src/workspaces/create-workspace.js';
import { aContext, AuthDatabase, type SessionCommands, someSigningKey } from './auth-fixture.js';

const passwords = new Passwords();
const accessTokens = new AccessTokens(someSigningKey());
const email = 'ada@acme.test';
const password = testPassword();
let passwordHash: string;
let database: AuthDatabase;
let service: SessionCommands;

/** All that Jest can fake but `Date`. */
const NOT_A_WALL_CLOCK = [
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
  'setTimeout',
  'clearTimeout',
] as const;

beforeAll(async () => {
  database = await AuthDatabase.start();
  await passwords.onModuleInit();
  service = database.sessions(accessTokens, passwords);
  await createWorkspace(database.orm, { slug: 'hash', name: 'Hash', email: 'hash@acme.test', password });
  const [row] = await database.query<{ password_hash: string }>('SELECT password_hash FROM operators');
  passwordHash = row?.password_hash ?? '';
});
afterAll(() => database.stop());
beforeEach(async () => {
  await database.empty();
  await database.addOperator(await database.addWorkspace('acme'), ['messages.send'], passwordHash);
  await database.query('UPDATE operators SET email = $1', [email]);
});

const login = (): Promise<SessionTokens> => service.open({ email, password });
const sessionIdIn = async ({ access_token }: SessionTokens): Promise<string> =>
  String((await accessTokens.claimsOf(access_token))?.sessionId);
const verdictOn = async (tokens: SessionTokens, expires_at?: number) =>
  service.verify({ session_id: await sessionIdIn(tokens), ...(expires_at && { expires_at }) });
const refusalOf = async (answer: Promise<unknown>): Promise<object> => {
  const refusal: unknown = await answer.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(refusal instanceof Refusal)) throw new Error('It was not refused.');
  return refusal.toWire();
};

describe('signing in', () => {
  it('opens a session that says who it is, with the permissions of now', async () => {
    const tokens = await login();
    expect(tokens.expires_in).toBe(900);
    expect(await verdictOn(tokens)).toMatchObject({
      outcome: 'valid',
      identity: {
        kind: 'operator',
        session_id: await sessionIdIn(tokens),
        operator: { permissions: ['messages.send'] },
        workspace: { slug: 'acme' },
      },
    });
    await database.query(`UPDATE operators SET permissions = '{}'`);
    expect(await verdictOn(tokens)).toMatchObject({ identity: { operator: { permissions: [] } } });
    await expect(database.audited()).resolves.toEqual(['session.opened']);
  });

  it('does not mind the case of an email', async () => {
    await expect(service.open({ email: 'ADA@Acme.Test', password })).resolves.toBeDefined();
  });

  it('takes no other letters for the same ones, whatever the database’s locale does: the throttle does not', async () => {
    const name = `turkish_${Date.now()}`;
    await database.query(
      `CREATE DATABASE ${name} TEMPLATE template0 LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'`,
    );
    const turkish = await AuthDatabase.start({ template: name });
    try {
      await expect(turkish.query(`SELECT lower('İ') AS lower`)).resolves.toEqual([{ lower: 'i' }]);
      await createWorkspace(turkish.orm, { slug: 'hash', name: 'Hash', email: 'ida@acme.test', password });
      const sessions = turkish.sessions(accessTokens, passwords);
      await expect(sessions.open({ email: 'IDA@acme.test', password })).resolves.toBeDefined();
      const refusal = await refusalOf(sessions.open({ email: 'İda@acme.test', password }));
      expect(refusal).toMatchObject({ code: 'session.refused' });
    } finally {
      await turkish.stop();
      await database.query(`DROP DATABASE ${name}`);
    }
  });

  it('is refused with the same words whatever is wrong', async () => {
    const unknown = await refusalOf(service.open({ email: 'eve@acme.test', password }));
    const wrong = await refusalOf(service.open({ email, password: testPassword() }));
    await database.query('UPDATE operators SET is_active = false');
    const inactive = await refusalOf(login());
    expect(unknown).toEqual({
      kind: 'unauthenticated',
      code: 'session.refused',
      message: 'Invalid email or password',
    });
    expect([wrong, inactive]).toEqual([unknown, unknown]);
    await expect(database.audited()).resolves.toEqual(['session.refused', 'session.refused']);
  });

  it('stores the password as argon2id, and no refresh token', async () => {
    const { refresh_token } = await login();
    expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const [row] = await database.query<{ mac: Buffer; whole: string }>(
      'SELECT mac, token::text AS whole FROM refresh_tokens token',
    );
    expect(row?.mac).toHaveLength(32);
    expect(row?.whole.includes(refresh_token)).toBe(false);
  });
});

describe('a refresh token', () => {
  it('is good for one use, and brings the next one of the same session', async () => {
    const first = await login();
    const second = await service.refresh(first.refresh_token);
    const third = await service.refresh(second.refresh_token);
    const ids = await Promise.all([first, second, third].map(sessionIdIn));
    expect(new Set(ids).size).toBe(1);
    expect(new Set([first, second, third].map((each) => each.refresh_token)).size).toBe(3);
    expect((await verdictOn(third)).outcome).toBe('valid');
  });

  it('used twice ends the session with all its tokens, and says so in the audit', async () => {
    const first = await login();
    const second = await service.refresh(first.refresh_token);
    const reused = await refusalOf(service.refresh(first.refresh_token));
    expect(reused).toMatchObject({ kind: 'unauthenticated', code: 'session.refresh_refused' });
    await expect(verdictOn(second)).resolves.toMatchObject({ outcome: 'invalid', reason: 'ended' });
    await expect(refusalOf(service.refresh(second.refresh_token))).resolves.toEqual(reused);
    const [session] = await database.query('SELECT end_reason FROM sessions');
    expect(session).toEqual({ end_reason: 'refresh_reused' });
    expect((await database.audited()).filter((action) => action === 'session.ended')).toHaveLength(1);
  });

  it('used twice at once is good for at most one, and ends the session', async () => {
    const first = await login();
    const uses = [1, 2, 3].map(() => () => service.refresh(first.refresh_token));
    const settled = await database.allAtOnce('refresh_tokens', uses);
    expect(settled.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(1);
    await expect(verdictOn(first)).resolves.toMatchObject({ outcome: 'invalid', reason: 'ended' });
  });

  it('of one session does nothing to another', async () => {
    const [mine, theirs] = [await login(), await login()];
    await service.refresh(mine.refresh_token);
    await refusalOf(service.refresh(mine.refresh_token));
    expect((await verdictOn(theirs)).outcome).toBe('valid');
    await expect(service.refresh(theirs.refresh_token)).resolves.toBeDefined();
  });

  it.each([
    { change: `UPDATE sessions SET expires_at = now()`, why: 'its session expired' },
    { change: `UPDATE sessions SET ended_at = now()`, why: 'its session has ended' },
    { change: 'UPDATE operators SET is_active = false', why: 'its operator was deactivated' },
    { change: 'DELETE FROM refresh_tokens', why: 'nobody knows it' },
  ])('is refused when $why', async ({ change }) => {
    const { refresh_token } = await login();
    await database.query(change);
    expect(await refusalOf(service.refresh(refresh_token))).toMatchObject({ kind: 'unauthenticated' });
  });
});

describe('a login that arrives again', () => {
  it('gets the session that it opened', async () => {
    const first = await service.open({ email, password }, 'login-1');
    await expect(service.open({ email, password }, 'login-1')).resolves.toEqual(first);
    await expect(database.audited()).resolves.toEqual(['session.opened']);
  });

  it('with a wrong password gets nothing, however well it knows the key', async () => {
    await service.open({ email, password }, 'login-1');
    const refusal = await refusalOf(service.open({ email, password: testPassword() }, 'login-1'));
    expect(refusal).toMatchObject({ kind: 'unauthenticated', code: 'session.refused' });
  });

  it('does not get one of its secrets in the place of the other', async () => {
    await service.open({ email, password }, 'login-7');
    await database.query(`UPDATE idempotent_replies SET reply = reply ||
      jsonb_build_object('access_token', reply->'refresh_token', 'refresh_token', reply->'access_token')`);
    const refusal = await refusalOf(service.open({ email, password }, 'login-7'));
    expect(refusal).toMatchObject({ code: 'idempotency.reply_unreadable' });
  });

  it('leaves nothing that a password could be guessed by', async () => {
    await service.open({ email, password }, 'login-1');
    const [{ request_mac: withPassword } = {}] = await database.query(
      'SELECT request_mac FROM idempotent_replies',
    );
    await database.query('DELETE FROM idempotent_replies');
    const other = testPassword();
    await database.query('UPDATE operators SET password_hash = $1', [await passwords.hash(other)]);
    await service.open({ email, password: other }, 'login-1');
    const [{ request_mac: withOther } = {}] = await database.query(
      'SELECT request_mac FROM idempotent_replies',
    );
    expect(withOther).toEqual(withPassword);
  });
});

describe('a refresh that arrives again', () => {
  it('gets the same pair, and the session goes on', async () => {
    const { refresh_token } = await login();
    const second = await service.refresh(refresh_token, 'refresh-1');
    await expect(service.refresh(refresh_token, 'refresh-1')).resolves.toEqual(second);
    const third = await service.refresh(second.refresh_token);
    expect((await verdictOn(third)).outcome).toBe('valid');
  });

  it('many times at once gets one pair', async () => {
    const { refresh_token } = await login();
    const refreshes = Array.from({ length: 8 }, () => () => service.refresh(refresh_token, 'refresh-1'));
    const settled = await database.allAtOnce('refresh_tokens', refreshes);
    const pairs = settled.map((each) =>
      each.status === 'fulfilled' ? each.value.refresh_token : String(each.reason),
    );
    expect(new Set(pairs).size).toBe(1);
    const [count] = await database.query('SELECT count(*)::int FROM refresh_tokens');
    expect(count).toEqual({ count: 2 });
  });

  it('under another key is a second use, and ends the session for good', async () => {
    const { refresh_token } = await login();
    const second = await service.refresh(refresh_token, 'refresh-1');
    await refusalOf(service.refresh(refresh_token, 'refresh-2'));
    await expect(verdictOn(second)).resolves.toMatchObject({ outcome: 'invalid', reason: 'ended' });
    const kept = await database.query(
      `SELECT 1 FROM idempotent_replies WHERE pattern = 'auth.sessions.refresh.v1'`,
    );
    expect(kept).toHaveLength(1);
    await expect(refusalOf(service.refresh(refresh_token, 'refresh-1'))).resolves.toMatchObject({
      code: 'session.refresh_refused',
    });
  });
});

describe('a session', () => {
  it.each([
    { change: `UPDATE sessions SET expires_at = now()`, reason: 'expired' },
    { change: `UPDATE sessions SET ended_at = now()`, reason: 'ended' },
    { change: 'UPDATE operators SET is_active = false', reason: 'owner_inactive' },
    { change: 'DELETE FROM sessions', reason: 'unknown' },
  ])('is not good any more as $reason', async ({ change, reason }) => {
    const tokens = await login();
    await database.query(change);
    await expect(verdictOn(tokens)).resolves.toMatchObject({ outcome: 'invalid', reason });
  });

  it('is good for no access token that is over, by PostgreSQL’s clock', async () => {
    const tokens = await login();
    const clock = 'SELECT floor(extract(epoch FROM now()))::float8 AS now';
    const [{ now } = { now: NaN }] = await database.query<{ now: number }>(clock);
    await expect(verdictOn(tokens, now)).resolves.toMatchObject({ reason: 'expired' });
    const verdict = await verdictOn(tokens, now + 60);
    expect(verdict.outcome).toBe('valid');
    expect(verdict.expires_in_ms).toBeGreaterThan(50_000);
    expect(verdict.expires_in_ms).toBeLessThanOrEqual(60_000);
  });

  it('ends with logout, once', async () => {
    const tokens = await login();
    const verdict = await verdictOn(tokens);
    if (verdict.outcome !== 'valid') throw new Error('The session is not good.');
    await Promise.all([service.close(verdict.identity), service.close(verdict.identity)]);
    await expect(verdictOn(tokens)).resolves.toMatchObject({ outcome: 'invalid', reason: 'ended' });
    await expect(database.audited()).resolves.toEqual(['session.opened', 'session.ended']);
  });
});

describe('whoever is behind a message', () => {
  const behind = (principal: string | null) =>
    database.principals(accessTokens, service).actorBehind(aContext(issueToken, principal));

  it('is told by the access token that came with it', async () => {
    const { access_token } = await login();
    expect(await behind(access_token)).toMatchObject({ kind: 'operator', workspace: { slug: 'acme' } });
  });

  it.each<{ forge: (good: SessionTokens) => Promise<string | null> | string | null; why: string }>([
    { forge: () => null, why: 'none came' },
    { forge: () => '', why: 'an empty one came' },
    { forge: ({ access_token }) => access_token.slice(0, -4), why: 'its signature was cut' },
    { forge: ({ refresh_token }) => refresh_token, why: 'it is a refresh token' },
    {
      forge: async (good) => {
        const foreign = new AccessTokens(new SigningKey(generateKeyPairSync('ed25519').privateKey));
        return foreign.sign({ id: await sessionIdIn(good), operatorId: 'x' }, Date.now() / 1_000);
      },
      why: 'somebody else signed it',
    },
    {
      forge: async (good) => {
        const anHourAgo = Date.now() / 1_000 - 3_600;
        return accessTokens.sign({ id: await sessionIdIn(good), operatorId: 'x' }, anHourAgo);
      },
      why: 'it is over, though its session is not',
    },
    {
      forge: async (good) => {
        await database.query('UPDATE sessions SET ended_at = now()');
        return good.access_token;
      },
      why: 'its session has ended: a good signature is not enough',
    },
  ])('is nobody when $why', async ({ forge }) => {
    const principal = await forge(await login());
    expect(await refusalOf(behind(principal))).toEqual({
      kind: 'unauthenticated',
      code: 'principal.invalid',
      message: 'Invalid API token',
    });
  });

  it.each([-3_600_000, 3_600_000])('is told by PostgreSQL’s clock, ours being %d ms off', async (ms) => {
    import.meta.jest.useFakeTimers({ now: Date.now() + ms, doNotFake: [...NOT_A_WALL_CLOCK] });
    try {
      const tokens = await login();
      expect(await behind(tokens.access_token)).toMatchObject({ kind: 'operator' });
      const claims = await accessTokens.claimsOf(tokens.access_token);
      expect(await verdictOn(tokens, claims?.expiresAt)).toMatchObject({ outcome: 'valid' });
    } finally {
      import.meta.jest.useRealTimers();
    }
  });

  it('may end a session that has ended, once more, and nothing else', async () => {
    const { access_token } = await login();
    const principals = database.principals(accessTokens, service);
    await database.query('UPDATE sessions SET ended_at = now()');
    const closing = aContext(closeSession, access_token);
    expect(await principals.closerBehind(closing)).toMatchObject({ kind: 'operator' });
    await database.query('UPDATE operators SET is_active = false');
    expect(await refusalOf(principals.closerBehind(closing))).toMatchObject({ kind: 'unauthenticated' });
  });
});

describe('a command whose sender is refused', () => {
  const entries = () =>
    database.query(
      `SELECT workspace_id, actor_id, subject_id, detail FROM audit_entries WHERE action = 'command.refused' ORDER BY id`,
    );
  const attempt = (
    principal: string | null,
    contract: Contract<never, unknown> = issueToken,
    id = 'message-1',
  ) => refusalOf(database.principals(accessTokens, service).actorBehind(aContext(contract, principal, id)));

  it.each<[string, string | null]>([
    ['principal_missing', null],
    ['principal_invalid', 'nobody'],
    ['principal_invalid', generateServiceCredential()],
  ])('is audited without a name: %s', async (reason, principal) => {
    await attempt(principal);
    await expect(entries()).resolves.toEqual([
      {
        workspace_id: null,
        actor_id: null,
        subject_id: null,
        detail: { pattern: 'auth.tokens.issue.v1', reason, message_id: 'message-1' },
      },
    ]);
  });

  it.each([
    ['principal_disabled', 'UPDATE operators SET is_active = false'],
    ['session_ended', 'UPDATE sessions SET ended_at = now()'],
    ['session_expired', 'UPDATE sessions SET expires_at = now()'],
  ])('is audited by name where it is known: %s', async (reason, change) => {
    const { access_token } = await login();
    await database.query(change);
    await attempt(access_token);
    const [operator] = await database.query('SELECT id, workspace_id FROM operators');
    expect(await entries()).toMatchObject([
      { workspace_id: operator?.workspace_id, actor_id: operator?.id, detail: { reason } },
    ]);
  });

  it('is not audited when it is a question', async () => {
    await attempt(null, listTokens);
    await expect(entries()).resolves.toEqual([]);
  });

  it('cannot write what it likes into the audit', async () => {
    for (const id of ['a\0b', 'two words', 'x'.repeat(201)]) await attempt(null, issueToken, id);
    expect(await entries()).toMatchObject(
      Array.from({ length: 3 }, () => ({ detail: { message_id: null } })),
    );
  });

  it('is written down a hundred times a minute, and known senders apart from strangers', async () => {
    const { access_token } = await login();
    await database.query('UPDATE sessions SET ended_at = now()');
    const principals = database.principals(accessTokens, service);
    for (let time = 0; time < 103; time++) {
      await refusalOf(principals.actorBehind(aContext(issueToken, 'nobody')));
    }
    await refusalOf(principals.actorBehind(aContext(issueToken, access_token)));
    const [count] = await database.query(
      `SELECT count(*)::int AS all, count(actor_id)::int AS known FROM audit_entries WHERE action = 'command.refused'`,
    );
    expect(count).toEqual({ all: 101, known: 1 });
  });
});
