import { atScale, type Latchkey, startLatchkey, testPassword } from '@latchkey/testing';
import { holdsFor } from '@latchkey/testing/any-input';
import { inspect } from 'node:util';
import { apiOf } from './acting.js';
import { CloudApi } from './cloud-api.js';
import { DescribedApi, type Operation } from './described-api.js';
import { DescribedRequests } from './described-requests.js';
import { Fuzzer, type Tally } from './fuzzer.js';
import { Ground } from './ground.js';
import { RawRequests } from './raw-requests.js';
import { SeededRows } from './seeded-rows.js';

/** Requests to each operation. */
const EACH = atScale({ test: 8, verify: 640 });
/** Few requests may all meet a row that another operation just used up: then as many again, a few times. */
const ROUNDS = atScale({ test: 6, verify: 1 });
const AT_ONCE = 4;
const LONGEST_MS = atScale({ test: 60, verify: 45 * 60 }) * 1_000;
/** Of the requests to an operation: what is never done is never tested. */
const LEAST_DONE = atScale({ test: 1, verify: 0.2 * EACH });

/** They change what holds for a whole workspace: in one of their own. */
const SWEEPING = /^(PATCH \/api\/workspace|POST .*\/revoke-many|\w+ .*\/whatsapp\/number)$/;

describe('every operation of the reference', () => {
  let cloud: CloudApi;
  let latchkey: Latchkey;
  let requests: RawRequests;
  let rows: SeededRows;
  let fuzzers: Readonly<Record<'usual' | 'sweeping', Fuzzer>>;
  let grounds: Readonly<Record<'usual' | 'sweeping', Ground>>;
  let api: DescribedApi;
  beforeAll(async () => {
    cloud = await CloudApi.start(testPassword());
    latchkey = await startLatchkey({ env: { ...cloud.env, UNKNOWN_TOKENS_PER_MINUTE: '1000000' } });
    api = await DescribedApi.of(apiOf(latchkey));
    requests = new RawRequests(latchkey.resources[0]?.url ?? '');
    rows = new SeededRows(latchkey.superuserUrls.resource);
    const other = await latchkey.addWorkspace('swept');
    grounds = {
      usual: await Ground.of(latchkey, api, rows, { cloud }),
      sweeping: await Ground.of(latchkey, api, rows, { workspace: other, cloud }),
    };
    const fuzzerOf = async (ground: Ground) =>
      new Fuzzer(ground, requests, await ground.staff.issue({ abilities: [], rate_limits: [] }));
    fuzzers = { usual: await fuzzerOf(grounds.usual), sweeping: await fuzzerOf(grounds.sweeping) };
  }, 60_000);
  afterAll(async () => {
    requests.stop();
    await rows.stop();
    await latchkey.stop();
    await cloud.stop();
  });

  const placeOf = ({ name }: Operation): 'usual' | 'sweeping' => (SWEEPING.test(name) ? 'sweeping' : 'usual');
  const tallyOf = (operation: Operation): Tally =>
    fuzzers[placeOf(operation)].tallies.get(operation.name) ?? { asked: 0, done: 0 };

  it(
    'answers whatever is sent as the reference says, and does what it is for',
    async () => {
      const left = [...api.operations];
      const flaws: string[] = [];
      const work = async (): Promise<void> => {
        for (let operation = left.pop(); operation; operation = left.pop()) {
          await fuzz(operation).catch((error: unknown) => flaws.push(inspect(error)));
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
      expect(flaws.join('\n\n')).toBe('');
      const tallies = api.operations.map((operation) => ({ name: operation.name, ...tallyOf(operation) }));
      const total = tallies.reduce((sum, { asked }) => sum + asked, 0);
      console.log(`${total} requests to ${tallies.length} operations`);
      expect(tallies.filter(({ asked, done }) => asked < EACH || done < LEAST_DONE)).toEqual([]);
    },
    LONGEST_MS,
  );

  async function fuzz(operation: Operation): Promise<void> {
    const place = placeOf(operation);
    const ground = grounds[place];
    const plans = new DescribedRequests(api.resolve, (field) => ground.rows.rowNamedBy(field)).to(operation);
    for (let round = 0; round < ROUNDS && tallyOf(operation).done < LEAST_DONE; round++) {
      await holdsFor(plans, EACH, (plan) => fuzzers[place].ask(operation, plan), {
        limitMs: LONGEST_MS,
        round,
      });
    }
  }
});
