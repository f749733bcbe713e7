import {
  ALL_TOKEN_SHAPES,
  type OperatorIdentity,
  SHIPPED_RATE_LIMITS,
  updateWorkspace,
  type UpdateWorkspaceRequest,
} from '@latchkey/contracts';
import { tokenDigest } from '@latchkey/token-format';
import { createWorkspace } from '../src/workspaces/create-workspace.js';
import { type WorkspaceService } from '../src/workspaces/workspace.service.js';
import { aCommand, AuthDatabase, refusalOf, somePeppers, type TokenCommands } from './auth-fixture.js';

let database: AuthDatabase;
let workspaces: WorkspaceService;
let tokens: TokenCommands;
let acme: { id: string; slug: string };
let admin: OperatorIdentity;
let member: OperatorIdentity;

beforeAll(async () => {
  database = await AuthDatabase.start();
  const peppers = somePeppers();
  workspaces = database.workspaces(peppers);
  tokens = database.tokens(peppers);
});
afterAll(() => database.stop());
beforeEach(async () => {
  await database.empty();
  acme = await database.addWorkspace('acme');
  admin = await database.addOperator(acme, ['admin']);
  member = await database.addOperator(acme, ['contacts.write']);
});

const update = (by: OperatorIdentity, request: UpdateWorkspaceRequest) =>
  workspaces.update(by, aCommand(updateWorkspace, request));
const touched = () =>
  database.query('SELECT touches FROM change_log WHERE workspace_id = $1 ORDER BY number', [acme.id]);

const unkey = { prefix: 'shop_', length: 22, alphabet: 'base58', of: 'whole' } as const;
const sanctum = { prefix: '', length: 40, alphabet: 'base62', of: 'after-pipe' } as const;
const limits = [{ limit: 5, window: '1s' as const }];

it('a new workspace has the limits that are shipped, however it is made (D11)', async () => {
  await createWorkspace(database.orm, {
    ...{ slug: 'initech', name: 'Initech', email: 'you@initech.test', password: 'twelve letters' },
  });
  const rows = await database.query<{ rate_limits: unknown }>('SELECT rate_limits FROM workspaces');
  expect(rows.map(({ rate_limits }) => rate_limits)).toEqual([SHIPPED_RATE_LIMITS, SHIPPED_RATE_LIMITS]);
});

describe('a workspace', () => {
  it('is shown to each of its operators', async () => {
    const record = {
      slug: 'acme',
      name: 'acme',
      profile: 'apitk',
      rate_limits: [{ limit: 60, window: '1m' }],
      dashboard_only: false,
      owner_leaves: 'revoke',
      token_shapes: [],
    };
    await expect(workspaces.get(member)).resolves.toEqual(record);
    await expect(workspaces.get(admin)).resolves.toEqual(record);
  });

  it('has limits that its tokens have, unless they have their own; guards are told', async () => {
    const { id, key } = await tokens.issue(member, { name: 'Shop' });
    const record = await update(admin, { rate_limits: limits });
    expect(record).toMatchObject({ rate_limits: limits, receipt: { state: 'effective' } });
    await expect(touched()).resolves.toEqual([{ touches: [acme.id] }]);
    const verdict = () => tokens.verify(tokenDigest(key));
    expect(await verdict()).toMatchObject({
      identity: { rate_limits: limits },
      as_of: expect.anything() as number,
    });
    expect((await verdict()).depends_on).toContain(acme.id);
    await tokens.update(member, { id, rate_limits: [] });
    expect(await verdict()).toMatchObject({ identity: { rate_limits: [] } });
    await expect(database.audited()).resolves.toEqual(['token.issued', 'workspace.updated', 'token.updated']);
  });

  it('has a profile for its new tokens, which is no business of guards', async () => {
    await update(admin, { profile: 'whm' });
    expect((await tokens.issue(member, { name: 'Shop' })).profile).toBe('whm');
    await expect(touched()).resolves.toEqual([]);
    const [entry] = await database.query(
      `SELECT detail FROM audit_entries WHERE action = 'workspace.updated'`,
    );
    expect(entry?.detail).toMatchObject({ before: { profile: 'apitk' }, after: { profile: 'whm' } });
  });

  it('says what becomes of tokens, which is no business of guards either (D5, D14)', async () => {
    const terms = { dashboard_only: true, owner_leaves: 'freeze' as const };
    expect(await update(admin, terms)).toMatchObject(terms);
    expect(await workspaces.get(member)).toMatchObject(terms);
    await expect(touched()).resolves.toEqual([]);
  });

  it('lists what its imported tokens look like, and guards are told of the list of all (D18)', async () => {
    const shapes = database.allTokenShapes();
    expect(await shapes.list()).toMatchObject({ shapes: [], depends_on: [ALL_TOKEN_SHAPES] });
    expect(await update(admin, { token_shapes: [unkey, sanctum] })).toMatchObject({
      token_shapes: [unkey, sanctum],
      receipt: { state: 'effective' },
    });
    expect(await workspaces.get(member)).toMatchObject({ token_shapes: [unkey, sanctum] });
    const [{ number, touches } = {}] = await database.query(
      'SELECT number, touches FROM change_log ORDER BY number DESC LIMIT 1',
    );
    expect(touches).toEqual([acme.id, ALL_TOKEN_SHAPES]);

    const other = await database.addOperator(await database.addWorkspace('globex'), ['admin']);
    await update(other, { token_shapes: [{ ...unkey, prefix: 'globex_' }, sanctum] });
    const all = await shapes.list();
    expect(all.as_of).toBe(Number(number) + 1);
    expect(new Set(all.shapes)).toEqual(new Set([unkey, sanctum, { ...unkey, prefix: 'globex_' }]));

    await update(admin, { token_shapes: [] });
    expect((await shapes.list()).shapes).toHaveLength(2);
  });

  it.each([
    { prefix: 'apitk_', length: 64, own: 'apitk_' },
    { prefix: 'acme_', length: 40, own: 'acme_' },
    { prefix: 'lksvc_', length: 64, own: 'lksvc_' },
  ])('has no shape that Latchkey’s own tokens have: $prefix', async ({ prefix, length, own }) => {
    const token_shapes = [sanctum, { prefix, length, alphabet: 'base62', of: 'whole' } as const];
    const refusal = await refusalOf(update(admin, { token_shapes }));
    expect(refusal.errors).toEqual({
      token_shapes: [`"${prefix}" and ${length} characters could be one of Latchkey's own ${own}…`],
    });
  });

  it('that is as it is asked to be is not changed', async () => {
    await update(admin, { rate_limits: [{ window: '1m', limit: 60 }], profile: 'apitk' });
    await update(admin, {});
    await update(admin, { token_shapes: [] });
    await expect(touched()).resolves.toEqual([]);
    await expect(database.audited()).resolves.toEqual([]);
  });

  it('is changed by its admins only, and by none who is no more', async () => {
    const notAdmin = { kind: 'forbidden', code: 'operator.not_admin' };
    expect(await refusalOf(update(member, { rate_limits: [] }))).toMatchObject(notAdmin);
    await database.query(`UPDATE operators SET permissions = '{}'`);
    expect(await refusalOf(update(admin, { rate_limits: [] }))).toMatchObject(notAdmin);
  });

  it('has a profile that the deployment knows', async () => {
    const refusal = await refusalOf(update(admin, { profile: 'sk' }));
    expect(refusal.errors).toEqual({ profile: ['must be one of: apitk, whm, custom'] });
  });
});
