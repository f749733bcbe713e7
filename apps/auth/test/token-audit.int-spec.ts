import { type OperatorIdentity, Refusal } from '@latchkey/contracts';
import { eventually } from '@latchkey/testing';
import { tokenDigest } from '@latchkey/token-format';
import { v7 as newId } from 'uuid';
import { TokenAudit } from '../src/tokens/token-audit.js';
import { TokenStore } from '../src/tokens/token.store.js';
import { AuthDatabase, somePeppers, type TokenCommands } from './auth-fixture.js';

let database: AuthDatabase;
let audit: TokenAudit;
let tokens: TokenCommands;
let owner: OperatorIdentity;
let colleague: OperatorIdentity;
let stranger: OperatorIdentity;

beforeAll(async () => {
  database = await AuthDatabase.start();
  audit = new TokenAudit(database.orm, new TokenStore(database.orm));
});
afterAll(() => database.stop());
beforeEach(async () => {
  await database.empty();
  const acme = await database.addWorkspace('acme');
  tokens = database.tokens(somePeppers());
  owner = await database.addOperator(acme, []);
  colleague = await database.addOperator(acme, []);
  stranger = await database.addOperator(await database.addWorkspace('other'), ['admin']);
});

const actions = async (id: string): Promise<[string, unknown][]> =>
  (await audit.read(owner, { id })).items.map(({ action, detail }) => [action, detail.reason]);

describe('the audit of a token', () => {
  it('says why its bearer was told 401, which the bearer is not (D12)', async () => {
    const { id, key } = await tokens.issue(owner, { name: 'Shop' });
    const present = () => tokens.verify(tokenDigest(key));
    const noted = (count: number) => eventually(async () => (await actions(id)).length === count);
    await tokens.update(owner, { id, is_active: false });
    await present();
    // Who verifies waits for no audit.
    await noted(3);
    await tokens.revoke(owner, id);
    await present();
    await noted(5);
    await expect(actions(id)).resolves.toEqual([
      ['token.refused', 'deleted'],
      ['token.deleted', undefined],
      ['token.refused', 'inactive'],
      ['token.updated', undefined],
      ['token.issued', undefined],
    ]);
  });

  it('says so once, however often a dead token is presented, by whichever replica at least', async () => {
    const { id, key } = await tokens.issue(owner, { name: 'Shop' });
    await tokens.revoke(owner, id);
    for (let n = 0; n < 50; n++) await tokens.verify(tokenDigest(key));
    await eventually(async () => (await actions(id)).length >= 3);
    await tokens.verify(tokenDigest(key));
    expect(await actions(id)).toHaveLength(3);
  });

  it('says what was done to its owner, who is its owner no more', async () => {
    const { id } = await tokens.issue(owner, { name: 'Shop' });
    await database.query(
      `INSERT INTO audit_entries (id, workspace_id, actor_id, action, subject_id)
       VALUES ($1, $2, NULL, 'operator.updated', $3), ($4, $2, NULL, 'session.opened', $3)`,
      [newId(), owner.workspace.id, owner.operator.id, newId()],
    );
    const named = (await actions(id)).map(([action]) => action);
    expect(named).toEqual(['operator.updated', 'token.issued']);
  });

  it('is in pages, and of one’s own tokens only', async () => {
    const { id } = await tokens.issue(owner, { name: 'Shop' });
    await tokens.update(owner, { id, name: 'Other' });
    const first = await audit.read(owner, { id, limit: 1 });
    expect(first.items).toMatchObject([
      {
        action: 'token.updated',
        actor_id: owner.operator.id,
        detail: { before: { name: 'Shop' }, after: { name: 'Other' } },
      },
    ]);
    const second = await audit.read(owner, { id, limit: 1, cursor: String(first.next_cursor) });
    expect([second.items[0]?.action, second.next_cursor]).toEqual(['token.issued', null]);
    for (const other of [colleague, stranger]) {
      await expect(audit.read(other, { id })).rejects.toMatchObject({ kind: 'not_found' });
    }
    await expect(audit.read(owner, { id, cursor: 'x' })).rejects.toBeInstanceOf(Refusal);
  });
});
