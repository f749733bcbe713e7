import { type OperatorIdentity, type TokenIdentity } from '@latchkey/contracts';
import { tokenDigest } from '@latchkey/token-format';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { UsageStore } from '../src/usage/usage.store.js';
import { AuthDatabase, somePeppers, type TokenCommands } from './auth-fixture.js';

const DAY_MS = 24 * 60 * 60 * 1_000;

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

const verdictOn = ({ key }: { key: string }) => service.verify(tokenDigest(key));
const isGood = async (secret: { key: string }): Promise<boolean> =>
  (await verdictOn(secret)).outcome === 'valid';
const identityOf = async (secret: { key: string }): Promise<TokenIdentity> => {
  const verdict = await verdictOn(secret);
  if (verdict.outcome === 'invalid') throw new Error(`It is ${verdict.reason}`);
  return verdict.identity;
};
const issue = () => service.issue(admin, { name: 'Shop', abilities: ['contacts.read'] });

describe('a rotation without a grace', () => {
  it('ends the old secret, and the new one is the same token', async () => {
    const old = await issue();
    const { receipt, ...renewed } = await service.rotate(admin, old.id);
    expect(receipt.state).toBe('effective');
    expect(await verdictOn(old)).toMatchObject({ outcome: 'invalid', reason: 'superseded' });
    expect(await identityOf(renewed)).toMatchObject({
      id: old.id,
      key_prefix: renewed.key_prefix,
      abilities: ['contacts.read'],
      superseded: null,
    });
    expect(renewed.key_prefix).not.toBe(old.key_prefix);
    expect(renewed.key).toContain(renewed.key_prefix);
    expect(await service.get(admin, old.id)).toMatchObject({
      key_prefix: renewed.key_prefix,
      exposed_at: null,
      superseded_secrets: [],
    });
  });

  it('ends those that an earlier rotation left, too: so a leak is answered', async () => {
    const first = await issue();
    const second = await service.rotate(admin, first.id, 3_600);
    const third = await service.rotate(admin, first.id);
    expect([await isGood(first), await isGood(second), await isGood(third)]).toEqual([false, false, true]);
  });

  it('is audited, told as an event, and heard of by guards', async () => {
    const { id, key_prefix: before } = await issue();
    const { key_prefix } = await service.rotate(admin, id);
    expect(await database.audited()).toEqual(['token.issued', 'token.rotated']);
    const [entry] = await database.query(
      `SELECT detail, actor_id FROM audit_entries WHERE action = 'token.rotated'`,
    );
    expect(entry).toEqual({
      actor_id: admin.operator.id,
      detail: { key_prefix, before, grace_seconds: 0 },
    });
    const [event] = await database.query(`SELECT data FROM outbox WHERE name = 'token.rotated'`);
    expect(event?.['data']).toEqual({
      token_id: id,
      owner_id: admin.operator.id,
      grace_seconds: 0,
      until: null,
    });
    const [logged] = await database.query('SELECT touches FROM change_log ORDER BY number DESC LIMIT 1');
    expect(logged).toEqual({ touches: [id] });
  });

  it('happens once, however often the command arrives', async () => {
    const { id } = await issue();
    const first = await service.rotate(admin, id, 0, 'once');
    const again = await service.rotate(admin, id, 0, 'once');
    expect(again.key).toBe(first.key);
    expect(await isGood(first)).toBe(true);
    expect(await database.query('SELECT 1 FROM superseded_secrets')).toHaveLength(1);
  });
});

describe('a rotation with a grace', () => {
  it('leaves the old secret, which says so, for thirty days as long as the new one is not used', async () => {
    const old = await issue();
    await service.rotate(admin, old.id, 600);
    const { superseded, key_prefix } = await identityOf(old);
    expect(key_prefix).toBe(old.key_prefix);
    const days = (Date.parse(String(superseded?.until)) - Date.now()) / DAY_MS;
    expect(days).toBeGreaterThan(29.9);
    expect(days).toBeLessThan(30.1);
    // Any moment the new one may be used: nobody may remember the old one for longer than its grace.
    expect(superseded?.ends_in_ms).toBeLessThanOrEqual(600_000);
    expect(superseded?.ends_in_ms).toBeGreaterThan(590_000);
  });

  it('is over that long after the first use of the new one, and no later use moves its end', async () => {
    const old = await issue();
    const renewed = await service.rotate(admin, old.id, 2);
    await Promise.all(Array.from({ length: 10 }, () => verdictOn(renewed)));
    const { superseded: first } = await identityOf(old);
    expect(first?.ends_in_ms).toBeLessThanOrEqual(2_000);
    await sleep(500);
    await verdictOn(renewed);
    expect((await identityOf(old)).superseded?.until).toBe(first?.until);
    await sleep(1_600);
    expect(await verdictOn(old)).toMatchObject({ outcome: 'invalid', reason: 'superseded' });
    expect(await isGood(renewed)).toBe(true);
  });

  it('is over after thirty days though the new one was never used', async () => {
    const old = await issue();
    await service.rotate(admin, old.id, 600);
    await database.query(`UPDATE superseded_secrets SET until = now()`);
    expect(await isGood(old)).toBe(false);
  });

  it('is not begun by a use of the old one, nor by one of a new one that is refused', async () => {
    const old = await issue();
    const renewed = await service.rotate(admin, old.id, 1);
    await service.update(admin, { id: old.id, is_active: false });
    await verdictOn(renewed);
    await service.update(admin, { id: old.id, is_active: true });
    for (let n = 0; n < 5; n++) await verdictOn(old);
    await sleep(1_100);
    expect(await isGood(old)).toBe(true);
  });

  it('may be one of several, each with its own end', async () => {
    const first = await issue();
    const second = await service.rotate(admin, first.id, 3_600);
    const third = await service.rotate(admin, first.id, 60);
    await verdictOn(third);
    const [one, two] = await Promise.all([identityOf(first), identityOf(second)]);
    expect(one.superseded?.ends_in_ms).toBeGreaterThan(3_500_000);
    expect(two.superseded?.ends_in_ms).toBeLessThanOrEqual(60_000);
  });

  it('is nothing to a token that is deactivated or deleted: all its secrets are dead at once', async () => {
    const old = await issue();
    const renewed = await service.rotate(admin, old.id, 600);
    await service.update(admin, { id: old.id, is_active: false });
    expect([await isGood(old), await isGood(renewed)]).toEqual([false, false]);
    await service.update(admin, { id: old.id, is_active: true });
    expect([await isGood(old), await isGood(renewed)]).toEqual([true, true]);
    await service.revoke(admin, old.id);
    expect([await isGood(old), await isGood(renewed)]).toEqual([false, false]);
  });

  it('shows how much the old secret is used, and when it last was', async () => {
    const old = await issue();
    const renewed = await service.rotate(admin, old.id, 600);
    const { superseded } = await identityOf(old);
    const usage = new UsageStore(database.orm);
    await usage.count({
      report_id: randomUUID(),
      uses: [
        { token_id: old.id, secret_id: superseded?.secret_id ?? null, requests: 3, last_ms_ago: 0 },
        { token_id: old.id, requests: 5, last_ms_ago: 0 },
      ],
    });
    const token = await service.get(admin, old.id);
    expect(token).toMatchObject({ key_prefix: renewed.key_prefix });
    expect(token.superseded_secrets).toEqual([
      {
        key_prefix: old.key_prefix,
        superseded_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
        grace_seconds: 600,
        until: expect.stringMatching(/Z$/) as string,
        last_used_at: expect.stringMatching(/Z$/) as string,
        requests: 3,
      },
    ]);
    expect(token.last_used_at).not.toBeNull();
    const [row] = await database.query('SELECT sum(requests)::int AS sum FROM token_usage');
    expect(row).toEqual({ sum: 8 });
  });
});

describe('who may not rotate', () => {
  it.each([
    { who: 'an operator of another workspace', admins: true, elsewhere: true },
    { who: 'an operator who does not own it', admins: false, elsewhere: false },
  ])('is told of no such token: $who', async ({ admins, elsewhere }) => {
    const { id, ...old } = await issue();
    const workspace = elsewhere ? await database.addWorkspace('other') : admin.workspace;
    const stranger = await database.addOperator(workspace, admins ? ['admin'] : []);
    await expect(service.rotate(stranger, id)).rejects.toMatchObject({ code: 'token.not_found' });
    expect(await isGood(old)).toBe(true);
  });

  it('is whoever comes after its deletion', async () => {
    const { id } = await issue();
    await service.revoke(admin, id);
    await expect(service.rotate(admin, id)).rejects.toMatchObject({ code: 'token.not_found' });
  });
});

it('two rotations at once leave one secret that is good', async () => {
  const old = await issue();
  const settled = await database.allAtOnce('api_tokens', [
    () => service.rotate(admin, old.id),
    () => service.rotate(admin, old.id),
  ]);
  const secrets = settled.map((one) => (one.status === 'fulfilled' ? one.value : { key: '' }));
  const good = await Promise.all([old, ...secrets].map(isGood));
  expect(good.filter(Boolean)).toHaveLength(1);
  expect(good[0]).toBe(false);
});
