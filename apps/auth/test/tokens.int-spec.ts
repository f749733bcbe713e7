import { type IssueTokenRequest, type OperatorIdentity, Refusal } from '@latchkey/contracts';
import { knownProfiles, parseToken, tokenDigest } from '@latchkey/token-format';
import { AuthDatabase, somePeppers, type TokenCommands } from './auth-fixture.js';

let database: AuthDatabase;
let service: TokenCommands;
let acme: { id: string; slug: string };
let admin: OperatorIdentity;
let member: OperatorIdentity;
let colleague: OperatorIdentity;
let stranger: OperatorIdentity;

beforeAll(async () => {
  database = await AuthDatabase.start();
  service = database.tokens(somePeppers());
});
afterAll(() => database.stop());
beforeEach(async () => {
  await database.empty();
  acme = await database.addWorkspace('acme');
  admin = await database.addOperator(acme, ['admin']);
  member = await database.addOperator(acme, ['contacts.write']);
  colleague = await database.addOperator(acme, []);
  stranger = await database.addOperator(await database.addWorkspace('globex'), ['admin']);
});

const refusalOf = async (answer: Promise<unknown>): Promise<Refusal | null> => {
  try {
    await answer;
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
};

describe('issuing', () => {
  it.each([
    { request: {}, profile: 'apitk', why: 'it is the workspace’s own' },
    { request: { profile: 'whm' }, profile: 'whm', why: 'it was asked for' },
    { request: { profile: 'custom' }, profile: 'custom', why: 'the deployment has a prefix of its own' },
  ])('makes a token of the profile $profile, because $why (D1)', async ({ request, profile }) => {
    const issued = await service.issue(admin, { name: 'Shop', ...request });
    const parsed = parseToken(issued.key, knownProfiles('acme'));
    expect(parsed?.profile.name).toBe(profile);
    expect(issued).toMatchObject({ profile, key_prefix: parsed?.prefix8 });
  });

  it('follows the workspace’s profile', async () => {
    await database.query(`UPDATE workspaces SET profile = 'whm'`);
    expect((await service.issue(member, { name: 'Shop' })).profile).toBe('whm');
  });

  it('shows the token once: whoever asks later gets the record without it (X5)', async () => {
    const { key, ...record } = await service.issue(member, { name: 'Shop', is_active: false });
    expect(record).toMatchObject({ name: 'Shop', is_active: false, owner_id: member.operator.id });
    await expect(service.get(member, record.id)).resolves.toStrictEqual(record);
    expect(JSON.stringify(await service.list(member, {})).includes(key)).toBe(false);
  });

  it.each<{ request: Partial<IssueTokenRequest>; errors: object; why: string }>([
    {
      request: { profile: 'sk' },
      errors: { profile: ['must be one of: apitk, whm, custom'] },
      why: 'nobody knows the profile',
    },
    {
      request: { expires_at: '2020-01-01T00:00:00Z' },
      errors: { expires_at: ['must be in the future'] },
      why: 'it would be over already',
    },
  ])('is refused by field when $why, and leaves nothing', async ({ request, errors }) => {
    const refusal = await refusalOf(service.issue(admin, { name: 'Shop', ...request }));
    expect(refusal).toMatchObject({ kind: 'invalid', errors });
    await expect(service.list(admin, {})).resolves.toEqual({ items: [], next_cursor: null });
    await expect(database.audited()).resolves.toEqual([]);
  });
});

describe('whose tokens an operator reaches (D3a)', () => {
  it.each`
    who            | own      | of          | why
    ${'member'}    | ${true}  | ${'member'} | ${'it is his own'}
    ${'colleague'} | ${false} | ${'member'} | ${'it is somebody else’s'}
    ${'admin'}     | ${true}  | ${'member'} | ${'admins manage everybody’s'}
    ${'stranger'}  | ${false} | ${'member'} | ${'it belongs to another workspace (P9)'}
  `(
    'the $who reaches one of the $of: $own, because $why',
    async ({ who, own }: { who: string; own: boolean }) => {
      const { id } = await service.issue(member, { name: 'Shop' });
      const by = { admin, member, colleague, stranger }[who] ?? stranger;
      const attempts = [
        () => service.get(by, id),
        () => service.update(by, { id, name: 'Other' }),
        () => service.revoke(by, id),
      ];
      expect((await service.list(by, {})).items).toHaveLength(own ? 1 : 0);
      for (const attempt of attempts) {
        const refusal = await refusalOf(attempt());
        if (own) expect(refusal).toBeNull();
        else expect(refusal).toMatchObject({ kind: 'not_found', message: 'API key not found' });
      }
      const [row] = await database.query('SELECT name, deleted_at IS NULL AS is_alive FROM api_tokens');
      expect(row).toEqual(own ? { name: 'Other', is_alive: false } : { name: 'Shop', is_alive: true });
    },
  );
});

describe('the list', () => {
  it('is newest first, page by page, each token once, also while new ones come', async () => {
    const names = Array.from({ length: 7 }, (_, i) => `Token ${i}`);
    for (const name of names) await service.issue(member, { name });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await service.list(admin, { limit: 3, cursor });
      seen.push(...page.items.map(({ name }) => name));
      cursor = page.next_cursor ?? undefined;
      await service.issue(member, { name: 'Later' });
    } while (cursor !== undefined);
    expect(seen).toEqual(names.reverse());
  });

  it('has no next page when the last one is full', async () => {
    for (const name of ['a', 'b']) await service.issue(member, { name });
    expect((await service.list(member, { limit: 2 })).next_cursor).toBeNull();
  });

  it('refuses a cursor that is none', async () => {
    const refusal = await refusalOf(service.list(admin, { cursor: 'page-2' }));
    expect(refusal?.errors).toEqual({ cursor: ['must be the next_cursor of the page before'] });
  });
});

describe('updating', () => {
  it('changes what is named and nothing else, and tells the audit what was before', async () => {
    const { id } = await service.issue(member, { name: 'Shop', abilities: ['contacts.read'] });
    const record = await service.update(admin, { id, abilities: null });
    expect(record).toMatchObject({ name: 'Shop', abilities: null, is_active: true });
    const [entry] = await database.query(`SELECT * FROM audit_entries WHERE action = 'token.updated'`);
    expect(entry).toMatchObject({
      workspace_id: acme.id,
      actor_id: admin.operator.id,
      subject_id: id,
      detail: { before: { abilities: ['contacts.read'] }, after: { abilities: null } },
    });
  });

  it('changes each of its terms, and tells the audit and other services which', async () => {
    const { id } = await service.issue(member, { name: 'Shop' });
    const terms = {
      allowed_routes: ['contacts/**'],
      rate_limits: [{ limit: 10, window: '1s' as const }],
      monthly_quota: 1_000,
    };
    expect(await service.update(admin, { id, ...terms })).toMatchObject(terms);
    const [entry] = await database.query(`SELECT detail FROM audit_entries WHERE action = 'token.updated'`);
    expect(entry?.detail).toEqual({
      before: { allowed_routes: null, rate_limits: null, monthly_quota: null },
      after: terms,
    });
    const [event] = await database.query(`SELECT data FROM outbox WHERE name = 'token.updated'`);
    expect(event?.data).toMatchObject({
      ...terms,
      changed: ['allowed_routes', 'rate_limits', 'monthly_quota'],
    });
    const none = { allowed_routes: null, rate_limits: null, monthly_quota: null };
    expect(await service.update(admin, { id, ...none })).toMatchObject(none);
    // As null in SQL: JSON's own null would win over the workspace's limits.
    await expect(database.query('SELECT rate_limits IS NULL AS is_none FROM api_tokens')).resolves.toEqual([
      { is_none: true },
    ]);
  });

  it('to what it is already changes nothing and is not audited', async () => {
    const terms = {
      abilities: [],
      allowed_routes: ['**'],
      rate_limits: [{ window: '1h' as const, limit: 5 }],
      monthly_quota: 7,
    };
    const { id } = await service.issue(member, { name: 'Shop', ...terms });
    const before = await service.get(member, id);
    const after = await service.update(member, { id, name: 'Shop', ...terms, is_active: true });
    expect(after).toEqual({ ...before, receipt: after.receipt });
    await expect(database.audited()).resolves.toEqual(['token.issued']);
  });

  it('takes null for "never" and absent for "leave it"', async () => {
    const expires_at = '2999-12-31T23:59:59.000Z';
    const { id } = await service.issue(member, { name: 'Shop', expires_at });
    expect((await service.update(member, { id, name: 'Other' })).expires_at).toBe(expires_at);
    expect((await service.update(member, { id, expires_at: null })).expires_at).toBeNull();
  });

  it('cannot end a token in the past', async () => {
    const { id } = await service.issue(member, { name: 'Shop' });
    const refusal = await refusalOf(service.update(member, { id, expires_at: '2020-01-01T00:00:00Z' }));
    expect(refusal?.errors).toEqual({ expires_at: ['must be in the future'] });
  });
});

describe('a transfer', () => {
  const refused = { owner_id: ['is no active operator of this workspace'] };

  it('makes another operator the owner, on whom the token depends from then on (D4)', async () => {
    const { id, key } = await service.issue(member, { name: 'Shop' });
    const record = await service.update(admin, { id, owner_id: colleague.operator.id });
    expect(record.owner_id).toBe(colleague.operator.id);
    const verdict = await service.verify(tokenDigest(key));
    expect(verdict).toMatchObject({ identity: { owner: colleague.operator } });
    expect(verdict.depends_on).toContain(colleague.operator.id);
    expect(verdict.depends_on).not.toContain(member.operator.id);
    await expect(
      database.query('SELECT touches FROM change_log WHERE workspace_id = $1', [acme.id]),
    ).resolves.toEqual([{ touches: [id] }]);
    const [event] = await database.query(`SELECT data FROM outbox WHERE name = 'token.updated'`);
    expect(event?.data).toMatchObject({ changed: ['owner_id'], owner_id: colleague.operator.id });
    expect(await refusalOf(service.get(member, id))).toMatchObject({ kind: 'not_found' });
    await expect(service.get(colleague, id)).resolves.toMatchObject({ id });
  });

  it('is for admins, also of one’s own token', async () => {
    const { id } = await service.issue(member, { name: 'Shop' });
    const refusal = await refusalOf(service.update(member, { id, owner_id: colleague.operator.id }));
    expect(refusal).toMatchObject({ kind: 'forbidden', code: 'operator.not_admin' });
    await expect(service.update(member, { id, owner_id: member.operator.id })).resolves.toMatchObject({ id });
  });

  it.each([
    { whose: 'a stranger', why: 'they work in another workspace (P9)' },
    { whose: 'nobody', why: 'there is no such operator' },
    { whose: 'somebody inactive', why: 'they may do nothing' },
  ])('to $whose is refused: $why', async ({ whose }) => {
    const { id } = await service.issue(member, { name: 'Shop' });
    await database.query('UPDATE operators SET is_active = false WHERE id = $1', [colleague.operator.id]);
    const owner_id =
      { 'a stranger': stranger.operator.id, 'somebody inactive': colleague.operator.id }[whose] ?? id;
    const refusal = await refusalOf(service.update(admin, { id, owner_id, name: 'Other' }));
    expect(refusal).toMatchObject({ kind: 'invalid', errors: refused });
    await expect(service.get(admin, id)).resolves.toMatchObject({
      name: 'Shop',
      owner_id: member.operator.id,
    });
  });
});

describe('revoking', () => {
  it('leaves a tombstone that no one sees, changes or brings back (D9)', async () => {
    const { id } = await service.issue(member, { name: 'Shop' });
    await service.revoke(member, id);
    expect((await service.list(admin, {})).items).toEqual([]);
    for (const attempt of [service.get(admin, id), service.update(admin, { id, is_active: true })]) {
      expect(await refusalOf(attempt)).toMatchObject({ kind: 'not_found' });
    }
    await expect(database.query('SELECT name FROM api_tokens')).resolves.toEqual([{ name: 'Shop' }]);
  });

  it('asked again, answers the same and is audited once', async () => {
    const { id } = await service.issue(member, { name: 'Shop' });
    await service.revoke(member, id);
    await expect(service.revoke(admin, id)).resolves.toMatchObject({ id });
    await expect(database.audited()).resolves.toEqual(['token.issued', 'token.deleted']);
  });
});
