import { BusClient, readPublicSealingKey } from '@latchkey/bus';
import { issueToken, openSession, updateToken, verifyToken } from '@latchkey/contracts';
import { eventually, type Latchkey, startLatchkey } from '@latchkey/testing';
import { tokenDigest } from '@latchkey/token-format';
import { DataSource } from 'typeorm';

const COMMANDS = 100;
const WAIT_MS = 5_000;

describe('commands that wait', () => {
  let latchkey: Latchkey;
  let client: BusClient;
  let database: DataSource;
  beforeAll(async () => {
    latchkey = await startLatchkey({ resourceReplicas: 0 });
    database = await new DataSource({ type: 'postgres', url: latchkey.superuserUrls.auth }).initialize();
    const sealingKey = readPublicSealingKey(String(latchkey.env.resource.SEALING_PUBLIC_KEY));
    client = new BusClient({ redisUrl: latchkey.redisUrl, service: 'auth', sealingKey });
    await client.connect();
  }, 60_000);
  afterAll(async () => {
    client.close();
    await database.destroy();
    await latchkey.stop();
  });

  /** Milliseconds of each verification, sorted. Every one of them is answered. */
  async function verifications(digest: string, isOver: () => boolean): Promise<number[]> {
    const durations: number[] = [];
    while (!isOver()) {
      const began = performance.now();
      await expect(client.call(verifyToken, { digest })).resolves.toMatchObject({ outcome: 'valid' });
      durations.push(performance.now() - began);
    }
    return durations.sort((a, b) => a - b);
  }
  const median = (sorted: readonly number[]): number => sorted[sorted.length >> 1] ?? NaN;

  it('delay no verification, though a hundred of them wait for five seconds', async () => {
    const { access_token: principal } = await client.call(openSession, latchkey.operator);
    const { id, key } = await client.call(issueToken, { name: 'Shop' }, { principal });
    const digest = tokenDigest(key);
    let left = 500;
    const alone = await verifications(digest, () => left-- === 0);

    const holder = database.createQueryRunner();
    await holder.startTransaction();
    await holder.query('SELECT 1 FROM api_tokens WHERE id = $1 FOR UPDATE', [id]);
    const patient = { ...updateToken, budgetMs: 30_000 };
    const commands = Array.from({ length: COMMANDS }, (_, number) =>
      client.call(patient, { id, name: `Name ${number}` }, { principal }),
    );
    const ends = Promise.allSettled(commands);
    await eventually(async () => {
      const waiting = await database.query<unknown[]>(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return waiting.length >= 10;
    });
    const began = performance.now();
    const meanwhile = await verifications(digest, () => performance.now() - began > WAIT_MS);
    await holder.commitTransaction();
    await holder.release();
    await ends;

    expect(meanwhile.length).toBeGreaterThan(100);
    expect(median(meanwhile)).toBeLessThan(2 * median(alone) + 2);
  }, 90_000);
});
