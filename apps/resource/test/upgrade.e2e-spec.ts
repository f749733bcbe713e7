import { atScale, type Replica } from '@latchkey/testing';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { plantedDist } from '../../../tools/verify/planted-dist.mjs';
import { Balancer } from './balancer.js';
import { MixedLoad } from './mixed-load.js';
import { type PrivateLatchkey, startPrivateLatchkey } from './private-latchkey.js';

const REPLICAS = atScale({ test: 1, verify: 3 });
/** The release after this one: it reads and writes a column of tokens that this one does not know, and finds it by an index. */
const NEXT_RELEASE = {
  name: 'next-release',
  edits: [
    {
      file: 'apps/auth/src/database/data-source.js',
      find: 'export const migrationOptions',
      replace: `
        class Regions9999999999990 {
          up(runner) {
            return runner.query("ALTER TABLE api_tokens ADD COLUMN region text NOT NULL DEFAULT 'anywhere'");
          }
          down(runner) { return runner.query('ALTER TABLE api_tokens DROP COLUMN region'); }
        }
        class RegionIndex9999999999991 {
          transaction = false;
          up(runner) { return runner.query('CREATE INDEX CONCURRENTLY api_tokens_region ON api_tokens (region)'); }
          down(runner) { return runner.query('DROP INDEX CONCURRENTLY api_tokens_region'); }
        }
        export const migrationOptions`,
    },
    {
      file: 'apps/auth/src/database/data-source.js',
      find: "    ],\n    // A question's caller",
      replace: "        Regions9999999999990, RegionIndex9999999999991,\n    ],\n    // A question's caller",
    },
    {
      file: 'apps/auth/src/tokens/api-token.entity.js',
      find: 'ApiTokenEntity = __decorate([',
      replace: `__decorate([Column({ type: 'text', default: 'anywhere' })], ApiTokenEntity.prototype, 'region', void 0);
        ApiTokenEntity = __decorate([`,
    },
  ],
};

/** Nobody waits for night: the next release takes over while this one serves, on one database. */
describe('an upgrade', () => {
  let own: PrivateLatchkey;
  let balancer: Balancer;
  let next: string;
  beforeAll(async () => {
    next = await plantedDist(NEXT_RELEASE);
    own = await startPrivateLatchkey({
      authReplicas: REPLICAS,
      resourceReplicas: REPLICAS,
      env: { SHUTDOWN_GRACE_SECONDS: '1' },
    });
    balancer = await Balancer.start({ pollMs: 150 });
    for (const { url } of own.latchkey.resources) await balancer.add(url);
  }, 60_000);
  afterAll(async () => {
    balancer.stop();
    await own.stop();
  });

  const migrate = async (): Promise<string> => {
    const program = path.join(next, 'apps/auth/src/migrate.js');
    const owner = { AUTH_OWNER_DATABASE_URL: own.latchkey.superuserUrls.auth };
    const env = { ...process.env, ...own.latchkey.env.auth, ...owner };
    return (await promisify(execFile)(process.execPath, [program], { env })).stdout;
  };
  const query = async <Row extends object>(statement: string): Promise<Row[]> => {
    const client = new pg.Client(own.latchkey.superuserUrls.auth);
    await client.connect();
    return (await client.query<Row>(statement).finally(() => client.end())).rows;
  };
  async function replace(old: readonly Replica[], start: () => Promise<Replica>): Promise<void> {
    for (const replica of old) {
      const { url, app } = await start();
      if (app === 'resource') {
        await balancer.add(url);
      }
      await replica.stop();
      balancer.remove(replica.url);
    }
  }

  it('changes the table of tokens and replaces every process under load, and no request fails', async () => {
    const { latchkey } = own;
    const load = await MixedLoad.begin(balancer.url, latchkey.operator, {
      pauseMs: atScale({ test: 20, verify: 5 }),
    });
    const [auths, resources] = [latchkey.auths.slice(), latchkey.resources.slice()];
    try {
      expect(await migrate()).toContain('applied Regions9999999999990, RegionIndex9999999999991');
      await replace(auths, () => latchkey.addAuth({}, next));
      await replace(resources, () => latchkey.addResource({}, next));
    } finally {
      await load.stop();
    }
    expect(load.failures).toEqual([]);
    expect(load.answered.size).toBeGreaterThan(5);
    const regions = await query('SELECT region, count(*) > 10 AS many FROM api_tokens GROUP BY region');
    expect(regions).toEqual([{ region: 'anywhere', many: true }]);
    const indexes = await query(
      `SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = 'api_tokens_region'::regclass`,
    );
    expect(indexes).toEqual([{ valid: true }]);
  }, 90_000);
});
