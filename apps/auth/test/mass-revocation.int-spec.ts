import { type OperatorIdentity, revokeManyTokens, type RevokeManyRequest } from '@latchkey/contracts';
import { tokenDigest } from '@latchkey/token-format';
import { type MassRevocation } from '../src/tokens/mass-revocation.js';
import { aCommand, AuthDatabase, refusalOf, somePeppers, type TokenCommands } from './auth-fixture.js';

let database: AuthDatabase;
let mass: MassRevocation;
let tokens: TokenCommands;
let acme: { id: string; slug: string };
let admin: OperatorIdentity;
let member: OperatorIdentity;
let stranger: OperatorIdentity;

beforeAll(async () => {
  database = await AuthDatabase.start();
  const peppers = somePeppers();
  mass = database.massRevocation(peppers);
  tokens = database.tokens(peppers);
});
afterAll(() => database.stop());
beforeEach(async () => {
  await database.empty();
  acme = await database.addWorkspace('acme');
  admin = await database.addOperator(acme, ['admin']);
  member = await database.addOperator(acme, []);
  stranger = await database.addOperator(await database.addWorkspace('globex'), ['admin']);
});

const revoke = (request: RevokeManyRequest, by = admin, key?: string) =>
  mass.revoke(by, aCommand(revokeManyTokens, request, key));
const verdictOn = async ({ key }: { key: string }): Promise<string> => {
  const verdict = await tokens.verify(tokenDigest(key));
  return verdict.outcome === 'valid' ? 'valid' : verdict.reason;
};
const logged = () => database.query('SELECT touches FROM change_log WHERE workspace_id = $1', [acme.id]);

describe('in an emergency', () => {
  it('all tokens of a workspace are revoked by one entry in the log, and nobody else’s', async () => {
    const ours = [];
    for (const owner of [admin, member, member]) ours.push(await tokens.issue(owner, { name: 'Shop' }));
    const theirs = await tokens.issue(stranger, { name: 'Shop' });
    const { receipt, revoked } = await revoke({ reason: 'Laptop stolen' });
    expect([revoked, receipt.state]).toEqual([3, 'effective']);
    for (const token of ours) expect(await verdictOn(token)).toBe('inactive');
    expect(await verdictOn(theirs)).toBe('valid');
    expect(await logged()).toEqual([{ touches: [acme.id] }]);
    const [entry] = await database.query(`SELECT * FROM audit_entries WHERE action = 'tokens.revoked'`);
    expect(entry).toMatchObject({
      actor_id: admin.operator.id,
      subject_id: acme.id,
      detail: { owner_id: null, created_before: null, count: 3, reason: 'Laptop stolen' },
    });
    const events = await database.query(`SELECT data FROM outbox WHERE name = 'tokens.revoked'`);
    expect(events).toEqual([
      { data: { owner_id: null, created_before: null, count: 3, reason: 'emergency' } },
    ]);
  });

  it('all of one owner are, by the owner’s id in the log; what guards know of a token depends on it', async () => {
    const his = await tokens.issue(member, { name: 'Shop' });
    const another = await tokens.issue(admin, { name: 'Shop' });
    const { depends_on } = await tokens.verify(tokenDigest(his.key));
    expect(await revoke({ owner_id: member.operator.id })).toMatchObject({ revoked: 1 });
    expect([await verdictOn(his), await verdictOn(another)]).toEqual(['inactive', 'valid']);
    expect(await logged()).toEqual([{ touches: [member.operator.id] }]);
    expect(depends_on).toContain(member.operator.id);
  });

  it('all that were issued before an instant are, whatever was rotated since', async () => {
    const old = await tokens.issue(admin, { name: 'Old' });
    const rotated = await tokens.issue(admin, { name: 'Rotated' });
    await database.query(`UPDATE api_tokens SET created_at = now() - interval '2 hours'`);
    const renewed = await tokens.rotate(admin, rotated.id, 600);
    const young = await tokens.issue(admin, { name: 'Young' });
    const created_before = new Date(Date.now() - 3_600_000).toISOString();
    expect(await revoke({ created_before })).toMatchObject({ revoked: 2 });
    for (const token of [old, rotated, renewed]) expect(await verdictOn(token)).toBe('inactive');
    expect(await verdictOn(young)).toBe('valid');
  });

  it('more than one transaction can end in time are revoked in several, each of which guards hear of', async () => {
    const few = database.massRevocation();
    few.mostAtOnce = 3;
    const ours = [];
    for (let n = 0; n < 8; n++) ours.push(await tokens.issue(member, { name: `Shop ${n}` }));
    const command = aCommand(revokeManyTokens, { owner_id: member.operator.id });
    expect(await few.revoke(admin, command)).toMatchObject({ revoked: 8, receipt: { state: 'effective' } });
    for (const token of ours) expect(await verdictOn(token)).toBe('inactive');
    expect(await logged()).toEqual(Array.from({ length: 3 }, () => ({ touches: [member.operator.id] })));
    const entries = await database.query<{ count: number }>(
      `SELECT (detail ->> 'count')::int AS count FROM audit_entries WHERE action = 'tokens.revoked' ORDER BY id`,
    );
    expect(entries.map(({ count }) => count)).toEqual([3, 3, 2]);
    // Given back since: the same command does nothing more, however many they are.
    for (const { id } of ours) await tokens.update(admin, { id, is_active: true });
    expect(await few.revoke(admin, command)).toMatchObject({ revoked: 8 });
    for (const token of ours) expect(await verdictOn(token)).toBe('valid');
  });

  it('each can be taken back by itself', async () => {
    const token = await tokens.issue(admin, { name: 'Shop' });
    await revoke({});
    await tokens.update(admin, { id: token.id, is_active: true });
    expect(await verdictOn(token)).toBe('valid');
  });

  it('nothing is changed, audited or told where nothing is left to revoke', async () => {
    expect(await revoke({})).toMatchObject({ revoked: 0 });
    expect(await logged()).toEqual([]);
    expect(await database.audited()).toEqual([]);
  });

  it('the command happens once', async () => {
    const token = await tokens.issue(admin, { name: 'Shop' });
    await revoke({}, admin, 'once');
    await tokens.update(admin, { id: token.id, is_active: true });
    expect(await revoke({}, admin, 'once')).toMatchObject({ revoked: 1 });
    expect(await verdictOn(token)).toBe('valid');
  });
});

describe('who may revoke many', () => {
  it('is an admin; one’s own, everybody', async () => {
    const his = await tokens.issue(member, { name: 'Shop' });
    for (const request of [{}, { owner_id: admin.operator.id }, { created_before: '2026-01-01T00:00:00Z' }]) {
      expect(await refusalOf(revoke(request, member))).toMatchObject({ code: 'operator.not_admin' });
    }
    expect(await verdictOn(his)).toBe('valid');
    expect(await revoke({ owner_id: member.operator.id }, member)).toMatchObject({ revoked: 1 });
  });

  it('reaches no other workspace by naming its operator', async () => {
    const theirs = await tokens.issue(stranger, { name: 'Shop' });
    expect(await revoke({ owner_id: stranger.operator.id })).toMatchObject({ revoked: 0 });
    expect(await verdictOn(theirs)).toBe('valid');
  });

  it('names no instant that is still to come', async () => {
    const created_before = new Date(Date.now() + 3_600_000).toISOString();
    const { errors } = await refusalOf(revoke({ created_before }));
    expect(errors).toEqual({ created_before: ['must not be in the future'] });
  });
});

it('a token that is being issued meanwhile is revoked with the rest, or issued after them', async () => {
  const settled = await database.allAtOnce<unknown>('workspaces', [
    () => tokens.issue(admin, { name: 'In the same moment' }),
    () => revoke({}),
  ]);
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
  const [issued] = await database.query<{ position: string; is_active: boolean }>(
    `SELECT is_active, (SELECT count(*) FROM audit_entries WHERE action = 'tokens.revoked') AS position FROM api_tokens`,
  );
  // Revoked if it was there first; otherwise there was nothing to revoke.
  expect(issued?.is_active).toBe(issued?.position === '0');
});
