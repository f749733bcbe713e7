import { settled } from './fake-clock.js';
import {
  DIGEST,
  digestOf,
  invalidToken,
  OWNER,
  ScriptedGuard,
  TOKEN,
  validToken,
  WORKSPACE,
} from './scripted-guard.js';
import { entryAt, grantAt, last } from './scripted-line.js';

const L = 5_000;
const DELETED = expect.objectContaining({ outcome: 'invalid', reason: 'deleted' }) as object;

/** How caches of other projects kept revoked keys alive, each tried on this one. */
describe('a bug seen in the wild:', () => {
  it('a life that slides with use keeps a deleted key for ever (langfuse #17651)', async () => {
    const guard = await ScriptedGuard.at(7);
    await guard.fill(validToken(7, { expires_in_ms: 2_000 }));
    for (let ms = 0; ms < 1_900; ms += 100) {
      expect(guard.isKnown()).toBe(true);
      await guard.clock.pass(100);
      if (ms === 900) await guard.renewal(grantAt(7, []));
    }
    await guard.clock.pass(100);
    expect(guard.lease.isHeld()).toBe(true);
    expect(guard.isKnown()).toBe(false);
  });

  it('what is evicted before it is deleted is read back in between (langfuse #17651)', async () => {
    const guard = await ScriptedGuard.at(7);
    await guard.fill(validToken(7));
    // Told of an entry, the guard asks a replica of auth that has not seen it yet.
    await guard.renewal(grantAt(8, [entryAt(8, TOKEN)]));
    const asked = guard.ask();
    last(guard.line.tokens).answer(validToken(7));
    await settled();
    expect(guard.isKnown()).toBe(false);
    last(guard.line.tokens).answer(invalidToken(8, 'deleted'));
    expect(await asked).toEqual(DELETED);
  });

  it('a refresh that is on its way restores the deleted entry (e2b infra #3324, solana developer platform #1214)', async () => {
    const guard = await ScriptedGuard.at(7);
    const asked = guard.ask();
    await guard.renewal(grantAt(8, [entryAt(8, TOKEN)]));
    last(guard.line.tokens).answer(validToken(7));
    await settled();
    expect(guard.isKnown()).toBe(false);
    last(guard.line.tokens).answer(invalidToken(8, 'deleted'));
    expect(await asked).toEqual(DELETED);
    expect(guard.ask()).toEqual(DELETED);
  });

  it('the mark of a deleted key is evicted, and a late answer puts the old state in its place (solana developer platform #1214, octo-server #458)', async () => {
    const guard = await ScriptedGuard.at(7);
    const early = guard.ask();
    for (let n = 8; n <= 9; n++) {
      await guard.renewal(grantAt(n, [entryAt(n, TOKEN)]));
      last(guard.line.tokens).answer(validToken(n - 1));
      await settled();
    }
    const late = last(guard.line.tokens);
    await guard.renewal(grantAt(10, [entryAt(10, TOKEN)]));
    await guard.fill(invalidToken(10, 'deleted'));
    expect(guard.ask()).toEqual(DELETED);
    for (let n = 0; n < 3_000; n++) {
      const id = `another token ${n}`;
      await guard.fill(validToken(10, { id }), digestOf(id));
    }
    expect(guard.memory.find(DIGEST)).toBeUndefined();
    late.answer(validToken(9));
    await early;
    expect(guard.memory.find(DIGEST)).toBeUndefined();
  });

  it('a revocation succeeds though the cache could not be told (litellm-rs #959, #979)', async () => {
    const guard = await ScriptedGuard.at(7);
    await guard.fill(validToken(7));
    // Nothing reaches it: auth answers the change when its lease is over, and by then it is not used.
    for (let ms = 0; ms < L; ms += 50) {
      guard.line.renewals
        .filter(({ isOpen }) => isOpen)
        .forEach((renewal) => {
          renewal.fail();
        });
      await guard.clock.pass(50);
    }
    expect(guard.isKnown()).toBe(false);
  });

  it('only the node that changed something forgets it, or nobody calls what forgets (LIT chipotle #631, dotCMS #37623, granit-dotnet #2894)', async () => {
    const guards = [await ScriptedGuard.at(7), await ScriptedGuard.at(7), await ScriptedGuard.at(7)];
    for (const guard of guards) {
      await guard.fill(validToken(7));
      // The hint was lost: a fifth of its lease later it asks by itself.
      await guard.clock.pass(L / 5);
      last(guard.line.renewals).answer(grantAt(8, [entryAt(8, TOKEN)]));
      await settled();
      expect(guard.lease.isHeld()).toBe(true);
      expect(guard.isKnown()).toBe(false);
    }
  });

  it.each([
    { id: WORKSPACE, what: 'an organisation' },
    { id: OWNER, what: 'an owner' },
  ])(
    'what is done to $what leaves its keys as they were (solana developer platform #1214)',
    async ({ id }) => {
      const guard = await ScriptedGuard.at(7);
      const keys = Array.from({ length: 100 }, (_, n) => `key ${n}`);
      for (const key of keys) await guard.fill(validToken(7, { id: key }), digestOf(key));
      await guard.renewal(grantAt(8, [entryAt(8, id)]));
      expect(keys.filter((key) => guard.isKnown(digestOf(key)))).toEqual([]);
    },
  );

  it.each([
    { grant: grantAt(8, [entryAt(8, TOKEN)]), how: 'with what it missed' },
    { grant: grantAt(3_000), how: 'after more than can be told' },
  ])('a node that comes back, $how, serves what it held before (keycloak #52696)', async ({ grant }) => {
    const guard = await ScriptedGuard.at(7);
    await guard.fill(validToken(7));
    await guard.clock.pass(3_600_000);
    last(guard.line.renewals).fail();
    await guard.clock.pass(500);
    expect(guard.isKnown()).toBe(false);
    await guard.renewal(grant);
    expect(guard.lease.isHeld()).toBe(true);
    expect(guard.isKnown()).toBe(false);
  });

  it('a hit in the near cache is served before anybody asks whether it still holds (langfuse #13171)', async () => {
    const guard = await ScriptedGuard.at(7);
    await guard.fill(validToken(7));
    await guard.clock.pass(L);
    const asked = guard.ask();
    last(guard.line.tokens).answer(invalidToken(8, 'deleted'));
    expect(await asked).toEqual(DELETED);
  });
});
