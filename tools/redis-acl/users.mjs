import { createHash } from 'node:crypto';

/**
 * What each kind of service may ask of Redis (docs/redis-acl.md). A selector, in parentheses, grants commands on some
 * keys or channels; a command passes when one selector grants all of it. Redis judges a script's commands like any
 * other, and wants reading and writing of every key that is named to EVAL: naming one grants nothing else.
 */

const QUESTIONS = 'latchkey:bus:{auth}:questions';
const COMMANDS = 'latchkey:bus:{auth}:commands';
const DEAD = 'latchkey:bus:{auth}:dead';
const EVENTS = 'latchkey:bus:{auth}:events';
/** What auth calls out to guards: that there is something to ask for. */
const HINTS = 'latchkey:bus:{auth}:hints';
/** What guards tell auth: how far they are. */
const NOTICES = 'latchkey:bus:{auth}:notices';
const LOGINS = 'latchkey:login:*';
/** Unknown tokens that a client has tried. */
const UNKNOWN = 'latchkey:unknown:*';
/** What tokens have used of their limits, and what guards know of each other's clocks. */
const COUNTERS = 'latchkey:limits:*';
/** What of monthly quotas may be spent. */
const POOLS = 'latchkey:quota:*';
/** What resource is to look at soon. Their scripts make most keys' names themselves. */
const JOBS = 'latchkey:jobs:*';
/** Nobody but who asks knows the rest of the name: never grant PSUBSCRIBE, PUBSUB or reading of requests beside it. */
const REPLIES = 'latchkey:bus:reply:*';
/** The door's channels. `auth.*` would take in those of its replies. */
const DOOR = 'auth.*.v[0-9]';
const DOOR_REPLIES = 'auth.*.v[0-9].reply';

/** Of one who gave up: `events:dead:billing`. @param {string} group */
const deadEvents = (group) => `${EVENTS}:dead:${group}`;

/** @param {string} commands @param {...string} keys */
const onKeys = (commands, ...keys) => selector(commands, keys, '~');

/** Without `resetchannels` Redis's acl-pubsub-default may add every channel. @param {string} commands @param {...string} channels */
const onChannels = (commands, ...channels) => selector(commands, channels, '&', 'resetchannels ');

/** @param {string} commands @param {string[]} names @param {string} mark @param {string} [first] */
const selector = (commands, names, mark, first = '') =>
  `(${first}${[...commands.split(' ').map((name) => `+${name}`), ...names.map((name) => mark + name)].join(' ')})`;

/** What a client library does by itself. HELLO and AUTH are everybody's. CLIENT SETINFO is not known to Redis 7.0. */
const CONNECTING = '+ping +info +client|setname';

const ASKING = [
  onKeys('eval evalsha xadd xlen', QUESTIONS, COMMANDS),
  onChannels('subscribe', REPLIES, HINTS),
  onChannels('publish', NOTICES),
];

const AUTH = [
  CONNECTING,
  '+time',
  onKeys('eval evalsha', QUESTIONS, COMMANDS, DEAD, EVENTS, LOGINS),
  onKeys(
    'xreadgroup xgroup|create xgroup|delconsumer xinfo|consumers xpending xclaim xack xrange xdel',
    QUESTIONS,
    COMMANDS,
  ),
  onKeys('xadd', DEAD, EVENTS),
  // For the metrics: how many wait.
  onKeys('xlen', QUESTIONS, COMMANDS, DEAD),
  onKeys('exists xinfo|stream xrange xtrim', EVENTS),
  onKeys('set incrby pttl expire del', LOGINS),
  onKeys('eval evalsha hget hmget hset hincrby pexpire del', POOLS),
  onChannels('publish', REPLIES, DOOR_REPLIES, HINTS),
  onChannels('subscribe', DOOR, NOTICES),
];

/** Several keys of one script: a single selector has to grant them all. */
const LIMITING = onKeys(
  'eval evalsha hget hmget hset hdel hgetall hincrby pttl pexpire del',
  COUNTERS,
  POOLS,
);

/** What BullMQ's scripts do to add a job, take it, extend its lock, put it back and end it; and how a worker waits. */
const WORKING = [
  '+time',
  onKeys(
    [
      ...['eval evalsha bzpopmin exists type del unlink set get incr incrby pttl pexpire persist'],
      ...['hset hmset hget hmget hgetall hdel hexists hincrby xadd xtrim'],
      ...['lpush rpush lpop rpop rpoplpush llen lrange lrem lset lindex lpos ltrim'],
      ...['sadd srem scard smembers sismember'],
      ...[
        'zadd zrem zcard zcount zscore zrange zrevrange zrangebyscore zrevrangebyscore zrangebylex zlexcount',
      ],
      ...['zpopmin zremrangebyscore zremrangebyrank'],
    ].join(' '),
    JOBS,
  ),
];

/** @param {string} group */
const hearing = (group) => [
  '+time',
  onKeys('eval evalsha', EVENTS, deadEvents(group)),
  onKeys('xreadgroup xgroup|create xgroup|delconsumer xinfo|consumers xpending xclaim xack xrange', EVENTS),
  onKeys('xadd', deadEvents(group)),
];

const RESOURCE = [
  CONNECTING,
  ...ASKING,
  LIMITING,
  onKeys('eval evalsha set incrby pttl expire', UNKNOWN),
  ...WORKING,
  ...hearing('resource'),
];

/** @param {string} group */
const serviceOf = (group) => [CONNECTING, ...ASKING, ...hearing(group)];

const OPERATOR = [
  CONNECTING,
  onKeys('xrange xdel xlen', DEAD, deadEvents('*')),
  onKeys('xinfo|groups xgroup|setid xclaim', EVENTS),
  onKeys('xadd', QUESTIONS, COMMANDS),
  onChannels('subscribe', REPLIES),
];

/** Nest's own client, at the door. */
const STOCK = [CONNECTING, onChannels('publish', DOOR), onChannels('subscribe unsubscribe', DOOR_REPLIES)];

/** Redis takes as many guesses as its network does. */
const SHORTEST_PASSWORD = 20;
/** No `*`: it would be a pattern. No `_`: each name has a variable of its own. */
const GROUP = /^[a-z][a-z0-9-]{0,62}$/;

/**
 * @typedef {object} Choice
 * @property {readonly string[]} [groups] Services that read events, by the name of their group.
 * @property {boolean} [stock] Whether somebody asks at the door.
 */

/** @param {Choice} choice @returns {[name: string, rules: string[]][]} */
const usersOf = ({ groups = [], stock = false }) => [
  ['auth', AUTH],
  ['resource', RESOURCE],
  ...groups.map((group) => /** @type {[string, string[]]} */ ([`service-${group}`, serviceOf(group)])),
  ['operator', OPERATOR],
  ...(stock ? [/** @type {[string, string[]]} */ (['stock', STOCK])] : []),
];

/** @param {string} user */
const variableOf = (user) => `REDIS_PASSWORD_${user.toUpperCase().replaceAll('-', '_')}`;

/**
 * The whole of Redis's ACL file. Passwords are in it as SHA-256 only.
 * @param {Readonly<Record<string, string | undefined>>} env
 * @param {Choice} [choice]
 * @returns {string}
 */
export function aclFile(env, choice = {}) {
  const bad = (choice.groups ?? []).filter((group) => !GROUP.test(group));
  if (bad.length > 0) {
    throw new Error(`A group's name has lowercase letters, digits and hyphens: not ${bad.join(', ')}.`);
  }
  const users = [...new Map(usersOf(choice))];
  const wrong = users.flatMap(([user]) => complaintsAbout(variableOf(user), env[variableOf(user)]));
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
  const lines = users.map(([user, rules]) => {
    const hash = createHash('sha256')
      .update(String(env[variableOf(user)]))
      .digest('hex');
    return `user ${user} on #${hash} resetchannels -@all ${rules.join(' ')}\n`;
  });
  return `user default off\n${lines.join('')}`;
}

/** @param {string} variable @param {string | undefined} password @returns {string[]} */
function complaintsAbout(variable, password) {
  if (!password) return [`${variable} is not set: it must be that user's password.`];
  if (password.length >= SHORTEST_PASSWORD) return [];
  return [`${variable} is too short: it must have at least ${SHORTEST_PASSWORD} characters.`];
}
