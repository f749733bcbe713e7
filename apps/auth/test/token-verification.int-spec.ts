import {
  type InvalidReason,
  type IssuedToken,
  type IssueTokenRequest,
  type OperatorIdentity,
} from '@latchkey/contracts';
import { tokenDigest } from '@latchkey/token-format';
import { createHash } from 'node:crypto';
import { type Peppers, readPeppers } from '../src/keys/peppers.js';
import { AuthDatabase, pepperText, somePeppers, type TokenCommands } from './auth-fixture.js';

let database: AuthDatabase;
let peppers: Peppers;
let service: TokenCommands;
let admin: OperatorIdentity;

beforeAll(async () => {
  database = await AuthDatabase.start();
});
afterAll(() => database.stop());
beforeEach(async () => {
  await database.empty();
  peppers = somePeppers();
  service = database.tokens(peppers);
  admin = await database.addOperator(await database.addWorkspace('acme'), ['admin']);
});

const verdictOn = (token: IssuedToken, by = service): ReturnType<TokenCommands['verify']> =>
  by.verify(tokenDigest(token.key));

async function entryIdOf(number: number): Promise<string> {
  const [entry] = await database.query<{ entry_id: string }>(
    'SELECT entry_id FROM change_log WHERE number = $1',
    [number],
  );
  return String(entry?.entry_id);
}

describe('a token that is good', () => {
  it('tells a guard all that it needs to decide by itself', async () => {
    const issued = await service.issue(admin, { name: 'Shop', abilities: ['contacts.read'] });
    await expect(verdictOn(issued)).resolves.toStrictEqual({
      outcome: 'valid',
      identity: {
        kind: 'token',
        id: issued.id,
        name: 'Shop',
        key_prefix: issued.key_prefix,
        abilities: ['contacts.read'],
        allowed_routes: null,
        rate_limits: [{ limit: 60, window: '1m' }],
        quota: null,
        owner: { id: admin.operator.id, permissions: ['admin'] },
        workspace: admin.workspace,
        expires_at: null,
        expires_in_ms: null,
        superseded: null,
      },
      as_of: 0,
      as_of_entry: await entryIdOf(0),
      depends_on: [issued.id, admin.operator.id, admin.workspace.id],
    });
  });

  it('says of which change it knows, in the statement that found it', async () => {
    const issued = await service.issue(admin, { name: 'Shop' });
    await service.update(admin, { id: issued.id, name: 'Another' });
    const seen = { as_of: 1, as_of_entry: await entryIdOf(1) };
    expect(await verdictOn(issued)).toMatchObject(seen);
    const unknown = 'ab'.repeat(32);
    expect(await service.verify(unknown)).toMatchObject({ ...seen, depends_on: [unknown] });
  });

  it('has its owner’s permissions as they are now (D4)', async () => {
    const issued = await service.issue(admin, { name: 'Shop' });
    await database.query(`UPDATE operators SET permissions = '{messages.send}'`);
    expect(await verdictOn(issued)).toMatchObject({
      identity: { owner: { permissions: ['messages.send'] } },
    });
  });

  it.each([
    { abilities: undefined, told: null, why: 'absent is no restriction' },
    { abilities: null, told: null, why: 'null is no restriction' },
    { abilities: [], told: [], why: 'an empty list allows nothing, and is not null' },
  ])('has the abilities $told when it was issued with $abilities: $why', async ({ abilities, told }) => {
    const issued = await service.issue(admin, { name: 'Shop', abilities });
    expect(await verdictOn(issued)).toMatchObject({ identity: { abilities: told } });
  });
});

describe('what a token may do, and how much', () => {
  const identityOf = async (request: Partial<IssueTokenRequest>) => {
    const verdict = await verdictOn(await service.issue(admin, { name: 'Shop', ...request }));
    if (verdict.outcome !== 'valid') throw new Error('The token is not good.');
    return verdict.identity;
  };
  const own = [{ limit: 5, window: '1s' }] as const;
  const workspaces = [{ limit: 7, window: '1h' }] as const;

  it.each([
    { rate_limits: undefined, told: workspaces, why: 'absent is the workspace’s' },
    { rate_limits: null, told: workspaces, why: 'null is the workspace’s' },
    { rate_limits: [], told: [], why: 'an empty list is none' },
    { rate_limits: own, told: own, why: 'its own win' },
  ])(
    'is limited to $told when it was issued with $rate_limits: $why (D11)',
    async ({ rate_limits, told }) => {
      await database.query('UPDATE workspaces SET rate_limits = $1', [JSON.stringify(workspaces)]);
      expect((await identityOf({ rate_limits })).rate_limits).toEqual(told);
    },
  );

  it.each([
    { allowed_routes: undefined, told: null, why: 'absent is no restriction' },
    { allowed_routes: null, told: null, why: 'null is no restriction' },
    { allowed_routes: [], told: [], why: 'an empty list allows nothing, and is not null' },
    { allowed_routes: ['contacts/*', '**/list'], told: ['contacts/*', '**/list'], why: 'in their order' },
  ])('has the routes $told when it was issued with $allowed_routes: $why', async (row) => {
    const { allowed_routes, told } = row;
    expect((await identityOf({ allowed_routes })).allowed_routes).toEqual(told);
  });

  it('has its quota for the month in UTC and what is left of that, by PostgreSQL’s clock', async () => {
    const ours = import.meta.jest.spyOn(Date, 'now').mockReturnValue(0);
    const { quota } = await identityOf({ monthly_quota: 1e12 });
    ours.mockRestore();
    const [end] = await database.query<{ month: string; ms: string }>(`
      SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM') AS month,
             extract(epoch FROM (date_trunc('month', now(), 'UTC') + interval '32 days') - now()) * 1000 AS ms`);
    expect(quota).toMatchObject({ limit: 1e12, month: end?.month, version: 0 });
    expect(quota?.ends_in_ms).toBeGreaterThan(0);
    // A month has 28 to 31 days: its end is that long before the 32 days after its first.
    const days = (Number(end?.ms) - Number(quota?.ends_in_ms)) / 86_400_000;
    expect(days).toBeGreaterThan(0.9);
    expect(days).toBeLessThan(4.1);
    expect(Math.abs(days - Math.round(days))).toBeLessThan(0.001);
  });

  it.each(['Pacific/Kiritimati', 'Pacific/Pago_Pago'])(
    'has the same month wherever the database says that it is: %s',
    async (zone) => {
      const { quota } = await identityOf({ monthly_quota: 5 });
      const elsewhere = await AuthDatabase.start({ timezone: zone });
      try {
        const there = elsewhere.tokens(peppers);
        const owner = await elsewhere.addOperator(await elsewhere.addWorkspace('acme'), ['admin']);
        const verdict = await verdictOn(await there.issue(owner, { name: 'Shop', monthly_quota: 5 }), there);
        if (verdict.outcome !== 'valid') throw new Error('The token is not good.');
        const { month, ends_in_ms } = verdict.identity.quota ?? { month: '', ends_in_ms: 0 };
        expect(month).toBe(quota?.month);
        expect(Math.abs(ends_in_ms - (quota?.ends_in_ms ?? 0))).toBeLessThan(60_000);
      } finally {
        await elsewhere.stop();
      }
    },
  );

  it('has another version of its quota after each change of it, and after no other change (P4)', async () => {
    const issued = await service.issue(admin, { name: 'Shop', monthly_quota: 5 });
    const changed = async (change: Partial<IssueTokenRequest>) => {
      await service.update(admin, { id: issued.id, ...change });
      const verdict = await verdictOn(issued);
      if (verdict.outcome !== 'valid') throw new Error('The token is not good.');
      return verdict.identity.quota && [verdict.identity.quota.limit, verdict.identity.quota.version];
    };
    expect(await changed({ name: 'Other', rate_limits: [] })).toEqual([5, 0]);
    expect(await changed({ monthly_quota: 5 })).toEqual([5, 0]);
    expect(await changed({ monthly_quota: 6 })).toEqual([6, 1]);
    expect(await changed({ monthly_quota: null })).toBeNull();
    expect(await changed({ monthly_quota: 5 })).toEqual([5, 3]);
  });
});

describe('a token is invalid', () => {
  it.each<{ reason: InvalidReason; change: string; why: string }>([
    { reason: 'unknown', change: 'DELETE FROM api_tokens', why: 'its row is gone' },
    {
      reason: 'inactive',
      change: 'UPDATE api_tokens SET is_active = false',
      why: 'it was switched off (X29)',
    },
    {
      reason: 'deleted',
      change: 'UPDATE api_tokens SET deleted_at = now()',
      why: 'only a tombstone is left (D9)',
    },
    {
      reason: 'expired',
      change: `UPDATE api_tokens SET expires_at = now() - interval '1 second'`,
      why: 'its time is over (X31)',
    },
    {
      reason: 'owner_inactive',
      change: 'UPDATE operators SET is_active = false',
      why: 'its owner was deactivated (D4)',
    },
    {
      reason: 'unknown',
      change: `UPDATE api_tokens SET mac = decode(repeat('00', 32), 'hex')`,
      why: 'another secret is stored',
    },
    { reason: 'unknown', change: 'UPDATE api_tokens SET pepper_version = 9', why: 'its pepper is not ours' },
  ])('as $reason: $why', async ({ reason, change }) => {
    const issued = await service.issue(admin, { name: 'Shop' });
    expect(await verdictOn(issued)).toMatchObject({ outcome: 'valid' });
    await database.query(change);
    await expect(verdictOn(issued)).resolves.toMatchObject({ outcome: 'invalid', reason });
  });

  it('when nobody ever issued it', async () => {
    await expect(service.verify('ab'.repeat(32))).resolves.toMatchObject({
      outcome: 'invalid',
      reason: 'unknown',
    });
  });

  it('again and again: nothing is remembered, and a change back is seen at once (D9)', async () => {
    const issued = await service.issue(admin, { name: 'Shop' });
    for (const isActive of [false, true, false, true]) {
      await service.update(admin, { id: issued.id, is_active: isActive });
      expect((await verdictOn(issued)).outcome).toBe(isActive ? 'valid' : 'invalid');
    }
  });
});

describe('the end of a token', () => {
  const inOneHour = (): string => new Date(Date.now() + 3_600_000).toISOString();

  it('travels as the time that is left, beside the instant for people (D15)', async () => {
    const issued = await service.issue(admin, { name: 'Shop', expires_at: inOneHour() });
    const verdict = await verdictOn(issued);
    if (verdict.outcome !== 'valid') throw new Error('The token is not good.');
    expect(verdict.identity.expires_at).toBe(issued.expires_at);
    expect(verdict.identity.expires_in_ms).toBeGreaterThan(3_590_000);
    expect(verdict.identity.expires_in_ms).toBeLessThanOrEqual(3_600_000);
  });

  it('is decided by PostgreSQL’s clock, not by ours', async () => {
    const issued = await service.issue(admin, { name: 'Shop', expires_at: inOneHour() });
    const ours = import.meta.jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 7_200_000);
    const early = await verdictOn(issued);
    ours.mockReturnValue(0);
    await database.query('UPDATE api_tokens SET expires_at = now()');
    const late = await verdictOn(issued);
    ours.mockRestore();
    expect([early.outcome, late]).toMatchObject(['valid', { outcome: 'invalid', reason: 'expired' }]);
  });
});

describe('what is stored of a token', () => {
  it('is neither the token nor anything that can be made from it without the pepper (X6)', async () => {
    const { id, key } = await service.issue(admin, { name: 'Shop' });
    const [row] = await database.query<{ mac: Buffer; whole: string }>(
      `SELECT mac, token::text || (SELECT string_agg(entry::text, '') FROM audit_entries entry) AS whole
         FROM api_tokens token WHERE id = $1`,
      [id],
    );
    const digest = createHash('sha256').update(key).digest();
    expect(row?.mac).toHaveLength(32);
    expect(row?.mac.equals(digest)).toBe(false);
    expect(row?.mac.equals(peppers.mac(digest.toString('hex')).mac)).toBe(true);
    expect(row?.whole.includes(key)).toBe(false);
    expect(row?.whole.includes(digest.toString('hex'))).toBe(false);
  });
});

describe('peppers', () => {
  it('change without anybody getting a new token', async () => {
    const [first, second] = [pepperText(1), pepperText(2)];
    const before = database.tokens(readPeppers(first));
    const old = await before.issue(admin, { name: 'Old' });

    const after = database.tokens(readPeppers(`${first},${second}`));
    const young = await after.issue(admin, { name: 'Young' });
    expect((await verdictOn(old, after)).outcome).toBe('valid');
    expect((await verdictOn(young, after)).outcome).toBe('valid');
    const versions = await database.query('SELECT name, pepper_version FROM api_tokens ORDER BY id');
    expect(versions).toEqual([
      { name: 'Old', pepper_version: 1 },
      { name: 'Young', pepper_version: 2 },
    ]);

    const without = database.tokens(readPeppers(second));
    await expect(verdictOn(old, without)).resolves.toMatchObject({ outcome: 'invalid', reason: 'unknown' });
    expect((await verdictOn(young, without)).outcome).toBe('valid');
  });
});
