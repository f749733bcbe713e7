import { type Redis } from 'ioredis';

/**
 * Moves an entry to the dead letters, once: whoever acknowledges it moves it, so that neither two replicas nor one
 * that gets it done at last can leave it in both places or in none. Its message alone: a foreign entry may have more
 * fields than a call of Redis's takes.
 */
const BURY = `
local entry = redis.call('XRANGE', KEYS[1], ARGV[2], ARGV[2])[1]
if redis.call('XACK', KEYS[1], ARGV[1], ARGV[2]) == 0 or not entry then return 0 end
local message = ''
for i = #entry[2] - 1, 1, -2 do
  if entry[2][i] == 'm' then message = entry[2][i + 1] end
end
redis.call('XADD', KEYS[2], '*', 'stream', KEYS[1], 'entry', ARGV[2], 'deliveries', ARGV[3], 'm', message)
if ARGV[4] == '0' then redis.call('XDEL', KEYS[1], ARGV[2]) end
return 1`;

/** Deleting a consumer deletes what is pending for it: only one with nothing pending may go, checked in the same step. */
const FORGET = `
for _, consumer in ipairs(redis.call('XINFO', 'CONSUMERS', KEYS[1], ARGV[1])) do
  local name, pending, idle = consumer[2], consumer[4], consumer[6]
  if pending == 0 and (name == ARGV[2] or idle > tonumber(ARGV[3])) then
    redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], name)
  end
end`;

/** Acknowledges and answers in one step: what is not acknowledged was not answered. */
const ANSWER = `
local last = 2 + tonumber(ARGV[2])
redis.call('XACK', KEYS[1], ARGV[1], unpack(ARGV, 3, last))
redis.call('XDEL', KEYS[1], unpack(ARGV, 3, last))
for i = last + 1, #ARGV, 2 do redis.call('PUBLISH', ARGV[i], ARGV[i + 1]) end`;

export type GroupRedis = Redis & {
  /** Resolves to 1 when this call moved it. `keep` 1 leaves it in the stream, for other groups. */
  latchkeyBury(
    stream: string,
    deadStream: string,
    group: string,
    id: string,
    deliveries: number,
    keep: 0 | 1,
  ): Promise<number>;
  latchkeyForget(stream: string, group: string, consumer: string, idleMs: number): Promise<null>;
  /** Ids of entries, then pairs of a channel and a reply. */
  latchkeyAnswer(stream: string, group: string, idCount: number, ...rest: string[]): Promise<null>;
};

export function withGroupScripts(redis: Redis): GroupRedis {
  redis.defineCommand('latchkeyBury', { numberOfKeys: 2, lua: BURY });
  redis.defineCommand('latchkeyForget', { numberOfKeys: 1, lua: FORGET });
  redis.defineCommand('latchkeyAnswer', { numberOfKeys: 1, lua: ANSWER });
  return redis as GroupRedis;
}
