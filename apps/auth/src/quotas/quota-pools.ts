import { promptConnection, RedisRun, reportOutages } from '@latchkey/bus';
import { quotaPoolKey, Refusal, type ReserveQuotaRequest } from '@latchkey/contracts';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { type Redis } from 'ioredis';

type Pool = Pick<ReserveQuotaRequest, 'token_id' | 'run_id' | 'month' | 'version'>;

/**
 * Credits a pool if it is as whoever asked saw it; otherwise the chunk is stranded: nobody can tell any more whether
 * it was credited. ARGV: the credit that must be the last one, this one's number, how much, and how long it is kept.
 */
const CREDIT = `
if tonumber(redis.call('HGET', KEYS[1], 'seq') or 0) ~= tonumber(ARGV[1]) then return 0 end
redis.call('HSET', KEYS[1], 'seq', ARGV[2])
redis.call('HINCRBY', KEYS[1], 'left', ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return 1`;

/** Takes out what is left. */
const EMPTY = `
local left = redis.call('HGET', KEYS[1], 'left')
redis.call('DEL', KEYS[1])
return tonumber(left or 0)`;

type PoolRedis = Redis & {
  latchkeyCredit(key: string, after: number, seq: number, chunk: number, ttlMs: number): Promise<number>;
  latchkeyEmpty(key: string): Promise<number>;
};

/** Longer than a month: a clock that is set forward costs no credit. */
const KEPT_MS = 32 * 24 * 3_600_000;

/** The pools in Redis that guards spend from. */
@Injectable()
export class QuotaPools implements OnApplicationShutdown {
  private readonly redis: PoolRedis;
  private readonly run: RedisRun;

  constructor(redisUrl: string) {
    const redis = promptConnection(redisUrl, 'quotas');
    redis.defineCommand('latchkeyCredit', { numberOfKeys: 1, lua: CREDIT });
    redis.defineCommand('latchkeyEmpty', { numberOfKeys: 1, lua: EMPTY });
    reportOutages(redis, 'quotas', new Logger(QuotaPools.name));
    this.redis = redis as PoolRedis;
    this.run = new RedisRun(redis);
  }

  /** Whether nothing is left in it, and its last credit is the one that whoever asks saw there. */
  async isEmptyAfter(pool: Pool, after: number): Promise<boolean> {
    if (!this.isOf(pool.run_id)) return false;
    const [left, seq] = await this.redis.hmget(quotaPoolKey(pool), 'left', 'seq');
    return Number(left ?? 0) <= 0 && Number(seq ?? 0) === after;
  }

  /** At most once, whatever becomes of the answer. */
  async credit(pool: Pool, after: number, seq: number, chunk: number): Promise<void> {
    if (!this.isOf(pool.run_id)) return;
    await this.redis.latchkeyCredit(quotaPoolKey(pool), after, seq, chunk, KEPT_MS);
  }

  /** What was left, and now is whoever asks's. Refused when Redis is another. */
  async empty(pool: Pool): Promise<number> {
    if (!this.isOf(pool.run_id)) throw Refusal.unavailable();
    return this.redis.latchkeyEmpty(quotaPoolKey(pool));
  }

  onApplicationShutdown(): void {
    this.redis.disconnect();
  }

  /** Guards and we may for a moment be connected to different servers. */
  private isOf(runId: string): boolean {
    return this.run.id === runId;
  }
}
