import {
  BusAnswerError,
  BusClient,
  BusUnavailableError,
  DeadLetters,
  readPublicSealingKey,
} from '@latchkey/bus';
import {
  type IssuedToken,
  issueToken,
  openSession,
  Refusal,
  type SessionTokens,
  verifyToken,
} from '@latchkey/contracts';
import { atScale, eventually, type Latchkey, startLatchkey } from '@latchkey/testing';
import { tokenDigest } from '@latchkey/token-format';
import { Redis } from 'ioredis';
import { setTimeout as delay } from 'node:timers/promises';
import { DataSource } from 'typeorm';

const COMMANDS = atScale({ test: 150, verify: 1_000 });
const KILLS = atScale({ test: 4, verify: 25 });
/** A replica is paused instead of killed when so many have been. */
const PAUSES_AFTER = atScale({ test: [1], verify: [5, 15] });
const CALLERS = 24;
/** Longer than a command may stay unanswered before another replica takes it over. */
const PAUSE_MS = 22_000;
const STREAM = 'latchkey:bus:{auth}:commands';

type Replica = Latchkey['auths'][number];

const refusalIn = (error: unknown): Refusal | null =>
  error instanceof BusAnswerError ? Refusal.fromWire(error.detail) : null;
const isUnknown = (error: unknown): boolean =>
  error instanceof BusUnavailableError || refusalIn(error)?.kind === 'unavailable';

describe('commands, while those who carry them out are killed and paused', () => {
  let latchkey: Latchkey;
  let client: BusClient;
  let redis: Redis;
  let database: DataSource;
  let principal: string;

  beforeAll(async () => {
    latchkey = await startLatchkey({ authReplicas: 3, resourceReplicas: 0 });
    redis = new Redis(latchkey.redisUrl);
    database = await new DataSource({ type: 'postgres', url: latchkey.superuserUrls.auth }).initialize();
    const sealingKey = readPublicSealingKey(String(latchkey.env.resource.SEALING_PUBLIC_KEY));
    client = new BusClient({ redisUrl: latchkey.redisUrl, service: 'auth', sealingKey });
    await client.connect();
    const session: SessionTokens = await client.call(openSession, latchkey.operator);
    principal = session.access_token;
  }, 60_000);
  afterAll(async () => {
    client.close();
    redis.disconnect();
    await database.destroy();
    await latchkey.stop();
  }, 60_000);

  const count = async (statement: string): Promise<number> => {
    const [row] = await database.query<{ count: string }[]>(statement);
    return Number(row?.count);
  };

  const issue = (number: number): Promise<IssuedToken> =>
    client.call(issueToken, { name: `Token ${number}` }, { principal, idempotencyKey: `order-${number}` });

  /** As a caller who must know does it: the same command again, for as long as nobody can tell. */
  async function issueInTheEnd(number: number): Promise<IssuedToken> {
    for (let attempt = 1; attempt <= 20; attempt++) {
      try {
        return await issue(number);
      } catch (error) {
        if (!isUnknown(error)) throw error;
      }
    }
    throw new Error(`Nobody could tell of command ${number}, 20 times.`);
  }

  /** A replica that is at work on a command in this moment. */
  async function atWork(): Promise<Replica | null> {
    const pending = (await redis.xpending(STREAM, 'replicas', '-', '+', 50)) as [string, string][];
    const pids = new Set(pending.map(([, consumer]) => Number(consumer.split(':')[1])));
    return latchkey.auths.find(({ pid, isRunning }) => isRunning && pids.has(pid)) ?? null;
  }

  it('all happen, once each, and a repetition gets the first reply with a secret that works', async () => {
    const replies = new Map<number, IssuedToken>();
    let sent = 0;
    let allowed = 0;
    let isOver = false;
    const caller = async (): Promise<void> => {
      while (!isOver || sent < allowed) {
        if (sent < allowed) {
          const number = sent++;
          replies.set(number, await issueInTheEnd(number));
        } else await delay(5);
      }
    };
    const callers = Array.from({ length: CALLERS }, caller);

    const pauses: Promise<void>[] = [];
    const pause = async (replica: Replica): Promise<void> => {
      await replica.pause();
      await delay(PAUSE_MS);
      replica.resume();
    };
    for (let kills = 0; kills < KILLS;) {
      allowed = Math.max(allowed, Math.ceil((COMMANDS * (kills + 1)) / KILLS));
      const victim = await eventually(atWork).catch(() => null);
      // All that were allowed were answered before anybody was caught at it.
      if (!victim) allowed += 10;
      else if (kills === PAUSES_AFTER[pauses.length]) pauses.push(pause(victim));
      else {
        await victim.kill();
        kills++;
        // The others go on meanwhile.
        await latchkey.addAuth();
      }
    }
    await Promise.all(pauses);
    isOver = true;
    await Promise.all(callers);

    // What the killed and paused ones left behind is taken over by the others.
    await eventually(async () => (await redis.xlen(STREAM)) === 0, { withinMs: 40_000 });
    expect(sent).toBeGreaterThanOrEqual(COMMANDS);
    expect(pauses).toHaveLength(PAUSES_AFTER.length);
    expect(replies.size).toBe(sent);
    await expect(count(`SELECT count(*) FROM api_tokens`)).resolves.toBe(sent);
    await expect(count(`SELECT count(DISTINCT name) FROM api_tokens`)).resolves.toBe(sent);
    await expect(count(`SELECT count(*) FROM audit_entries WHERE action = 'token.issued'`)).resolves.toBe(
      sent,
    );

    const rest = replies.entries();
    const repeat = async (): Promise<void> => {
      for (const [number, first] of rest) {
        expect(await issueInTheEnd(number)).toEqual(first);
        const verdict = await client.call(verifyToken, { digest: tokenDigest(first.key) });
        expect(verdict).toMatchObject({ outcome: 'valid', identity: { id: first.id } });
      }
    };
    await Promise.all(Array.from({ length: 8 }, repeat));
    await expect(count(`SELECT count(*) FROM api_tokens`)).resolves.toBe(sent);

    const letters = new DeadLetters(latchkey.redisUrl, 'auth');
    await expect(letters.count()).resolves.toBe(0);
    letters.close();
  }, 300_000);

  it('with another body under the same key are refused, and say so', async () => {
    await client.call(issueToken, { name: 'First' }, { principal, idempotencyKey: 'twice' });
    const other: unknown = await client
      .call(issueToken, { name: 'Second' }, { principal, idempotencyKey: 'twice' })
      .catch(refusalIn);
    expect(other).toMatchObject({ kind: 'invalid', code: 'idempotency.key_reused' });
  });
});
