import { eventually, type Latchkey, Scrape, startLatchkey } from '@latchkey/testing';
import pg from 'pg';
import { plantedDist } from '../verify/planted-dist.mjs';
import { CanaryProcess, credentialFor } from './canary-process.js';

/** The first change on a new database waits for as long as a lease. */
const SOON = { LEASE_SECONDS: '1' };

const rounds = async (canary: CanaryProcess, outcome: string): Promise<number> =>
  (await Scrape.of(canary)).value('latchkey_canary_runs_total', { outcome });

describe('the canary', () => {
  let latchkey: Latchkey;
  let database: pg.Client;
  beforeAll(async () => {
    latchkey = await startLatchkey({ resourceReplicas: 2, env: SOON });
    database = new pg.Client(latchkey.superuserUrls.auth);
    await database.connect();
  });
  afterAll(async () => {
    await database.end();
    await latchkey.stop();
  });

  const liveTokens = async (): Promise<number> => {
    const { rows } = await database.query<{ count: string }>(
      `SELECT count(*) FROM api_tokens WHERE name = 'Revocation canary' AND deleted_at IS NULL`,
    );
    return Number(rows[0]?.count);
  };

  it('sees that a revocation works, how long it took, and leaves no token', async () => {
    const canary = await CanaryProcess.start(latchkey);
    await eventually(async () => (await rounds(canary, 'refused')) >= 2, { withinMs: 15_000 });
    const scrape = await Scrape.of(canary);
    expect(scrape.value('latchkey_canary_revocation_seconds')).toBeGreaterThan(0);
    expect(scrape.value('latchkey_canary_stale_total')).toBe(0);
    const ago = Date.now() / 1_000 - scrape.value('latchkey_canary_last_success_timestamp_seconds');
    expect(ago).toBeLessThan(10);
    await canary.stop();
    expect(await liveTokens()).toBe(0);
  });

  it('clears away what one left that was killed', async () => {
    const credential = await credentialFor(latchkey);
    const first = await CanaryProcess.start(latchkey, { credential });
    await eventually(async () => (await rounds(first, 'refused')) >= 1, { withinMs: 15_000 });
    await first.kill();
    // As if it had been killed a while ago, between issuing and revoking.
    await database.query(
      `UPDATE api_tokens SET deleted_at = NULL, created_at = now() - interval '6 minutes'
        WHERE id = (SELECT id FROM api_tokens ORDER BY created_at DESC LIMIT 1)`,
    );
    expect(await liveTokens()).toBe(1);
    const second = await CanaryProcess.start(latchkey, { credential });
    await eventually(async () => (await rounds(second, 'refused')) >= 1, { withinMs: 15_000 });
    await second.stop();
    expect(await liveTokens()).toBe(0);
  });
});

describe('a guard that goes on accepting what was revoked', () => {
  let latchkey: Latchkey;
  beforeAll(async () => {
    const edit = {
      file: 'libs/token-guard/src/cache/memory.js',
      find: 'this.records.end(id);',
      replace: '',
    };
    latchkey = await startLatchkey({
      dist: await plantedDist({ name: 'deaf-guard', edits: [edit] }),
      env: SOON,
    });
  });
  afterAll(() => latchkey.stop());

  it('is seen by the canary', async () => {
    const canary = await CanaryProcess.start(latchkey);
    await eventually(async () => (await Scrape.of(canary)).value('latchkey_canary_stale_total') > 0, {
      withinMs: 15_000,
    });
    expect(await rounds(canary, 'refused')).toBe(0);
    await canary.kill();
  });
});
