import {
  type OperatorIdentity,
  type OwnerLeaves,
  removeOperator,
  type RemoveOperatorRequest,
  updateOperator,
} from '@latchkey/contracts';
import { tokenDigest } from '@latchkey/token-format';
import { type Team } from '../src/operators/team.js';
import { aCommand, AuthDatabase, refusalOf, somePeppers, type TokenCommands } from './auth-fixture.js';

let database: AuthDatabase;
let team: Team;
let tokens: TokenCommands;
let acme: { id: string; slug: string };
let admin: OperatorIdentity;
let leaver: OperatorIdentity;
let heir: OperatorIdentity;

beforeAll(async () => {
  database = await AuthDatabase.start();
  const peppers = somePeppers();
  team = database.team(peppers);
  tokens = database.tokens(peppers);
});
afterAll(() => database.stop());
beforeEach(async () => {
  await database.empty();
  acme = await database.addWorkspace('acme');
  admin = await database.addOperator(acme, ['admin']);
  leaver = await database.addOperator(acme, ['contacts.write']);
  heir = await database.addOperator(acme, ['messages.send']);
});

const idOf = ({ operator }: OperatorIdentity): string => operator.id;
const remove = (request: Partial<RemoveOperatorRequest> = {}, by = admin, key?: string) =>
  team.remove(by, aCommand(removeOperator, { id: idOf(leaver), ...request }, key));
const policy = (wanted: OwnerLeaves) =>
  database.query('UPDATE workspaces SET on_owner_leaves = $1', [wanted]);
const verdictOn = ({ key }: { key: string }) => tokens.verify(tokenDigest(key));
const isActive = async ({ operator }: OperatorIdentity) => {
  const [row] = await database.query('SELECT is_active, left_at FROM operators WHERE id = $1', [operator.id]);
  return row;
};

describe('an operator who leaves (D5)', () => {
  it('has their tokens deleted, for good, unless the workspace says otherwise', async () => {
    const theirs = [await tokens.issue(leaver, { name: 'One' }), await tokens.issue(leaver, { name: 'Two' })];
    const another = await tokens.issue(heir, { name: 'Of somebody else' });
    const { receipt, ...removed } = await remove();
    expect(removed).toEqual({ id: idOf(leaver), tokens: 2, policy: 'revoke' });
    expect(receipt.state).toBe('effective');
    for (const token of theirs) expect(await verdictOn(token)).toMatchObject({ reason: 'deleted' });
    expect((await verdictOn(another)).outcome).toBe('valid');
    expect(await isActive(leaver)).toMatchObject({ is_active: false, left_at: expect.any(Date) as Date });
    const events = await database.query(`SELECT name, data FROM outbox WHERE name LIKE 'tokens.%'`);
    expect(events).toEqual([
      {
        name: 'tokens.revoked',
        data: { owner_id: idOf(leaver), created_before: null, count: 2, reason: 'owner_left' },
      },
    ]);
  });

  it('leaves them frozen: refused, until an admin gives one to somebody', async () => {
    await policy('freeze');
    const token = await tokens.issue(leaver, { name: 'Frozen' });
    expect(await remove()).toMatchObject({ tokens: 1, policy: 'freeze' });
    expect(await verdictOn(token)).toMatchObject({ reason: 'owner_inactive' });
    await tokens.update(admin, { id: token.id, owner_id: idOf(heir) });
    expect(await verdictOn(token)).toMatchObject({
      identity: { owner: { id: idOf(heir), permissions: ['messages.send'] } },
    });
  });

  it('gives them to another, who is their owner at once', async () => {
    await policy('transfer');
    const token = await tokens.issue(leaver, { name: 'Inherited' });
    expect(await remove({ transfer_to: idOf(heir) })).toMatchObject({ tokens: 1, policy: 'transfer' });
    expect(await verdictOn(token)).toMatchObject({
      outcome: 'valid',
      identity: { owner: { id: idOf(heir), permissions: ['messages.send'] } },
    });
  });

  it.each([
    { wanted: 'transfer', to: undefined, why: 'must name who gets the tokens' },
    { wanted: 'transfer', to: 'themselves', why: 'is no other active operator' },
    { wanted: 'transfer', to: 'a stranger', why: 'is no other active operator' },
    { wanted: 'transfer', to: 'somebody inactive', why: 'is no other active operator' },
    { wanted: 'revoke', to: 'the heir', why: 'must be left out' },
    { wanted: 'freeze', to: 'the heir', why: 'must be left out' },
  ] as const)('does not where nobody can get them: $wanted to $to', async ({ wanted, to, why }) => {
    await policy(wanted);
    const stranger = await database.addOperator(await database.addWorkspace('globex'), ['admin']);
    const inactive = await database.addOperator(acme, []);
    await database.query('UPDATE operators SET is_active = false WHERE id = $1', [idOf(inactive)]);
    const heirs = {
      themselves: leaver,
      'a stranger': stranger,
      'somebody inactive': inactive,
      'the heir': heir,
    };
    const token = await tokens.issue(leaver, { name: 'Shop' });
    const refusal = await refusalOf(remove(to === undefined ? {} : { transfer_to: idOf(heirs[to]) }));
    expect(refusal.errors?.['transfer_to']?.[0]).toContain(why);
    expect((await verdictOn(token)).outcome).toBe('valid');
    expect(await isActive(leaver)).toEqual({ is_active: true, left_at: null });
  });

  it('is one entry in the log and one in the audit, however many tokens', async () => {
    for (let n = 0; n < 5; n++) await tokens.issue(leaver, { name: `Token ${n}` });
    await remove();
    const touched = await database.query('SELECT touches FROM change_log WHERE workspace_id = $1', [acme.id]);
    expect(touched).toEqual([{ touches: [idOf(leaver)] }]);
    const [entry] = await database.query(`SELECT detail FROM audit_entries WHERE action = 'operator.left'`);
    expect(entry?.['detail']).toEqual({ policy: 'revoke', tokens: 5 });
  });

  it('is gone: repeated it answers the same, asked anew there is no such operator, and none comes back', async () => {
    const first = await remove({}, admin, 'once');
    expect(await remove({}, admin, 'once')).toMatchObject({ id: first.id, tokens: 0 });
    expect(await refusalOf(remove())).toMatchObject({ code: 'operator.not_found' });
    const back = team.update(admin, aCommand(updateOperator, { id: idOf(leaver), is_active: true }));
    expect(await refusalOf(back)).toMatchObject({ kind: 'conflict', code: 'operator.left' });
  });

  it('is nobody whom only a member wants gone, nor the last admin', async () => {
    expect(await refusalOf(remove({}, heir))).toMatchObject({ code: 'operator.not_admin' });
    expect(await refusalOf(remove({ id: idOf(admin) }))).toMatchObject({ code: 'operator.last_admin' });
    const stranger = await database.addOperator(await database.addWorkspace('globex'), ['admin']);
    expect(await refusalOf(remove({}, stranger))).toMatchObject({ code: 'operator.not_found' });
  });

  it('leaves no token behind that was being issued meanwhile', async () => {
    const settled = await database.allAtOnce<unknown>('operators', [
      () => tokens.issue(leaver, { name: 'In the last moment' }),
      () => remove(),
    ]);
    const left = await database.query('SELECT 1 FROM api_tokens WHERE deleted_at IS NULL');
    expect(left).toEqual([]);
    expect(settled[1]?.status).toBe('fulfilled');
    expect(await isActive(leaver)).toMatchObject({ is_active: false });
  });
});
