import { SealingKey } from '@latchkey/bus';
import { issueToken, type OperatorIdentity, Refusal } from '@latchkey/contracts';
import { tokenDigest } from '@latchkey/token-format';
import { Logger } from '@nestjs/common';
import { ReplyExpiry } from '../src/commands/reply-expiry.js';
import { EXPIRY_BATCH, StoredReplies } from '../src/commands/stored-replies.js';
import { type Peppers, readPeppers } from '../src/keys/peppers.js';
import {
  aCommand,
  AuthDatabase,
  pepperText,
  refusalOf,
  somePeppers,
  type TokenCommands,
} from './auth-fixture.js';

let database: AuthDatabase;
let peppers: Peppers;
let sealingKey: SealingKey;
let service: TokenCommands;
let admin: OperatorIdentity;
let member: OperatorIdentity;

beforeAll(async () => {
  Logger.overrideLogger(false);
  database = await AuthDatabase.start();
  peppers = somePeppers();
  sealingKey = SealingKey.oneTime();
  service = database.tokens(peppers, sealingKey);
});
afterAll(() => database.stop());
beforeEach(async () => {
  await database.empty();
  const acme = await database.addWorkspace('acme');
  admin = await database.addOperator(acme, ['admin']);
  member = await database.addOperator(acme, []);
});

const names = async (): Promise<unknown[]> =>
  (await database.query('SELECT name FROM api_tokens ORDER BY id')).map(({ name }) => name);
const storedReplies = () => database.query('SELECT * FROM idempotent_replies');

describe('a command that arrives again', () => {
  it('has one effect and gets the first reply, the token included', async () => {
    const first = await service.issue(admin, { name: 'Shop' }, 'order-7');
    await expect(service.issue(admin, { name: 'Shop' }, 'order-7')).resolves.toStrictEqual(first);
    await expect(names()).resolves.toEqual(['Shop']);
    await expect(database.audited()).resolves.toEqual(['token.issued']);
    expect((await service.verify(tokenDigest(first.key))).outcome).toBe('valid');
  });

  it('is the same whatever the order of its fields', async () => {
    const first = await service.issue(admin, { name: 'Shop', abilities: [], is_active: false }, 'order-7');
    const again = await service.issue(admin, { is_active: false, abilities: [], name: 'Shop' }, 'order-7');
    expect(again).toEqual(first);
  });

  it('is answered as it was then, though the world has changed since', async () => {
    const { id } = await service.issue(admin, { name: 'Shop' });
    const first = await service.update(admin, { id, name: 'Other' }, 'rename');
    await service.update(admin, { id, name: 'Third' });
    await service.revoke(admin, id);
    const { receipt, ...again } = await service.update(admin, { id, name: 'Other' }, 'rename');
    expect(again).toEqual({ ...first, receipt: undefined });
    // What it waited for is what has happened by now.
    expect(receipt).toMatchObject({ state: 'effective' });
    await expect(names()).resolves.toEqual(['Third']);
  });

  it('is answered also when the time that it names is past by now', async () => {
    const expires_at = new Date(Date.now() + 60_000).toISOString();
    const first = await service.issue(admin, { name: 'Brief', expires_at }, 'order-7');
    const later = import.meta.jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 3_600_000);
    const again = service.issue(admin, { name: 'Brief', expires_at }, 'order-7');
    await expect(
      again.finally(() => {
        later.mockRestore();
      }),
    ).resolves.toEqual(first);
  });

  it('thirty times at once has one effect, and all get its reply', async () => {
    const rounds = 5;
    for (let round = 0; round < rounds; round++) {
      const issues = Array.from({ length: 30 }, () =>
        service.issue(admin, { name: 'Shop' }, `order-${round}`),
      );
      const replies = new Set(
        (await Promise.all(issues)).map((reply) => JSON.stringify(Object.entries(reply).sort())),
      );
      expect(replies.size).toBe(1);
    }
    await expect(names()).resolves.toHaveLength(rounds);
    expect(await database.audited()).toHaveLength(rounds);
  });

  it('while the first is not committed waits for it', async () => {
    const issues = Array.from({ length: 10 }, () => () => service.issue(admin, { name: 'Shop' }, 'order-7'));
    const settled = await database.allAtOnce('operators', issues);
    const keys = settled.map((each) => (each.status === 'fulfilled' ? each.value.key : String(each.reason)));
    expect(new Set(keys).size).toBe(1);
    await expect(names()).resolves.toHaveLength(1);
  });

  it('is the first again when the reply expires just then', async () => {
    await service.issue(admin, { name: 'Shop' }, 'order-7');
    const late = import.meta.jest.spyOn(StoredReplies.prototype, 'find').mockImplementationOnce(async () => {
      await database.query('DELETE FROM idempotent_replies');
      return null;
    });
    const again = service.issue(admin, { name: 'Shop' }, 'order-7');
    await expect(
      again.finally(() => {
        late.mockRestore();
      }),
    ).resolves.toMatchObject({ name: 'Shop' });
    await expect(names()).resolves.toHaveLength(2);
  });

  it('under another key is another command, and so is another principal’s under the same', async () => {
    await service.issue(admin, { name: 'Shop' }, 'order-7');
    await service.issue(admin, { name: 'Shop' }, 'order-8');
    const theirs = await service.issue(member, { name: 'Shop' }, 'order-7');
    expect(theirs.owner_id).toBe(member.operator.id);
    await expect(names()).resolves.toHaveLength(3);
  });
});

describe('a key that was used for something else', () => {
  it.each<[string, (id: string) => Promise<unknown>]>([
    ['another value', () => service.issue(admin, { name: 'Other' }, 'order-7')],
    ['a field more', () => service.issue(admin, { name: 'Shop', abilities: null }, 'order-7')],
    ['another command', (id) => service.revoke(admin, id, 'order-7')],
  ])('is refused for %s, in words that say what to do, and nothing happens', async (_, attempt) => {
    const { id } = await service.issue(admin, { name: 'Shop' }, 'order-7');
    expect((await refusalOf(attempt(id))).toWire()).toEqual({
      kind: 'invalid',
      code: 'idempotency.key_reused',
      message:
        'This idempotency key belongs to another request: repeat that request unchanged, or send this one under a new key',
      errors: { idempotency_key: ['belongs to another request'] },
    });
    await expect(database.audited()).resolves.toEqual(['token.issued']);
  });

  it('is refused to all but one of several at once', async () => {
    const issues = Array.from(
      { length: 10 },
      (_, n) => () => service.issue(admin, { name: `${n}` }, 'order-7'),
    );
    const settled = await database.allAtOnce('operators', issues);
    const refused = settled.filter((each) => each.status === 'rejected');
    expect(refused.map(({ reason }) => (reason as Refusal).code)).toEqual(
      Array.from({ length: 9 }, () => 'idempotency.key_reused'),
    );
    await expect(names()).resolves.toHaveLength(1);
  });
});

describe('a command that was refused', () => {
  it('leaves nothing, and is judged anew', async () => {
    const bad = { name: 'Shop', expires_at: '2020-01-01T00:00:00Z' };
    await refusalOf(service.issue(admin, bad, 'order-7'));
    await expect(storedReplies()).resolves.toEqual([]);
    await expect(service.issue(admin, { name: 'Shop' }, 'order-7')).resolves.toBeDefined();
  });

  it('as a value keeps what it changed, and not the key', async () => {
    const commands = database.commands(peppers);
    const command = aCommand(
      { pattern: 'test', secrets: { request: [], reply: [] } } as never,
      {},
      'order-7',
    );
    const refused = commands.once(admin, command, async ({ rows }) => {
      await rows.query(`UPDATE operators SET email = 'changed@acme.test' WHERE id = $1`, [admin.operator.id]);
      return new Refusal('conflict', 'test.refused', 'No');
    });
    expect((await refusalOf(refused)).code).toBe('test.refused');
    await expect(storedReplies()).resolves.toEqual([]);
    const [row] = await database.query(
      `SELECT count(*)::int FROM operators WHERE email = 'changed@acme.test'`,
    );
    expect(row).toEqual({ count: 1 });
  });

  it.each([
    ['the effect', 'api_tokens'],
    ['its audit entry', 'audit_entries'],
    ['the reply', 'idempotent_replies'],
  ])('by a failure of %s leaves nothing of the others', async (_, table) => {
    await database.query(`
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'not today'; END $$;
      CREATE CONSTRAINT TRIGGER refuse AFTER INSERT OR UPDATE ON ${table} DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION refuse()`);
    await expect(service.issue(admin, { name: 'Shop' }, 'order-7')).rejects.toThrow('not today');
    await database.query('DROP FUNCTION refuse CASCADE');
    await expect(names()).resolves.toEqual([]);
    await expect(database.audited()).resolves.toEqual([]);
    await expect(storedReplies()).resolves.toEqual([]);
    await expect(service.issue(admin, { name: 'Shop' }, 'order-7')).resolves.toBeDefined();
  });
});

describe('what is stored for a repetition', () => {
  const wholeRow = async (): Promise<string> => {
    const [row] = await database.query<{ whole: string }>(
      'SELECT stored::text AS whole FROM idempotent_replies stored',
    );
    return row?.whole ?? '';
  };

  it('is the reply with its secret sealed, and of key and request a digest', async () => {
    const { key, name } = await service.issue(admin, { name: 'Secretive' }, 'the-key-of-the-caller');
    const whole = await wholeRow();
    expect(whole).toContain(name);
    for (const secret of [key, key.slice(6, 30), tokenDigest(key), 'the-key-of-the-caller']) {
      expect(whole.includes(secret)).toBe(false);
    }
  });

  it('opens in its own row only', async () => {
    await service.issue(admin, { name: 'Shop' }, 'order-7');
    await service.issue(admin, { name: 'Shop' }, 'order-8');
    // Whoever can write to the table moves one reply into the row of another.
    await database.query(`UPDATE idempotent_replies SET reply = (
      SELECT reply FROM idempotent_replies ORDER BY created_at DESC LIMIT 1)`);
    const again = await Promise.allSettled(
      ['order-7', 'order-8'].map((key) => service.issue(admin, { name: 'Shop' }, key)),
    );
    expect(again.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  });

  it('opens for its own principal only', async () => {
    await service.issue(admin, { name: 'Shop' }, 'order-7');
    await service.issue(member, { name: 'Shop' }, 'order-7');
    await database.query(
      `UPDATE idempotent_replies SET reply = (SELECT reply FROM idempotent_replies WHERE principal_id = $1)`,
      [admin.operator.id],
    );
    const refusal = await refusalOf(service.issue(member, { name: 'Shop' }, 'order-7'));
    expect(refusal).toMatchObject({ code: 'idempotency.reply_unreadable' });
    await expect(service.issue(admin, { name: 'Shop' }, 'order-7')).resolves.toBeDefined();
  });

  it('under a key that auth has no more is refused as such, and has no second effect', async () => {
    await service.issue(admin, { name: 'Shop' }, 'order-7');
    const resealed = database.tokens(peppers, SealingKey.oneTime());
    const repeppered = database.tokens(readPeppers(pepperText(2)), sealingKey);
    for (const later of [resealed, repeppered]) {
      const refusal = await refusalOf(later.issue(admin, { name: 'Shop' }, 'order-7'));
      expect(refusal).toMatchObject({ kind: 'conflict', code: 'idempotency.reply_unreadable' });
    }
    await expect(names()).resolves.toEqual(['Shop']);
  });
});

describe('stored replies', () => {
  const age = (key: string, hours: number) =>
    database.query(
      `UPDATE idempotent_replies SET created_at = now() - $2 * interval '1 hour' WHERE key_digest = sha256($1::bytea)`,
      [key, hours],
    );

  it('live for 26 hours', async () => {
    await service.issue(admin, { name: 'Old' }, 'old');
    const young = await service.issue(admin, { name: 'Young' }, 'young');
    await age('old', 26.01);
    await age('young', 25.99);
    await new ReplyExpiry(database.storedReplies(peppers, sealingKey)).run();
    await expect(storedReplies()).resolves.toHaveLength(1);
    await expect(service.issue(admin, { name: 'Young' }, 'young')).resolves.toEqual(young);
  });

  it('are deleted in batches, all of them, by several replicas at once', async () => {
    const count = 2 * EXPIRY_BATCH + 1;
    await database.query(
      `INSERT INTO idempotent_replies
       SELECT $1, sha256(n::text::bytea), 'p', '', 1, '{}', now() - interval '2 days', $3
         FROM generate_series(1, $2) n`,
      [admin.operator.id, count, admin.workspace.id],
    );
    const replies = database.storedReplies(peppers, sealingKey);
    await expect(replies.expire()).resolves.toBe(EXPIRY_BATCH);
    await Promise.all([1, 2, 3].map(() => new ReplyExpiry(replies).run()));
    await expect(storedReplies()).resolves.toEqual([]);
  });

  it('are claimed by ids and names alone: the statement has no parameters', () => {
    const replies = database.storedReplies(peppers, sealingKey);
    const command = aCommand(issueToken, { name: 'Shop' });
    const strange = { ...command, pattern: "auth.tokens.issue.v1', '', 1); DELETE FROM api_tokens; --" };
    const claim = (by: string, one: typeof command) => () => replies.claim(by, one);
    expect(claim(admin.operator.id, command)).not.toThrow();
    expect(claim("'; --", command)).toThrow(TypeError);
    expect(claim(admin.operator.id, strange)).toThrow(TypeError);
  });

  it('that cannot be deleted harm nobody', async () => {
    const replies = database.storedReplies(peppers, sealingKey);
    await database.query('ALTER TABLE idempotent_replies RENAME TO elsewhere');
    await expect(new ReplyExpiry(replies).run()).resolves.toBeUndefined();
    await database.query('ALTER TABLE elsewhere RENAME TO idempotent_replies');
  });
});
