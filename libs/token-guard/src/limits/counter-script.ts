import { type Redis } from 'ioredis';

/**
 * Takes permits from all of a token's windows and from its quota's pool at once, settles earlier ones, and says what
 * is left. All times are whole microseconds.
 *
 * A charge is dated by the clock of the guard that made it, and by no other: `limits/guard-clocks.ts` says why. The
 * counters hold, for each guard that has charges, a clock (never later than that guard's own clock is) and for each
 * window a queue of pairs: until when, by that clock, and how many. So a charge is dropped only once its guard's own
 * clock has passed the end of the window that began when the permit was spent, or could be spent at the latest.
 *
 * KEYS[1] the counters, KEYS[2] the pool, if the token has a quota. ARGV[1] a CounterRequest.
 * Answers: how many are granted (-1: the guard's clock has gone back), the pool's `left` and `seq`; for each window
 * what is left, in how long the next permit is free and until when these are charged; then pairs of guard and clock.
 */
const TAKE = `
local call, key, pool = redis.call, KEYS[1], KEYS[2]
local ask = cjson.decode(ARGV[1])
local packed = call('HGET', key, 'guards')
local guards = packed and cmsgpack.unpack(packed) or {}

for id, clock in pairs(ask.clocks) do
  if guards[id] and clock > guards[id].clock then guards[id].clock = clock end
end
local own = guards[ask.guard] or { clock = ask.now, windows = {} }
-- Nobody may believe a clock to be later than it is: it stood still, with its machine.
if own.clock > ask.now then return { -1 } end
own.clock = ask.now
guards[ask.guard] = own

local queues, changed = {}, {}
local function queueOf(window, id)
  local field = window .. ':' .. id
  if not queues[field] then
    local queue = call('HGET', key, field)
    queues[field] = queue and cmsgpack.unpack(queue) or {}
  end
  return queues[field]
end

local function put(window, id, queue)
  local held = 0
  for i = 2, #queue, 2 do held = held + queue[i] end
  guards[id].windows[window] = #queue > 0 and { held = held, head = queue[1] } or nil
  queues[window .. ':' .. id] = queue
  changed[window .. ':' .. id] = queue
end

local function without(queue, isGone)
  local rest = {}
  for i = 1, #queue, 2 do
    if not isGone(queue[i], queue[i + 1]) then
      rest[#rest + 1] = queue[i]
      rest[#rest + 1] = queue[i + 1]
    end
  end
  return rest
end

-- The queue stays sorted by its ends.
local function add(queue, till, count)
  local i = #queue - 1
  while i > 0 and queue[i] > till do i = i - 2 end
  if i > 0 and queue[i] == till then
    queue[i + 1] = queue[i + 1] + count
  else
    table.insert(queue, i + 2, till)
    table.insert(queue, i + 3, count)
  end
end

local function roundUp(till, grain) return math.ceil(till / grain) * grain end

local guardCount = 0
for id, guard in pairs(guards) do
  guardCount = guardCount + 1
  for window, held in pairs(guard.windows) do
    if held.head <= guard.clock then
      put(window, id, without(queueOf(window, id), function(till) return till <= guard.clock end))
    end
  end
end

-- Of what was charged until the last moment at which it could be spent, it is known by now when it was, and how much.
for _, batch in ipairs(ask.settled) do
  for _, window in ipairs(ask.windows) do
    local charged = batch.charged_until[window.name]
    local queue = queueOf(window.name, ask.guard)
    for i = 1, charged and #queue or 0, 2 do
      if queue[i] == charged then
        local spent = math.min(batch.spent, queue[i + 1])
        queue[i + 1] = math.max(0, queue[i + 1] - spent - batch.unspent)
        local till = math.min(charged, roundUp(batch.spent_at + window.span, window.grain))
        if spent > 0 then add(queue, till, spent) end
        put(window.name, ask.guard, without(queue, function(_, count) return count == 0 end))
        break
      end
    end
  end
end

local left, seq = -1, 0
if pool then
  if ask.pool_back > 0 then
    call('HINCRBY', pool, 'left', ask.pool_back)
    if call('PTTL', pool) < ask.pool_ttl_ms then call('PEXPIRE', pool, ask.pool_ttl_ms) end
  end
  local found = call('HMGET', pool, 'left', 'seq')
  left, seq = tonumber(found[1] or 0), tonumber(found[2] or 0)
end

local room = pool and left or math.huge
local used = {}
for i, window in ipairs(ask.windows) do
  used[i] = 0
  for _, guard in pairs(guards) do
    local held = guard.windows[window.name]
    if held then used[i] = used[i] + held.held end
  end
  room = math.min(room, math.max(0, window.limit - used[i]))
end

-- More than is needed now, but no more than leaves as much to every guard there is, twice.
local fair = math.floor(math.min(room, 1e9) / (2 * guardCount))
local granted = math.min(room, math.max(ask.need, math.min(ask.want, fair)))

if pool and granted > 0 then left = call('HINCRBY', pool, 'left', -granted) end

-- In how long so many permits of a window are free again.
local function delay(window, permits)
  local soonest = math.huge
  local ends = {}
  for id, guard in pairs(guards) do
    local held = guard.windows[window]
    if held then
      soonest = math.min(soonest, held.head - guard.clock)
      if permits > 1 then
        local queue = queueOf(window, id)
        for i = 1, #queue, 2 do ends[#ends + 1] = { queue[i] - guard.clock, queue[i + 1] } end
      end
    end
  end
  if permits > 1 then
    table.sort(ends, function(a, b) return a[1] < b[1] end)
    for _, one in ipairs(ends) do
      permits = permits - one[2]
      soonest = one[1]
      if permits <= 0 then break end
    end
  end
  return soonest == math.huge and 0 or soonest
end

local reply = { granted, left, seq }
for i, window in ipairs(ask.windows) do
  local till = 0
  if granted > 0 then
    till = roundUp(ask.now + ask.life + window.span, window.grain)
    local queue = queueOf(window.name, ask.guard)
    add(queue, till, granted)
    put(window.name, ask.guard, queue)
  end
  local rest = window.limit - used[i] - granted
  reply[#reply + 1] = math.max(0, rest)
  reply[#reply + 1] = delay(window.name, rest < 0 and 1 - rest or 1)
  reply[#reply + 1] = till
end

local isEmpty = true
for id, guard in pairs(guards) do
  reply[#reply + 1] = id
  reply[#reply + 1] = guard.clock
  if next(guard.windows) == nil then guards[id] = nil else isEmpty = false end
end
if isEmpty then
  call('DEL', key)
else
  for field, queue in pairs(changed) do
    if #queue == 0 then call('HDEL', key, field) else call('HSET', key, field, cmsgpack.pack(queue)) end
  end
  call('HSET', key, 'guards', cmsgpack.pack(guards))
  if call('PTTL', key) < ask.ttl_ms then call('PEXPIRE', key, ask.ttl_ms) end
end
return reply`;

/**
 * Every guard's best knowledge of every guard's clock, in one hash, so that one that has just begun knows them too.
 * A field is `<clock>|<the clock when its guard was last heard>`. Forgotten are those that nobody can need any more.
 * ARGV[1] this guard, ARGV[2] its clock, ARGV[3] how long a guard is kept that is not heard; then pairs.
 */
const SHARE_CLOCKS = `
local key, me, now, kept = KEYS[1], ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
redis.call('HSET', key, me, string.format('%.0f|%.0f', now, now))
for i = 4, #ARGV, 2 do
  local known = redis.call('HGET', key, ARGV[i])
  if known then
    local clock, heard = string.match(known, '^(%d+)|(%d+)$')
    local told = tonumber(ARGV[i + 1])
    if told - tonumber(heard) > kept then
      redis.call('HDEL', key, ARGV[i])
    elseif told > tonumber(clock) then
      redis.call('HSET', key, ARGV[i], string.format('%.0f|%s', told, heard))
    end
  end
end
return redis.call('HGETALL', key)`;

export interface CountedWindow {
  readonly name: string;
  readonly limit: number;
  /** How long a permit is charged after its life. */
  readonly span: number;
  /** Ends of charges are rounded up to multiples of this, which bounds their number. */
  readonly grain: number;
}

/** Permits that were taken together, of which none will be spent any more. */
export interface SettledBatch {
  readonly spent: number;
  /** The last of them, by the guard's clock. */
  readonly spent_at: number;
  readonly unspent: number;
  /** For each window. */
  readonly charged_until: Readonly<Record<string, number>>;
}

/** What the script reads from ARGV[1]. */
export interface CounterRequest {
  readonly guard: string;
  /** When this was sent, by the guard's clock. */
  readonly now: number;
  /** For how long after `now` a permit may be spent. */
  readonly life: number;
  readonly need: number;
  /** At least `need`; the script grants more than that only where much is left. */
  readonly want: number;
  readonly windows: readonly CountedWindow[];
  readonly clocks: Readonly<Record<string, number>>;
  readonly settled: readonly SettledBatch[];
  readonly pool_back: number;
  readonly pool_ttl_ms: number;
  readonly ttl_ms: number;
}

export type LimitsRedis = Redis & {
  latchkeyTake(keyCount: number, ...keysAndRequest: string[]): Promise<(number | string)[]>;
  latchkeyShareClocks(key: string, ...args: (string | number)[]): Promise<string[]>;
};

export function withLimitScripts(redis: Redis): LimitsRedis {
  redis.defineCommand('latchkeyTake', { lua: TAKE });
  redis.defineCommand('latchkeyShareClocks', { numberOfKeys: 1, lua: SHARE_CLOCKS });
  return redis as LimitsRedis;
}
