import { type OperatorIdentity } from '@latchkey/contracts';
import { AuthDatabase, somePeppers, type TokenCommands } from './auth-fixture.js';

let database: AuthDatabase;
let service: TokenCommands;
let admin: OperatorIdentity;

beforeAll(async () => {
  database = await AuthDatabase.start();
  service = database.tokens(somePeppers());
});
afterAll(() => database.stop());
beforeEach(async () => {
  await database.empty();
  admin = await database.addOperator(await database.addWorkspace('acme'), ['admin']);
});

const rows = () => database.query('SELECT name, is_active, deleted_at FROM api_tokens ORDER BY id');

describe('a change that cannot be audited', () => {
  beforeEach(() =>
    database.query(`
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no audit today'; END $$;
      CREATE TRIGGER refuse AFTER INSERT ON audit_entries EXECUTE FUNCTION refuse();
      ALTER TABLE audit_entries DISABLE TRIGGER refuse`),
  );
  afterEach(() => database.query('DROP FUNCTION refuse CASCADE'));

  it.each<[string, (id: string) => Promise<unknown>]>([
    ['an issue', () => service.issue(admin, { name: 'Other' })],
    ['an update', (id) => service.update(admin, { id, name: 'Other', is_active: false })],
    ['a revocation', (id) => service.revoke(admin, id)],
  ])('does not happen: %s', async (_, change) => {
    const { id } = await service.issue(admin, { name: 'Shop' });
    const before = await rows();
    await database.query('ALTER TABLE audit_entries ENABLE TRIGGER refuse');
    await expect(change(id)).rejects.toThrow('no audit today');
    await expect(rows()).resolves.toEqual(before);
  });
});

describe('a change that fails in the end', () => {
  it('is not audited either', async () => {
    const { id } = await service.issue(admin, { name: 'Shop' });
    await database.query(`
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no commit today'; END $$;
      CREATE CONSTRAINT TRIGGER refuse AFTER UPDATE ON api_tokens DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION refuse()`);
    const attempts = [() => service.update(admin, { id, name: 'Other' }), () => service.revoke(admin, id)];
    for (const attempt of attempts) await expect(attempt()).rejects.toThrow('no commit today');
    await expect(database.audited()).resolves.toEqual(['token.issued']);
    await database.query('DROP FUNCTION refuse CASCADE');
  });
});

describe('at the same time', () => {
  it('ten revocations all succeed, and one of them is the one that did it', async () => {
    const { id } = await service.issue(admin, { name: 'Shop' });
    const revocations = Array.from({ length: 10 }, () => () => service.revoke(admin, id));
    const settled = await database.allAtOnce('api_tokens', revocations);
    expect(settled.filter(({ status }) => status === 'rejected')).toHaveLength(0);
    await expect(database.audited()).resolves.toEqual(['token.issued', 'token.deleted']);
  });

  it('updates of different fields are both kept', async () => {
    const { id } = await service.issue(admin, { name: 'Shop' });
    await database.allAtOnce('api_tokens', [
      () => service.update(admin, { id, name: 'Other' }),
      () => service.update(admin, { id, abilities: ['contacts.read'] }),
      () => service.update(admin, { id, is_active: false }),
    ]);
    expect(await service.get(admin, id)).toMatchObject({
      name: 'Other',
      abilities: ['contacts.read'],
      is_active: false,
    });
  });

  it('updates of one field each say truly what was before them', async () => {
    const { id } = await service.issue(admin, { name: 'Name 0' });
    const names = Array.from({ length: 8 }, (_, i) => `Name ${i + 1}`);
    await database.allAtOnce(
      'api_tokens',
      names.map((name) => () => service.update(admin, { id, name })),
    );
    const steps = await database.query<{ was: string; is: string }>(
      `SELECT detail->'before'->>'name' AS was, detail->'after'->>'name' AS is
         FROM audit_entries WHERE action = 'token.updated'`,
    );
    const nextOf = new Map(steps.map(({ was, is }) => [was, is]));
    let last = 'Name 0';
    for (let next = nextOf.get(last); next !== undefined; next = nextOf.get(last)) {
      nextOf.delete(last);
      last = next;
    }
    expect(nextOf.size).toBe(0);
    expect((await service.get(admin, id)).name).toBe(last);
  });

  it('a revocation and an update leave a revoked token', async () => {
    const { id } = await service.issue(admin, { name: 'Shop' });
    await database.allAtOnce<unknown>('api_tokens', [
      () => service.update(admin, { id, is_active: true, name: 'Other' }),
      () => service.revoke(admin, id),
      () => service.update(admin, { id, name: 'Third' }),
    ]);
    const [row] = await rows();
    expect(row?.deleted_at).not.toBeNull();
  });
});
