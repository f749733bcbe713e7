import {
  type CreateOperatorRequest,
  createOperator,
  type OperatorIdentity,
  type OperatorRecord,
  type Permission,
  updateOperator,
  type UpdateOperatorRequest,
} from '@latchkey/contracts';
import { testPassword } from '@latchkey/testing';
import { tokenDigest } from '@latchkey/token-format';
import { type Team } from '../src/operators/team.js';
import { AccessTokens } from '../src/sessions/access-tokens.js';
import { Passwords } from '../src/operators/passwords.js';
import {
  aCommand,
  AuthDatabase,
  refusalOf,
  type SessionCommands,
  somePeppers,
  someSigningKey,
  type TokenCommands,
} from './auth-fixture.js';

let database: AuthDatabase;
let team: Team;
let tokens: TokenCommands;
let sessions: SessionCommands;
let acme: { id: string; slug: string };
let admin: OperatorIdentity;
let member: OperatorIdentity;
let stranger: OperatorIdentity;

beforeAll(async () => {
  database = await AuthDatabase.start();
  const peppers = somePeppers();
  team = database.team(peppers);
  tokens = database.tokens(peppers);
  const passwords = new Passwords();
  await passwords.onModuleInit();
  sessions = database.sessions(new AccessTokens(someSigningKey()), passwords);
});
afterAll(() => database.stop());
beforeEach(async () => {
  await database.empty();
  acme = await database.addWorkspace('acme');
  admin = await database.addOperator(acme, ['admin']);
  member = await database.addOperator(acme, ['contacts.write']);
  stranger = await database.addOperator(await database.addWorkspace('globex'), ['admin']);
});

const password = testPassword();
const ada = { email: 'ada@acme.test', password, permissions: ['messages.send' as const] };
const create = (by: OperatorIdentity, request: CreateOperatorRequest, key?: string) =>
  team.create(by, aCommand(createOperator, request, key));
const update = (by: OperatorIdentity, request: UpdateOperatorRequest, key?: string) =>
  team.update(by, aCommand(updateOperator, request, key));
const idOf = ({ operator }: OperatorIdentity): string => operator.id;

const notAdmin = {
  kind: 'forbidden',
  code: 'operator.not_admin',
  message: 'Operator does not have the required permission: admin',
};
/** What guards were told to forget, oldest first. */
const touched = async (): Promise<string[][]> => {
  const rows = await database.query<{ touches: string[] }>(
    'SELECT touches FROM change_log WHERE workspace_id = $1 ORDER BY number',
    [acme.id],
  );
  return rows.map(({ touches }) => touches);
};

describe('a team', () => {
  it('is listed newest first, page by page, without services and without other workspaces', async () => {
    await database.query(
      `INSERT INTO operators (id, workspace_id, kind, name, permissions)
       VALUES (gen_random_uuid(), $1, 'service', 'billing', '{admin}')`,
      [acme.id],
    );
    const first = await team.list(admin, { limit: 1 });
    expect(first.items).toEqual([
      {
        id: idOf(member),
        email: expect.stringContaining('@acme.test') as string,
        permissions: ['contacts.write'],
        is_active: true,
        created_at: expect.stringMatching(/Z$/) as string,
        left_at: null,
      },
    ]);
    const second = await team.list(admin, { cursor: first.next_cursor ?? '' });
    expect(second.items.map(({ id }) => id)).toEqual([idOf(admin)]);
    expect(second.next_cursor).toBeNull();
    const refusal = await refusalOf(team.list(admin, { cursor: 'page-2' }));
    expect(refusal.errors).toEqual({ cursor: ['must be the next_cursor of the page before'] });
  });

  it('grows by whoever can sign in at once', async () => {
    const made = await create(admin, ada);
    expect(made).toMatchObject({ email: ada.email, permissions: ['messages.send'], is_active: true });
    await expect(sessions.open({ email: ada.email, password })).resolves.toHaveProperty('access_token');
    const [entry] = await database.query(`SELECT * FROM audit_entries WHERE action = 'operator.created'`);
    expect(entry).toMatchObject({
      actor_id: idOf(admin),
      subject_id: made.id,
      detail: { email: ada.email, permissions: ['messages.send'] },
    });
    expect(JSON.stringify(await database.query('SELECT * FROM idempotent_replies')).includes(password)).toBe(
      false,
    );
    expect(await touched()).toEqual([]);
  });

  it('grows once by one command', async () => {
    const first = await create(admin, ada, 'hire-ada');
    await expect(create(admin, ada, 'hire-ada')).resolves.toEqual(first);
    await expect(
      database.query('SELECT count(*)::int AS count FROM operators WHERE workspace_id = $1', [acme.id]),
    ).resolves.toEqual([{ count: 3 }]);
  });

  it.each(['ada@acme.test', 'ADA@acme.test'])('has each email once, in any case: %s', async (email) => {
    await create(admin, ada);
    const refusal = await refusalOf(create(admin, { ...ada, email }));
    expect(refusal).toMatchObject({
      kind: 'invalid',
      errors: { email: ['belongs to an operator already'] },
    });
  });

  it('is managed by its admins only, and not by those of another', async () => {
    for (const attempt of [
      () => team.list(member, {}),
      () => create(member, ada),
      () => update(member, { id: idOf(member), permissions: ['admin'] }),
      () => update(member, { id: idOf(admin), is_active: false }),
    ]) {
      expect(await refusalOf(attempt())).toMatchObject(notAdmin);
    }
    expect(await refusalOf(update(stranger, { id: idOf(member), is_active: false }))).toMatchObject({
      kind: 'not_found',
      message: 'Operator not found',
    });
    await expect(database.query('SELECT 1 FROM operators WHERE NOT is_active')).resolves.toEqual([]);
  });

  it('is not managed by whoever was an admin until a moment ago', async () => {
    await database.query(`UPDATE operators SET permissions = '{}' WHERE id = $1`, [idOf(admin)]);
    expect(await refusalOf(create(admin, ada))).toMatchObject(notAdmin);
    expect(await refusalOf(update(admin, { id: idOf(member), is_active: false }))).toMatchObject(notAdmin);
    await database.query(`UPDATE operators SET permissions = '{admin}', is_active = false WHERE id = $1`, [
      idOf(admin),
    ]);
    expect(await refusalOf(create(admin, ada))).toMatchObject({ kind: 'unauthenticated' });
  });
});

describe('a change of an operator', () => {
  it('is told to guards by the operator’s id, audited, and says that it is effective', async () => {
    const { receipt, ...record } = await update(admin, { id: idOf(member), permissions: ['crm.access'] });
    expect(record).toMatchObject({ id: idOf(member), permissions: ['crm.access'], is_active: true });
    expect(receipt).toMatchObject({ state: 'effective' });
    expect(await touched()).toEqual([[idOf(member)]]);
    const [entry] = await database.query(
      `SELECT detail FROM audit_entries WHERE action = 'operator.updated'`,
    );
    expect(entry?.detail).toEqual({
      before: { permissions: ['contacts.write'], is_active: true },
      after: { permissions: ['crm.access'], is_active: true },
    });
  });

  it('to what they are already changes nothing, whatever the order of the permissions', async () => {
    await update(admin, { id: idOf(member), permissions: ['crm.access', 'reports.view'] });
    await update(admin, { id: idOf(member), permissions: ['reports.view', 'crm.access'], is_active: true });
    await update(admin, { id: idOf(member) });
    expect(await touched()).toHaveLength(1);
    await expect(database.audited()).resolves.toEqual(['operator.updated']);
  });

  it('acts on their tokens and sessions at once, and back again (D4)', async () => {
    const { id } = await create(admin, ada);
    const { access_token } = await sessions.open({ email: ada.email, password });
    const claims = Buffer.from(access_token.split('.')[1] ?? '', 'base64url').toString();
    const { sid } = JSON.parse(claims) as { sid: string };
    const owner: OperatorIdentity = { ...admin, operator: { id, permissions: ['messages.send'] } };
    const { key } = await tokens.issue(owner, { name: 'Shop' });
    const outcomes = async () => [
      await tokens.verify(tokenDigest(key)),
      await sessions.verify({ session_id: sid }),
    ];
    expect(await outcomes()).toMatchObject([{ outcome: 'valid' }, { outcome: 'valid' }]);
    await update(admin, { id, is_active: false });
    const ended = { outcome: 'invalid', reason: 'owner_inactive' };
    for (const verdict of await outcomes()) {
      expect(verdict).toMatchObject({ ...ended, depends_on: expect.arrayContaining([id]) as string[] });
    }
    expect((await refusalOf(sessions.open({ email: ada.email, password }))).kind).toBe('unauthenticated');
    await update(admin, { id, is_active: true, permissions: [] });
    expect(await outcomes()).toMatchObject([
      { identity: { owner: { permissions: [] } } },
      { identity: { operator: { permissions: [] } } },
    ]);
  });

  it('can be repeated by whoever gave up being an admin by it', async () => {
    await database.addOperator(acme, ['admin']);
    const first = await update(admin, { id: idOf(admin), permissions: [] }, 'step-down');
    expect(first.permissions).toEqual([]);
    const again = await update(admin, { id: idOf(admin), permissions: [] }, 'step-down');
    expect({ ...again, receipt: null }).toEqual({ ...first, receipt: null });
  });
});

describe('the last active admin', () => {
  const lastAdmin = {
    kind: 'conflict',
    code: 'operator.last_admin',
    message: 'This is the last active admin of the workspace',
  };

  it.each<{ change: Partial<UpdateOperatorRequest>; why: string }>([
    { change: { is_active: false }, why: 'inactive' },
    { change: { permissions: ['contacts.write'] }, why: 'no admin' },
    { change: { is_active: false, permissions: ['admin'] }, why: 'inactive, though an admin' },
  ])('cannot become $why, and says so', async ({ change }) => {
    const inactive = await database.addOperator(acme, ['admin']);
    await update(admin, { id: idOf(inactive), is_active: false });
    await database.query(
      `INSERT INTO operators (id, workspace_id, kind, name, permissions)
       VALUES (gen_random_uuid(), $1, 'service', 'billing', '{admin}')`,
      [acme.id],
    );
    expect(await refusalOf(update(admin, { id: idOf(admin), ...change }))).toMatchObject(lastAdmin);
    const permissions: Permission[] = ['admin', 'contacts.write'];
    await expect(update(admin, { id: idOf(admin), permissions })).resolves.toMatchObject({ permissions });
  });

  it('stays, however many admins go at once: one of each other, or each of themselves', async () => {
    for (const whom of ['each other', 'themselves']) {
      const second = await database.addOperator(acme, ['admin']);
      const pair = [admin, second] as const;
      const changes = pair.map((by, n) => () => {
        const id = idOf(whom === 'themselves' ? by : (pair[1 - n] ?? by));
        return update(by, { id, is_active: false });
      });
      const settled = await database.allAtOnce('workspaces', changes);
      expect(settled.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      const left = await database.query(
        `SELECT 1 FROM operators WHERE workspace_id = $1 AND is_active AND 'admin' = ANY (permissions)`,
        [acme.id],
      );
      expect(left).toHaveLength(1);
      await database.query('UPDATE operators SET is_active = true WHERE id = $1', [idOf(admin)]);
      await database.query('DELETE FROM idempotent_replies');
      await database.query('DELETE FROM operators WHERE id = $1', [idOf(second)]);
    }
  });
});

describe('a token that is issued while its owner is deactivated', () => {
  it('is refused, or is ended with the others: none escapes', async () => {
    for (let round = 0; round < 10; round++) {
      const owner = await database.addOperator(acme, []);
      const [issued, deactivated] = await Promise.allSettled([
        tokens.issue(owner, { name: 'Shop' }),
        update(admin, { id: idOf(owner), is_active: false }) as Promise<OperatorRecord>,
      ]);
      expect(deactivated.status).toBe('fulfilled');
      if (issued.status === 'rejected') expect(issued.reason).toMatchObject({ kind: 'unauthenticated' });
      else {
        await expect(tokens.verify(tokenDigest(issued.value.key))).resolves.toMatchObject({
          reason: 'owner_inactive',
        });
      }
    }
  });

  it('waits for a deactivation that is under way, and is refused then', async () => {
    const owner = await database.addOperator(acme, []);
    const holder = database.connection();
    await holder.startTransaction();
    await holder.query('UPDATE operators SET is_active = false WHERE id = $1', [idOf(owner)]);
    const issuing = refusalOf(tokens.issue(owner, { name: 'Shop' }));
    await database.waiting(1);
    await holder.commitTransaction();
    await holder.release();
    expect(await issuing).toMatchObject({ kind: 'unauthenticated', code: 'principal.invalid' });
    await expect(database.query('SELECT 1 FROM api_tokens')).resolves.toEqual([]);
  });
});
