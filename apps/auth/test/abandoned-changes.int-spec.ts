import { tokenDigest } from '@latchkey/token-format';
import { AuthDatabase, somePeppers } from './auth-fixture.js';

describe('a change that waited for longer than its connection does', () => {
  let database: AuthDatabase;
  beforeAll(async () => (database = await AuthDatabase.start({ queryTimeoutMs: 200 })));
  afterAll(() => database.stop());

  it('is not committed by the next one, and is made when its command comes again', async () => {
    const service = database.tokens(somePeppers());
    const admin = await database.addOperator(await database.addWorkspace('acme'), ['admin']);
    const { id, key } = await service.issue(admin, { name: 'Shop' });
    const holder = database.connection();
    await holder.startTransaction();
    await holder.query('SELECT 1 FROM api_tokens FOR UPDATE');
    await expect(service.revoke(admin, id, 'leak')).rejects.toThrow('Query read timeout');
    // Nobody knows yet whether that one has ended.
    const next = service.issue(admin, { name: 'Other' });
    await holder.commitTransaction();
    await holder.release();
    await next;

    await expect(service.revoke(admin, id, 'leak')).resolves.toMatchObject({ id });
    await expect(database.audited()).resolves.toEqual(['token.issued', 'token.issued', 'token.deleted']);
    // Last, for a refusal is written into the audit, too, and nobody waits for that.
    await expect(service.verify(tokenDigest(key))).resolves.toMatchObject({ reason: 'deleted' });
  });

  it('keeps nothing locked: PostgreSQL gives it up before its caller does', async () => {
    const patient = await AuthDatabase.start();
    const [{ lock_timeout: given } = { lock_timeout: '' }] =
      await patient.orm.query<{ lock_timeout: string }[]>('SHOW lock_timeout');
    await patient.stop();
    expect(given).toBe('4s');
  });
});
