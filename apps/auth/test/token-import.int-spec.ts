import {
  type ImportedTokenRow,
  importTokens,
  type OperatorIdentity,
  type Refusal,
  type TokenAnswer,
  type TokenShape,
  updateWorkspace,
} from '@latchkey/contracts';
import { tokenDigest } from '@latchkey/token-format';
import { type Peppers, readPeppers } from '../src/keys/peppers.js';
import { type TokenImport } from '../src/tokens/token-import.js';
import { type WorkspaceService } from '../src/workspaces/workspace.service.js';
import { aCommand, AuthDatabase, pepperText, refusalOf, type TokenCommands } from './auth-fixture.js';

const WHOLE: TokenShape = { prefix: 'shop_', length: 22, alphabet: 'base58', of: 'whole' };
const AFTER_PIPE: TokenShape = { prefix: '', length: 40, alphabet: 'base62', of: 'after-pipe' };

let database: AuthDatabase;
let peppers: Peppers;
let imports: TokenImport;
let tokens: TokenCommands;
let workspaces: WorkspaceService;
let acme: { id: string; slug: string };
let admin: OperatorIdentity;
let member: OperatorIdentity;
let stranger: OperatorIdentity;

const oldPepper = pepperText(1);

beforeAll(async () => {
  database = await AuthDatabase.start();
  peppers = readPeppers(oldPepper);
  imports = database.tokenImport(peppers);
  tokens = database.tokens(peppers);
  workspaces = database.workspaces(peppers);
});
afterAll(() => database.stop());
beforeEach(async () => {
  await database.empty();
  acme = await database.addWorkspace('acme', 'whm');
  admin = await database.addOperator(acme, ['admin']);
  member = await database.addOperator(acme, ['contacts.write']);
  stranger = await database.addOperator(await database.addWorkspace('globex'), ['admin']);
  for (const by of [admin, stranger]) await look(by, [WHOLE, AFTER_PIPE]);
});

const look = (by: OperatorIdentity, token_shapes: TokenShape[]) =>
  workspaces.update(by, aCommand(updateWorkspace, { token_shapes }));
const aRow = (secret: string, terms: Partial<ImportedTokenRow> = {}): ImportedTokenRow => ({
  sha256: tokenDigest(secret),
  of: 'whole',
  display: 'shop_Hx7',
  name: `Of ${secret}`,
  ...terms,
});
const take = (rows: readonly ImportedTokenRow[], by = admin, key?: string) =>
  imports.import(by, aCommand(importTokens, { tokens: rows }, key));
const flawsOf = async (answer: Promise<unknown>): Promise<unknown> => (await refusalOf(answer)).errors;
const verify = (secret: string): Promise<TokenAnswer> => tokens.verify(tokenDigest(secret));
const verdictOn = async (secret: string): Promise<string> => {
  const verdict = await verify(secret);
  return verdict.outcome === 'valid' ? 'valid' : verdict.reason;
};
const count = async (): Promise<number> => (await database.query('SELECT 1 FROM api_tokens')).length;
const touched = async () => {
  const rows = await database.query<{ touches: string[] }>(
    'SELECT touches FROM change_log WHERE workspace_id = $1 ORDER BY number DESC LIMIT 1',
    [acme.id],
  );
  return rows[0]?.touches;
};

describe('tokens that another system issued', () => {
  it('are known by their digests from then on, and by nothing else', async () => {
    expect([await verdictOn('one'), await verdictOn('two')]).toEqual(['unknown', 'unknown']);
    const { tokens: taken, receipt } = await take([
      aRow('one'),
      aRow('two', { of: 'after-pipe', display: '17|0aB1', owner_id: member.operator.id }),
    ]);
    expect(receipt.state).toBe('effective');
    expect(taken).toEqual([
      { id: taken[0]?.id, name: 'Of one', key_prefix: 'shop_Hx7', owner_id: admin.operator.id },
      { id: taken[1]?.id, name: 'Of two', key_prefix: '17|0aB1', owner_id: member.operator.id },
    ]);
    expect(await verify('one')).toMatchObject({
      outcome: 'valid',
      identity: { id: taken[0]?.id, key_prefix: 'shop_Hx7', workspace: acme },
    });
    expect(await verify('two')).toMatchObject({
      identity: { owner: { id: member.operator.id, permissions: ['contacts.write'] } },
    });
    const stored = JSON.stringify(await database.query('SELECT api_tokens::text FROM api_tokens'));
    expect(stored).not.toContain(tokenDigest('one'));
  });

  it('have the terms that they are given, and the listing shows what stands for them', async () => {
    const terms = {
      abilities: ['contacts.read'] as const,
      allowed_routes: ['contacts/**'],
      rate_limits: [{ limit: 5, window: '1m' as const }],
      monthly_quota: 1_000,
      expires_at: '2999-12-31T23:59:59.000Z',
      is_active: false,
    };
    await take([aRow('one', terms)]);
    const { items } = await tokens.list(admin, {});
    expect(items).toMatchObject([{ ...terms, name: 'Of one', key_prefix: 'shop_Hx7', profile: 'whm' }]);
    expect(await verdictOn('one')).toBe('inactive');
  });

  it('are no longer unknown to any guard, which one entry in the log says of all', async () => {
    await take([aRow('one'), aRow('two')]);
    expect(await touched()).toEqual([tokenDigest('one'), tokenDigest('two')]);
    expect((await verify('three')).depends_on).toEqual([tokenDigest('three')]);
  });

  it('are audited as one, and told one by one', async () => {
    const { tokens: taken } = await take([aRow('one'), aRow('two', { is_active: false })]);
    const [entry] = await database.query(`SELECT * FROM audit_entries WHERE action = 'tokens.imported'`);
    expect(entry).toMatchObject({
      actor_id: admin.operator.id,
      subject_id: acme.id,
      detail: { count: 2, names: ['Of one', 'Of two'] },
    });
    expect(JSON.stringify(entry)).not.toContain(tokenDigest('one'));
    const events = await database.query(
      `SELECT data FROM outbox WHERE name = 'token.issued' ORDER BY position`,
    );
    expect(events).toMatchObject([
      { data: { token_id: taken[0]?.id, owner_id: admin.operator.id, name: 'Of one', is_active: true } },
      { data: { token_id: taken[1]?.id, name: 'Of two', is_active: false, profile: 'whm' } },
    ]);
  });

  it('are five hundred at most, in one change', async () => {
    const rows = Array.from({ length: 500 }, (_, n) => aRow(`secret ${n}`));
    const { tokens: taken } = await take(rows);
    expect([taken.length, await count()]).toEqual([500, 500]);
    expect(taken.map(({ name }) => name)).toEqual(rows.map(({ name }) => name));
    expect([await verdictOn('secret 0'), await verdictOn('secret 499')]).toEqual(['valid', 'valid']);
  });

  it('get a secret of the workspace’s profile when they are rotated, and the old one its grace', async () => {
    const { tokens: taken } = await take([aRow('one')]);
    const { key, superseded_secrets } = await tokens.rotate(admin, taken[0]?.id ?? '', 60);
    expect(key).toMatch(/^whm_[0-9a-f]{32}$/);
    expect(superseded_secrets).toMatchObject([{ key_prefix: 'shop_Hx7' }]);
    expect([await verdictOn('one'), await verdictOn(key)]).toEqual(['valid', 'valid']);
    await tokens.rotate(admin, taken[0]?.id ?? '');
    expect([await verdictOn('one'), await verdictOn(key)]).toEqual(['superseded', 'superseded']);
  });

  it('are revoked, transferred and deleted like others', async () => {
    const { tokens: taken } = await take([aRow('one')]);
    const id = taken[0]?.id ?? '';
    await tokens.update(admin, { id, is_active: false });
    expect(await verdictOn('one')).toBe('inactive');
    await tokens.update(admin, { id, is_active: true, owner_id: member.operator.id });
    expect(await verify('one')).toMatchObject({ identity: { owner: { id: member.operator.id } } });
    await tokens.revoke(admin, id);
    expect(await verdictOn('one')).toBe('deleted');
  });
});

describe('an import', () => {
  it('is all or nothing, and its refusal names every row and field', async () => {
    const rows = [
      aRow('good'),
      aRow('past', { expires_at: '2020-01-01T00:00:00Z' }),
      aRow('foreign', { owner_id: stranger.operator.id }),
      aRow('good', { name: 'Again' }),
    ];
    expect(await flawsOf(take(rows))).toEqual({
      'tokens.1.expires_at': ['must be in the future'],
      'tokens.2.owner_id': ['is no active operator of this workspace'],
      'tokens.3.sha256': ['stands twice in this list'],
    });
    expect([await count(), await verdictOn('good')]).toEqual([0, 'unknown']);
    expect(await database.audited()).toEqual(['workspace.updated', 'workspace.updated']);
  });

  it('takes nothing that is known, wherever it is, and tells nobody whose', async () => {
    const known = { 'tokens.1.sha256': ['is known already'] };
    const { tokens: taken } = await take([aRow('ours'), aRow('buried'), aRow('rotated')]);
    const { key } = await tokens.issue(admin, { name: 'Issued' });
    await tokens.revoke(admin, taken[1]?.id ?? '');
    await tokens.rotate(admin, taken[2]?.id ?? '');
    for (const secret of ['ours', 'buried', 'rotated', key]) {
      for (const by of [admin, stranger]) {
        expect(await flawsOf(take([aRow('new'), aRow(secret)], by))).toEqual(known);
      }
    }
    expect(await verdictOn('new')).toBe('unknown');
  });

  it('takes nothing that was stored under an older pepper', async () => {
    await take([aRow('one')]);
    const renewed = database.tokenImport(readPeppers(`${oldPepper},${pepperText(2)}`));
    const again = renewed.import(admin, aCommand(importTokens, { tokens: [aRow('one')] }));
    expect(await flawsOf(again)).toEqual({ 'tokens.0.sha256': ['is known already'] });
  });

  it('of what others import in the same moment is refused to all but one', async () => {
    const rows = ['one', 'two', 'three'].map((secret) => aRow(secret));
    const attempts = await database.allAtOnce('workspaces', [
      () => take(rows),
      () => take(rows.toReversed(), stranger),
      () => take(rows),
      () => take(rows.toReversed(), stranger),
    ]);
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refused = attempts.flatMap((each) => (each.status === 'rejected' ? [each.reason as Refusal] : []));
    for (const { errors } of refused) {
      expect(Object.values(errors ?? {})).toEqual(Array(3).fill(['is known already']));
    }
    expect(await count()).toBe(3);
  });

  it('is of tokens that guards look for: their workspace lists what they look like', async () => {
    await look(admin, [AFTER_PIPE]);
    expect(await flawsOf(take([aRow('one'), aRow('two', { of: 'after-pipe' })]))).toEqual({
      'tokens.0.of': ['is of no shape that the workspace has: add one to its token_shapes'],
    });
    await expect(take([aRow('two', { of: 'after-pipe' })])).resolves.toBeDefined();
  });

  it('that is repeated with its key is answered as it was, and imports nothing anew', async () => {
    const first = await take([aRow('one')], admin, 'once');
    await tokens.revoke(admin, first.tokens[0]?.id ?? '');
    const again = await take([aRow('one')], admin, 'once');
    expect(again.tokens).toEqual(first.tokens);
    expect([await count(), await verdictOn('one')]).toEqual([1, 'deleted']);
    const other = await refusalOf(take([aRow('two')], admin, 'once'));
    expect(other.code).toBe('idempotency.key_reused');
  });

  it('that was refused is judged anew under its key', async () => {
    const rows = [aRow('one', { owner_id: stranger.operator.id })];
    expect(await flawsOf(take(rows, admin, 'once'))).toBeDefined();
    await expect(take([aRow('one')], admin, 'once')).resolves.toMatchObject({ tokens: [{ name: 'Of one' }] });
  });

  it('is for admins, also for those who were until a moment ago', async () => {
    const notAdmin = { kind: 'forbidden', code: 'operator.not_admin' };
    expect(await refusalOf(take([aRow('one')], member))).toMatchObject(notAdmin);
    await database.query(`UPDATE operators SET permissions = '{}'`);
    expect(await refusalOf(take([aRow('one')]))).toMatchObject(notAdmin);
    expect(await count()).toBe(0);
  });

  it('gives no token to whoever is deactivated', async () => {
    await database.query('UPDATE operators SET is_active = false WHERE id = $1', [member.operator.id]);
    expect(await flawsOf(take([aRow('one', { owner_id: member.operator.id })]))).toEqual({
      'tokens.0.owner_id': ['is no active operator of this workspace'],
    });
  });

  it('is for people only, where the workspace says so (D14)', async () => {
    await workspaces.update(admin, aCommand(updateWorkspace, { dashboard_only: true }));
    await expect(take([aRow('one')])).resolves.toBeDefined();
    await database.query(
      `UPDATE operators SET kind = 'service', name = 'billing', email = NULL, password_hash = NULL WHERE id = $1`,
      [admin.operator.id],
    );
    expect((await refusalOf(take([aRow('two')]))).code).toBe('token.dashboard_only');
  });
});
