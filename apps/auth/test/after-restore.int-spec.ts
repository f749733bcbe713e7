import { EventStream } from '@latchkey/bus';
import { type EventMessage, type OperatorIdentity } from '@latchkey/contracts';
import { type PrivateRedis, startPrivateRedis } from '@latchkey/testing';
import { tokenDigest } from '@latchkey/token-format';
import { Redis } from 'ioredis';
import { v7 as newId } from 'uuid';
import { ForgottenEvents } from '../src/after-restore/forgotten-events.js';
import { type Line, Report } from '../src/after-restore/report.js';
import { TakingBack } from '../src/after-restore/taking-back.js';
import { EventRelay } from '../src/events/event-relay.js';
import { Outbox } from '../src/events/outbox.js';
import { AuthDatabase, somePeppers, type TokenCommands } from './auth-fixture.js';

const STREAM = 'latchkey:bus:{auth}:events';

let database: AuthDatabase;
let tokens: TokenCommands;
let store: PrivateRedis;
let redis: Redis;
let stream: EventStream;
let outbox: Outbox;
let admin: OperatorIdentity;

beforeAll(async () => {
  database = await AuthDatabase.start();
  tokens = database.tokens(somePeppers());
  outbox = new Outbox(database.orm);
  store = await startPrivateRedis();
  redis = new Redis(store.url);
  stream = new EventStream({ redisUrl: store.url, service: 'auth' }, { waitsForConnection: true });
});
afterAll(async () => {
  stream.close();
  redis.disconnect();
  await store.stop();
  await database.stop();
});
beforeEach(async () => {
  await database.empty();
  await redis.del(STREAM);
  admin = await database.addOperator(await database.addWorkspace('acme'), ['admin']);
});

/** What was told, and this database knows nothing of. */
async function tell(name: string, data: object, more: Partial<EventMessage> = {}): Promise<void> {
  const position = (await stream.position()) + 1;
  const event = { id: newId(), name, version: 1, at: new Date().toISOString(), actor_id: null, data };
  const json = JSON.stringify({ ...event, workspace_id: admin.workspace.id, ...more });
  await stream.append(position - 1, [{ position, json }]);
}

async function takeBack(
  wanted = { isDryRun: false, isForAll: false },
): Promise<{ lines: Line[]; failures: string[] }> {
  const lines: Line[] = [];
  const report = new Report((line) => lines.push(JSON.parse(line) as Line));
  await new TakingBack(database.orm, outbox, new ForgottenEvents(outbox, stream), report, wanted).run();
  return { lines, failures: report.failures };
}

const verdict = async ({ key }: { key: string }): Promise<string> => {
  const answer = await tokens.verify(tokenDigest(key));
  return answer.outcome === 'valid' ? 'valid' : answer.reason;
};
const issue = (): Promise<{ id: string; key: string }> => tokens.issue(admin, { name: 'Shop' });
const revoked = (token_id: string): object => ({
  token_id,
  owner_id: admin.operator.id,
  reason: 'deactivated',
});

it('what was committed before the backup and told after it is not forgotten: it is not done again', async () => {
  const token = await issue();
  const renewed = await tokens.rotate(admin, token.id);
  const [event] = await database.query<EventMessage>(`SELECT * FROM outbox WHERE name = 'token.rotated'`);
  await tell('token.rotated', { token_id: token.id }, { id: String(event?.id) });
  expect(await takeBack()).toEqual({ lines: [], failures: [] });
  expect(await verdict(renewed)).toBe('valid');
});

it('a token that got another secret since the restore is left alone', async () => {
  const token = await issue();
  await tell('token.rotated', {
    token_id: token.id,
    owner_id: admin.operator.id,
    grace_seconds: 0,
    until: null,
  });
  const renewed = await tokens.rotate(admin, token.id);
  expect((await takeBack()).lines).toEqual([]);
  expect(await verdict(renewed)).toBe('valid');
});

it('what was issued since the restore does not end with those that were revoked before it', async () => {
  const old = await issue();
  await database.query(`UPDATE api_tokens SET created_at = now() - interval '1 hour'`);
  await tell('tokens.revoked', { owner_id: null, created_before: null, count: 1, reason: 'emergency' });
  const young = await issue();
  expect((await takeBack()).lines).toMatchObject([{ token_id: old.id, did: 'deactivated' }]);
  expect([await verdict(old), await verdict(young)]).toEqual(['inactive', 'valid']);
});

it('is audited, told and logged as any change, and is nobody’s', async () => {
  const token = await issue();
  await tell('token.revoked', revoked(token.id));
  await takeBack();
  const [entry] = await database.query(`SELECT * FROM audit_entries WHERE action = 'token.updated'`);
  expect(entry).toMatchObject({
    actor_id: null,
    detail: { reason: expect.stringContaining('restored') as string },
  });
  const events = await database.query(`SELECT data, actor_id FROM outbox WHERE name = 'token.revoked'`);
  expect(events).toEqual([{ actor_id: null, data: revoked(token.id) }]);
  const [logged] = await database.query('SELECT touches FROM change_log ORDER BY number DESC LIMIT 1');
  expect(logged).toEqual({ touches: [token.id] });
  // Above what the stream has, as a relay numbers it.
  expect(await outbox.number(await stream.position(), 10)).toMatchObject({ raisedFrom: null });
  const [numbered] = await database.query(`SELECT position FROM outbox WHERE name = 'token.revoked'`);
  expect(Number((numbered as { position: string }).position)).toBeGreaterThan(1);
});

it('a relay that ran first has written down where the gap is', async () => {
  const token = await issue();
  await tell('token.revoked', revoked(token.id));
  const relay = new EventRelay(outbox, stream);
  relay.start();
  await relay.stop();
  // It has told of the token since.
  expect(await stream.position()).toBe(2);
  expect((await takeBack()).lines).toMatchObject([{ token_id: token.id, did: 'deactivated' }]);
  expect(await takeBack()).toEqual({ lines: [], failures: [] });
});

it('a secret that was seen in the clear is told of: who owns it has to rotate it', async () => {
  const { id } = await issue();
  await tell('token.exposed', { token_id: id, owner_id: admin.operator.id });
  const [line] = (await takeBack()).lines;
  expect(line).toMatchObject({ token_id: id, did: 'nothing', withheld: ['exposed_at'] });
});

it('what was given back since the restore is not taken again, not by a second loss either', async () => {
  const token = await issue();
  await tell('token.revoked', revoked(token.id));
  expect((await takeBack()).lines).toHaveLength(1);
  await tokens.update(admin, { id: token.id, is_active: true });
  expect((await takeBack()).lines).toEqual([]);
  const relay = new EventRelay(outbox, stream);
  relay.start();
  await relay.stop();
  await database.query('UPDATE event_gaps SET taken_back_at = NULL');
  expect((await takeBack()).lines).toEqual([]);
  expect(await verdict(token)).toBe('valid');
});

it('the last admin who had left is not locked out with the workspace: the command says so, and fails', async () => {
  await tell('tokens.transferred', { from: admin.operator.id, to: newId(), count: 0 });
  const { lines, failures } = await takeBack();
  expect(lines).toMatchObject([{ operator_id: admin.operator.id, did: 'nothing' }]);
  expect(failures).toEqual([expect.stringContaining('last active admin')]);
  const [{ is_active }] = (await database.query('SELECT is_active FROM operators')) as [
    { is_active: boolean },
  ];
  expect(is_active).toBe(true);
});

it('an event of a newer version and one of a strange shape are failures; a strange workspace’s are none', async () => {
  const token = await issue();
  await tell('token.revoked', revoked(token.id), { version: 2 });
  await tell('token.revoked', { ...revoked(token.id), token_id: 'x' });
  await tell('token.revoked', revoked(newId()), { workspace_id: newId() });
  await tell('something.new', {});
  const { lines, failures } = await takeBack();
  expect(failures).toEqual([expect.stringContaining('2 events cannot be read')]);
  expect(lines).toMatchObject([{ did: 'nothing', note: 'No workspace of this database.' }]);
  // It is not settled: whoever runs it again is told again.
  expect((await takeBack()).failures).toEqual(failures);
});

describe('when the events are gone', () => {
  const everything = { isDryRun: false, isForAll: true };

  it('because the stream does not reach back to the backup, it says how many, and does what it can', async () => {
    const [old, young] = [await issue(), await issue()];
    for (const { id } of [old, young]) await tell('token.revoked', revoked(id));
    await stream.trim(2);
    const { lines, failures } = await takeBack();
    expect(failures).toEqual([
      expect.stringMatching(/\(position 0\): 1 events are missing.*--deactivate-all/),
    ]);
    expect(lines).toMatchObject([{ token_id: young.id, did: 'deactivated' }]);
    expect(await verdict(old)).toBe('valid');
  });

  it('because Redis lost its end or was emptied, it says so', async () => {
    await issue();
    const relay = new EventRelay(outbox, stream);
    relay.start();
    await relay.stop();
    expect((await takeBack()).failures).toEqual([]);
    await redis.del(STREAM);
    expect((await takeBack()).failures).toEqual([expect.stringContaining('Redis has lost')]);
  });

  it('all tokens of all workspaces can be deactivated, and there is nothing left to complain of', async () => {
    const theirs = await database.addOperator(await database.addWorkspace('other'), ['admin']);
    const all = [await issue(), await issue(), await tokens.issue(theirs, { name: 'Shop' })];
    await tell('token.revoked', revoked(newId()));
    await redis.xtrim(STREAM, 'MAXLEN', 0);
    const shown = await takeBack({ ...everything, isDryRun: true });
    for (const token of all) expect(await verdict(token)).toBe('valid');
    const { lines, failures } = await takeBack(everything);
    expect([shown.lines, failures]).toEqual([lines, []]);
    expect(lines.map(({ token_id }) => token_id).sort()).toEqual(all.map(({ id }) => id).sort());
    for (const token of all) expect(await verdict(token)).toBe('inactive');
    expect(await takeBack()).toEqual({ lines: [], failures: [] });
  });
});
