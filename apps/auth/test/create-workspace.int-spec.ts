import { PERMISSIONS, Refusal } from '@latchkey/contracts';
import { testPassword } from '@latchkey/testing';
import { createWorkspace, type NewWorkspace } from '../src/workspaces/create-workspace.js';
import { AuthDatabase } from './auth-fixture.js';

let database: AuthDatabase;

beforeAll(async () => {
  database = await AuthDatabase.start();
});
afterAll(() => database.stop());
beforeEach(() => database.empty());

const password = testPassword();
const create = (terms: Partial<NewWorkspace> = {}) =>
  createWorkspace(database.orm, { slug: 'acme', name: 'Acme', email: 'ada@acme.test', password, ...terms });

const aSlug = 'must be lower-case letters, digits and single hyphens, at most 63';

describe('a new workspace', () => {
  it('has one operator with every permission, and both are audited as the command line’s doing', async () => {
    const ids = await create();
    const [operator] = await database.query('SELECT id, workspace_id, permissions FROM operators');
    expect(operator).toEqual({
      id: ids?.operatorId,
      workspace_id: ids?.workspaceId,
      permissions: [...PERMISSIONS],
    });
    const audit = await database.query('SELECT action, actor_id FROM audit_entries ORDER BY id');
    expect(audit).toEqual([
      { action: 'workspace.created', actor_id: null },
      { action: 'operator.created', actor_id: null },
    ]);
  });

  it.each(['a', 'acme-2', '0', 'x'.repeat(63)])('may be called %s', async (slug) => {
    await expect(create({ slug })).resolves.not.toBeNull();
  });

  it('is not made again, and nothing of the attempt stays', async () => {
    await create();
    await expect(create({ email: 'eve@acme.test' })).resolves.toBeNull();
    const [count] = await database.query(
      'SELECT (SELECT count(*) FROM operators)::int AS operators, (SELECT count(*) FROM audit_entries)::int AS entries',
    );
    expect(count).toEqual({ operators: 1, entries: 2 });
  });

  it('is made once, however many make it at once', async () => {
    const made = await Promise.all(Array.from({ length: 5 }, (_, n) => create({ email: `a${n}@acme.test` })));
    expect(made.filter((ids) => ids !== null)).toHaveLength(1);
  });

  it('does not take an operator from another one', async () => {
    await create();
    await expect(create({ slug: 'other', email: 'ADA@acme.test' })).rejects.toMatchObject({
      kind: 'invalid',
      errors: { email: ['belongs to an operator already'] },
    });
    expect(await database.query('SELECT slug FROM workspaces')).toEqual([{ slug: 'acme' }]);
  });
});

describe('a workspace that cannot be made', () => {
  it.each<{ terms: Partial<NewWorkspace>; field: keyof NewWorkspace; reason: string }>([
    { terms: { slug: '' }, field: 'slug', reason: aSlug },
    { terms: { slug: 'Acme' }, field: 'slug', reason: aSlug },
    { terms: { slug: 'acme--inc' }, field: 'slug', reason: aSlug },
    { terms: { slug: '-acme' }, field: 'slug', reason: aSlug },
    { terms: { slug: 'acme/../globex' }, field: 'slug', reason: aSlug },
    { terms: { slug: 'acme\n' }, field: 'slug', reason: aSlug },
    { terms: { slug: 'x'.repeat(64) }, field: 'slug', reason: aSlug },
    { terms: { name: ' ' }, field: 'name', reason: 'must not be blank' },
    { terms: { email: 'ada' }, field: 'email', reason: 'must be an email address' },
    { terms: { password: 'x'.repeat(11) }, field: 'password', reason: 'must have 12 to 128 characters' },
    { terms: { password: 'x'.repeat(129) }, field: 'password', reason: 'must have 12 to 128 characters' },
  ])('is told by field: $field $reason', async ({ terms, field, reason }) => {
    const refusal: unknown = await create(terms).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Refusal);
    expect((refusal as Refusal).errors).toEqual({ [field]: [reason] });
    await expect(database.query('SELECT 1 FROM workspaces')).resolves.toEqual([]);
  });

  it('is told all its problems at once', async () => {
    const attempt = create({ slug: 'A', name: '', email: '', password: '' });
    const refusal = (await attempt.catch((error: unknown) => error)) as Refusal;
    expect(Object.keys(refusal.errors ?? {})).toEqual(['slug', 'name', 'email', 'password']);
  });
});
