import { withinTrace } from '@latchkey/bus';
import { carryContexts } from '@latchkey/platform';
import { type EventMessage, type OperatorIdentity } from '@latchkey/contracts';
import { AuthDatabase, somePeppers, type TokenCommands } from './auth-fixture.js';

carryContexts();

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

const told = () => database.query<EventMessage>('SELECT * FROM outbox ORDER BY inserted');
const names = async () => (await told()).map(({ name }) => name);

describe('what other services are told', () => {
  it('of a new token: everything but what opens it', async () => {
    const { id, key } = await service.issue(admin, { name: 'Shop', abilities: ['contacts.read'] });
    const [event, ...more] = await told();
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      name: 'token.issued',
      version: 1,
      workspace_id: admin.workspace.id,
      actor_id: admin.operator.id,
    });
    expect(event?.data).toStrictEqual({
      token_id: id,
      owner_id: admin.operator.id,
      name: 'Shop',
      profile: 'apitk',
      abilities: ['contacts.read'],
      allowed_routes: null,
      rate_limits: null,
      monthly_quota: null,
      expires_at: null,
      is_active: true,
    });
    expect(JSON.stringify(event).includes(key)).toBe(false);
  });

  it('of the trace that it is a part of, if there is one', async () => {
    const traceId = 'a'.repeat(32);
    await withinTrace(`00-${traceId}-${'b'.repeat(16)}-01`, () => service.issue(admin, { name: 'Shop' }));
    await service.issue(admin, { name: 'Other' });
    expect((await told()).map(({ traceparent }) => traceparent)).toEqual([
      expect.stringMatching(`^00-${traceId}-[0-9a-f]{16}-01$`),
      null,
    ]);
  });

  it('of an update: which fields it changed, and nothing when it changed none', async () => {
    const { id } = await service.issue(admin, { name: 'Shop' });
    await service.update(admin, {
      id,
      name: 'Other',
      expires_at: '2999-12-31T23:59:59.000Z',
      abilities: null,
    });
    await service.update(admin, { id, name: 'Other' });
    const [, updated, ...more] = await told();
    expect(more).toEqual([]);
    expect(updated).toMatchObject({
      name: 'token.updated',
      data: { token_id: id, changed: ['name', 'expires_at'], name: 'Other' },
    });
  });

  it('of its end and its return, each by an event of its own', async () => {
    const { id } = await service.issue(admin, { name: 'Shop' });
    await service.update(admin, { id, is_active: false, name: 'Other' });
    await service.update(admin, { id, is_active: true });
    await service.revoke(admin, id);
    await service.revoke(admin, id);
    const which = { token_id: id, owner_id: admin.operator.id };
    const events = await told();
    expect(events.slice(1).map(({ name, data }) => [name, data])).toEqual([
      ['token.updated', expect.objectContaining({ changed: ['name'], is_active: false })],
      ['token.revoked', { ...which, reason: 'deactivated' }],
      ['token.restored', which],
      ['token.revoked', { ...which, reason: 'deleted' }],
    ]);
  });
});

describe('an event', () => {
  const refuse = (statement: string) =>
    database.query(`
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'not today'; END $$;
      ${statement} EXECUTE FUNCTION refuse()`);
  afterEach(() => database.query('DROP FUNCTION IF EXISTS refuse CASCADE'));

  it('is not told of a change that fails in the end', async () => {
    const { id } = await service.issue(admin, { name: 'Shop' });
    await refuse(
      'CREATE CONSTRAINT TRIGGER refuse AFTER UPDATE ON api_tokens DEFERRABLE INITIALLY DEFERRED FOR EACH ROW',
    );
    await expect(service.update(admin, { id, name: 'Other' })).rejects.toThrow('not today');
    await expect(service.revoke(admin, id)).rejects.toThrow('not today');
    expect(await names()).toEqual(['token.issued']);
  });

  it('that cannot be kept undoes its change', async () => {
    const { id } = await service.issue(admin, { name: 'Shop' });
    await refuse('CREATE TRIGGER refuse BEFORE INSERT ON outbox');
    await expect(service.issue(admin, { name: 'Second' })).rejects.toThrow('not today');
    await expect(service.update(admin, { id, name: 'Other' })).rejects.toThrow('not today');
    await expect(service.revoke(admin, id)).rejects.toThrow('not today');
    await expect(database.query('SELECT name, deleted_at FROM api_tokens')).resolves.toEqual([
      { name: 'Shop', deleted_at: null },
    ]);
    expect(await database.audited()).toEqual(['token.issued']);
  });

  it('is told once, however many revoke at once', async () => {
    const { id } = await service.issue(admin, { name: 'Shop' });
    const revocations = Array.from({ length: 8 }, () => () => service.revoke(admin, id));
    await database.allAtOnce('api_tokens', revocations);
    expect(await names()).toEqual(['token.issued', 'token.revoked']);
  });
});
