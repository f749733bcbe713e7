import {
  closeSession,
  createOperator,
  getToken,
  readTokenAudit,
  getWorkspace,
  importTokens,
  issueToken,
  listOperators,
  listTokens,
  type OperatorIdentity,
  removeOperator,
  revokeManyTokens,
  revokeToken,
  rotateToken,
  updateOperator,
  updateToken,
  updateWorkspace,
} from '@latchkey/contracts';
import { tokenDigest } from '@latchkey/token-format';
import { type Peppers, readPeppers } from '../src/keys/peppers.js';
import { Passwords } from '../src/operators/passwords.js';
import { ALLOWABLE } from '../src/service-accounts/service-account.js';
import { type ServiceAccounts, type WantedService } from '../src/service-accounts/service-accounts.js';
import { AccessTokens } from '../src/sessions/access-tokens.js';
import { type Principals } from '../src/sessions/principals.js';
import {
  aContext,
  AuthDatabase,
  pepperText,
  refusalOf,
  someSigningKey,
  type TokenCommands,
} from './auth-fixture.js';

let database: AuthDatabase;
let peppers: Peppers;
let accounts: ServiceAccounts;
let principals: Principals;
let tokens: TokenCommands;
let admin: OperatorIdentity;
let stranger: OperatorIdentity;

beforeAll(async () => {
  database = await AuthDatabase.start();
  peppers = readPeppers(pepperText(1));
  accounts = database.services(peppers);
  tokens = database.tokens(peppers);
  const accessTokens = new AccessTokens(someSigningKey());
  const sessions = database.sessions(accessTokens, new Passwords());
  principals = database.principals(accessTokens, sessions, peppers);
});
afterAll(() => database.stop());
beforeEach(async () => {
  await database.empty();
  admin = await database.addOperator(await database.addWorkspace('acme'), ['admin']);
  stranger = await database.addOperator(await database.addWorkspace('globex'), ['admin']);
});

const billing: WantedService = {
  workspace: 'acme',
  name: 'billing',
  permissions: ['contacts.write'],
  may: [issueToken.pattern],
};
const create = (terms: Partial<WantedService> = {}) => accounts.create({ ...billing, ...terms });
const refusals = () =>
  database.query(`SELECT actor_id, detail FROM audit_entries WHERE action = 'command.refused'`);

describe('a service', () => {
  it('acts in its workspace, with its own permissions of now', async () => {
    const { id, credential } = await create();
    const actor = await principals.actorBehind(aContext(issueToken, credential));
    expect(actor).toEqual({ operator: { id, permissions: ['contacts.write'] }, workspace: admin.workspace });
    await database.query(`UPDATE operators SET permissions = '{}' WHERE id = $1`, [id]);
    const later = await principals.actorBehind(aContext(issueToken, credential));
    expect(later.operator.permissions).toEqual([]);
  });

  it('owns the tokens that it issues, as an operator does: live permissions, reach, audit (D3a, D4)', async () => {
    const { id, credential } = await create();
    const actor = await principals.actorBehind(aContext(issueToken, credential));
    const issued = await tokens.issue(actor, { name: 'Invoices' });
    expect(issued.owner_id).toBe(id);
    await expect(tokens.get(admin, issued.id)).resolves.toBeDefined();
    expect((await refusalOf(tokens.get(stranger, issued.id))).kind).toBe('not_found');
    const [entry] = await database.query(`SELECT actor_id FROM audit_entries WHERE action = 'token.issued'`);
    expect(entry).toEqual({ actor_id: id });
    const verdict = () => tokens.verify(tokenDigest(issued.key));
    expect(await verdict()).toMatchObject({ identity: { owner: { id, permissions: ['contacts.write'] } } });
    await accounts.disable(id);
    // The log tells guards, who may remember the token.
    const after = { outcome: 'invalid', reason: 'owner_inactive', as_of: 1 };
    await expect(verdict()).resolves.toMatchObject(after);
    await expect(database.query('SELECT touches FROM change_log WHERE number = 1')).resolves.toEqual([
      { touches: [id] },
    ]);
  });

  it('issues and rotates nothing where tokens are for signed-in operators only (D14)', async () => {
    const { credential } = await create();
    const actor = await principals.actorBehind(aContext(issueToken, credential));
    const { id, key } = await tokens.issue(actor, { name: 'Invoices' });
    await database.query('UPDATE workspaces SET dashboard_only = true');
    const refused = { kind: 'forbidden', code: 'token.dashboard_only' };
    expect(await refusalOf(tokens.issue(actor, { name: 'More' }))).toMatchObject(refused);
    expect(await refusalOf(tokens.rotate(actor, id))).toMatchObject(refused);
    expect((await tokens.verify(tokenDigest(key))).outcome).toBe('valid');
    await expect(tokens.issue(admin, { name: 'By a person' })).resolves.toBeDefined();
  });

  it.each([
    { contract: issueToken, isAllowed: true },
    { contract: listTokens, isAllowed: true },
    { contract: updateToken, isAllowed: false },
    { contract: revokeToken, isAllowed: false },
    { contract: getToken, isAllowed: false },
    { contract: closeSession, isAllowed: false },
  ])('that may issue and list may send $contract.pattern: $isAllowed', async ({ contract, isAllowed }) => {
    const { id, credential } = await create({ may: [issueToken.pattern, listTokens.pattern] });
    const answer = principals.actorBehind(aContext(contract, credential));
    if (isAllowed) {
      await expect(answer).resolves.toMatchObject({ operator: { id } });
      return;
    }
    expect(await refusalOf(answer)).toMatchObject({ kind: 'forbidden', code: 'principal.not_allowed' });
    const expected = { actor_id: id, detail: expect.objectContaining({ reason: 'not_allowed' }) as unknown };
    await expect(refusals()).resolves.toEqual(contract.kind === 'command' ? [expected] : []);
  });

  it('closes no session, whatever its list says', async () => {
    const { credential } = await create();
    await database.query('UPDATE service_credentials SET may = $1', [[closeSession.pattern]]);
    const refusal = await refusalOf(principals.closerBehind(aContext(closeSession, credential)));
    expect(refusal.kind).toBe('forbidden');
  });

  it('that was disabled is nobody, and the audit says who it was', async () => {
    const { id, credential } = await create();
    await expect(accounts.disable(id)).resolves.toBe(true);
    await expect(accounts.disable(id)).resolves.toBe(false);
    expect(await refusalOf(principals.actorBehind(aContext(issueToken, credential)))).toMatchObject({
      kind: 'unauthenticated',
      code: 'principal.invalid',
    });
    await expect(refusals()).resolves.toMatchObject([
      { actor_id: id, detail: { reason: 'principal_disabled' } },
    ]);
    const actions = ['service.created', 'service.disabled', 'command.refused'];
    await expect(database.audited()).resolves.toEqual(actions);
  });
});

it.each(['billing', '0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77', 'an operator’s'])(
  'what is no service cannot be disabled: %s',
  async (id) => {
    const refusal = await refusalOf(accounts.disable(id === 'an operator’s' ? admin.operator.id : id));
    expect(refusal.errors).toEqual({ id: ['is not the id of a service'] });
    await expect(database.query('SELECT 1 FROM operators WHERE NOT is_active')).resolves.toEqual([]);
  },
);

describe('a service’s credential', () => {
  it('is stored as a digest under a pepper, and shown once', async () => {
    const { credential } = await create();
    const [row] = await database.query<{ whole: string; mac: Buffer }>(
      `SELECT credential.mac, credential::text || (SELECT string_agg(entry::text, '') FROM audit_entries entry) AS whole
         FROM service_credentials credential`,
    );
    for (const secret of [credential, credential.slice(6, 30), tokenDigest(credential)]) {
      expect(row?.whole.includes(secret)).toBe(false);
    }
    expect(row?.mac.equals(peppers.mac(tokenDigest(credential)).mac)).toBe(true);
    expect(JSON.stringify(await accounts.list()).includes(credential)).toBe(false);
  });

  it.each([
    `UPDATE service_credentials SET mac = decode(repeat('00', 32), 'hex')`,
    'UPDATE service_credentials SET pepper_version = 9',
    'DELETE FROM service_credentials',
  ])('is nobody’s after %s', async (change) => {
    const { credential } = await create();
    await database.query(change);
    const refusal = await refusalOf(principals.actorBehind(aContext(issueToken, credential)));
    expect(refusal.code).toBe('principal.invalid');
  });
});

describe('a service that cannot be made', () => {
  it.each<{ terms: Partial<WantedService>; field: keyof WantedService }>([
    { terms: { workspace: 'nowhere' }, field: 'workspace' },
    { terms: { name: 'Billing' }, field: 'name' },
    { terms: { name: '' }, field: 'name' },
    { terms: { permissions: ['contacts.read'] }, field: 'permissions' },
    { terms: { may: [] }, field: 'may' },
    { terms: { may: ['auth.tokens.issue.v2'] }, field: 'may' },
    { terms: { may: [closeSession.pattern] }, field: 'may' },
    { terms: { may: ['auth.tokens.verify.v1'] }, field: 'may' },
  ])('is told by field: $terms', async ({ terms, field }) => {
    expect(Object.keys((await refusalOf(create(terms))).errors ?? {})).toEqual([field]);
    await expect(accounts.list()).resolves.toEqual([]);
    await expect(database.audited()).resolves.toEqual([]);
  });

  it('is the second of its name in a workspace, also at once', async () => {
    const made = await Promise.allSettled([create(), create(), create()]);
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await refusalOf(create())).errors).toEqual({
      name: ['belongs to a service of this workspace already'],
    });
    await expect(create({ workspace: 'globex' })).resolves.toBeDefined();
  });

  it('may be allowed what needs a principal and no session', () => {
    expect([...ALLOWABLE].sort()).toEqual(
      [
        ...[
          getToken,
          importTokens,
          issueToken,
          listTokens,
          readTokenAudit,
          revokeManyTokens,
          revokeToken,
          rotateToken,
          updateToken,
        ],
        ...[createOperator, listOperators, removeOperator, updateOperator, getWorkspace, updateWorkspace],
      ]
        .map(({ pattern }) => pattern)
        .sort(),
    );
  });

  it.each([
    `INSERT INTO operators (id, workspace_id, kind, name, email, password_hash, permissions)
     SELECT gen_random_uuid(), id, 'service', 'x', 'x@acme.test', 'none', '{}' FROM workspaces LIMIT 1`,
    `INSERT INTO operators (id, workspace_id, permissions) SELECT gen_random_uuid(), id, '{}' FROM workspaces LIMIT 1`,
    `UPDATE operators SET kind = 'robot'`,
  ])('is refused by PostgreSQL too when it is half a person: %s', async (statement) => {
    await expect(database.query(statement)).rejects.toThrow('operators_kind');
  });
});
