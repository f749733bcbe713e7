import { promptConnection, RedisRun, reportOutages } from '@latchkey/bus';
import { quotaPoolKey, Refusal, type ReserveQuotaRequest } from '@latchkey/contracts';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { type Redis } from 'ioredis';

type Pool = Pick<ReserveQuotaRequest, 'token_id' | 'run_id' | 'month' | 'version'>;

/** Of credits that have not come when a later one does, so many are remembered as missing. */
const MOST_MISSING = 16;

/**
 * Credits a pool with each reservation at most once, in whatever order they come: a later one may overtake that of a
 * process which had no turn for a while, and without a crash all of a quota can be used (P4). Of a pool that was empty
 * nobody can tell what it has had: there only the order counts. ARGV: the credit's number, how much, how long it is kept.
 */
const CREDIT = `
local pool, seq = KEYS[1], tonumber(ARGV[1])
local last = tonumber(redis.call('HGET', pool, 'seq') or 0)
if seq > last then
  local first = last == 0 and seq or math.max(last + 1, seq - ${MOST_MISSING})
  for missing = first, seq - 1 do redis.call('HSET', pool, 'missing:' .. missing, 1) end
  redis.call('HSET', pool, 'seq', seq)
elseif redis.call('HDEL', pool, 'missing:' .. seq) == 0 then
  return 0
end
redis.call('HINCRBY', pool, 'left', ARGV[2])
redis.call('PEXPIRE', pool, ARGV[3])
return 1`;

/** Takes out what is left. */
const EMPTY = `
local left = redis.call('HGET', KEYS[1], 'left')
redis.call('DEL', KEYS[1])
return tonumber(left or 0)`;

type PoolRedis = Redis & {
  latchkeyCredit(key: string, seq: number, chunk: number, ttlMs: number): Promise<number>;
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
  async credit(pool: Pool, seq: number, chunk: number): Promise<void> {
    if (!this.isOf(pool.run_id)) return;
    await this.redis.latchkeyCredit(quotaPoolKey(pool), seq, chunk, KEPT_MS);
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
