import { Redis } from 'ioredis';
import { AclRedis, type User } from './acl-redis.js';

const QUESTIONS = 'latchkey:bus:{auth}:questions';
const COMMANDS = 'latchkey:bus:{auth}:commands';
const DEAD = 'latchkey:bus:{auth}:dead';
const EVENTS = 'latchkey:bus:{auth}:events';
const DEAD_EVENTS = `${EVENTS}:dead:billing`;
const FOREIGN_DEAD_EVENTS = `${EVENTS}:dead:reporting`;
const REPLY = 'latchkey:bus:reply:somebody';
const LOGIN = 'latchkey:login:somebody';

/** Words apart by spaces. */
type Commands = readonly string[];

const reads = (stream: string, group = 'replicas'): Commands => [
  `XRANGE ${stream} - +`,
  `XREVRANGE ${stream} + -`,
  `XREAD STREAMS ${stream} 0`,
  `XREADGROUP GROUP ${group} me STREAMS ${stream} >`,
  `XREADGROUP GROUP ${group} me STREAMS ${stream} 0`,
  `XCLAIM ${stream} ${group} me 0 1-0`,
  `XAUTOCLAIM ${stream} ${group} me 0 0`,
  `XPENDING ${stream} ${group}`,
  `XINFO STREAM ${stream} FULL`,
  `XINFO GROUPS ${stream}`,
  `DUMP ${stream}`,
  `COPY ${stream} mine`,
  `RENAME ${stream} mine`,
];
const changes = (stream: string, group = 'replicas'): Commands => [
  `XACK ${stream} ${group} 1-0`,
  `XDEL ${stream} 1-0`,
  `XTRIM ${stream} MAXLEN 0`,
  `XSETID ${stream} 9-0`,
  `XGROUP CREATE ${stream} mine 0`,
  `XGROUP SETID ${stream} ${group} 0`,
  `XGROUP DESTROY ${stream} ${group}`,
  `XGROUP DELCONSUMER ${stream} ${group} somebody`,
];
const ends = (key: string): Commands => [`DEL ${key}`, `UNLINK ${key}`, `EXPIRE ${key} 1`, `SET ${key} x`];
const adds = (stream: string): Commands => [`XADD ${stream} * m {}`];
const answers: Commands = [
  `PUBLISH ${REPLY} {}`,
  `SPUBLISH ${REPLY} {}`,
  'PUBLISH auth.tokens.verify.v1.reply {}',
];
const eavesdropping: Commands = [
  'PSUBSCRIBE latchkey:bus:reply:*',
  'PSUBSCRIBE *',
  `PSUBSCRIBE ${REPLY}`,
  'SUBSCRIBE auth.tokens.verify.v1',
  'SSUBSCRIBE latchkey:bus:reply:x',
  'PUBSUB CHANNELS',
  'PUBSUB NUMSUB x',
];
const hint: Commands = ['PUBLISH latchkey:bus:{auth}:hints {}'];
const notice = 'latchkey:bus:{auth}:notices';
const throttle: Commands = [`GET ${LOGIN}`, `INCRBY ${LOGIN} 1`, `PTTL ${LOGIN}`, ...ends(LOGIN)];
const requests = [QUESTIONS, COMMANDS];

const server: Commands = [
  ...['FLUSHALL', 'FLUSHDB', 'SWAPDB 0 1', 'SELECT 1', 'SAVE', 'BGSAVE', 'BGREWRITEAOF', 'SHUTDOWN NOSAVE'],
  ...['CONFIG GET *', 'CONFIG SET maxmemory 1', 'CONFIG REWRITE', 'CONFIG RESETSTAT'],
  ...['ACL LIST', 'ACL SETUSER default on', 'ACL WHOAMI', 'ACL LOG', 'ACL LOAD'],
  ...['MONITOR', 'SLOWLOG GET', 'LATENCY LATEST', 'MEMORY STATS', 'COMMAND', 'MODULE LIST', 'DEBUG SLEEP 0'],
  ...['KEYS *', 'SCAN 0', 'RANDOMKEY', 'DBSIZE', 'GET x', 'SET x y', 'WAIT 0 1'],
  ...['SCRIPT FLUSH', 'SCRIPT KILL', 'SCRIPT LOAD return', 'FUNCTION FLUSH', 'FUNCTION LIST', 'FCALL f 0'],
  ...['CLIENT KILL ID 1', 'CLIENT LIST', 'CLIENT PAUSE 1', 'CLIENT TRACKING on', 'CLIENT NO-EVICT on'],
  ...['REPLICAOF NO ONE', 'PSYNC ? -1', 'REPLCONF ack 1', 'CLUSTER INFO', 'FAILOVER', 'MULTI'],
];

/** By who may read them. */
const forgedEvents: Commands = [
  ...[...adds(EVENTS), `XDEL ${EVENTS} 1-0`, `XTRIM ${EVENTS} MAXLEN 0`, `XSETID ${EVENTS} 9-0`],
  ...[`XGROUP DESTROY ${EVENTS} reporting`, `XGROUP SETID ${EVENTS} reporting 0`, ...ends(EVENTS)],
];

const FORBIDDEN: Readonly<Record<User, Readonly<Record<string, Commands>>>> = {
  resource: {
    'read requests': requests.flatMap((stream) => reads(stream)),
    'change or end requests': requests.flatMap((stream) => [...changes(stream), ...ends(stream)]),
    'forge an answer or a hint': [...answers, ...hint],
    "hear others' answers": eavesdropping,
    'hear what guards tell auth': [`SUBSCRIBE ${notice}`],
    'forge, change or end events': forgedEvents,
    'touch what is dead': [DEAD, DEAD_EVENTS].flatMap((key) => [...reads(key), ...adds(key), ...ends(key)]),
    'touch the count of logins': throttle,
    'ask at the door': ['PUBLISH auth.tokens.verify.v1 {}', 'SUBSCRIBE auth.tokens.verify.v1.reply'],
    'rule the server': server,
  },
  'service-billing': {
    'read requests': requests.flatMap((stream) => reads(stream)),
    'change or end requests': requests.flatMap((stream) => [...changes(stream), ...ends(stream)]),
    'forge an answer or a hint': [...answers, ...hint],
    "hear others' answers": eavesdropping,
    'hear what guards tell auth': [`SUBSCRIBE ${notice}`],
    'forge, change or end events': forgedEvents,
    "touch what is dead, but for adding to its group's": [
      ...[DEAD, FOREIGN_DEAD_EVENTS].flatMap((key) => [...reads(key), ...adds(key), ...ends(key)]),
      ...[...reads(DEAD_EVENTS), ...ends(DEAD_EVENTS)],
    ],
    'touch the count of logins': throttle,
    'ask at the door': ['PUBLISH auth.tokens.verify.v1 {}', 'SUBSCRIBE auth.tokens.verify.v1.reply'],
    'rule the server': server,
  },
  auth: {
    ask: requests.flatMap((stream) => adds(stream)),
    'hear answers or hints': [
      ...[...eavesdropping.slice(0, 3), `SUBSCRIBE ${REPLY}`, ...eavesdropping.slice(4)],
      'SUBSCRIBE latchkey:bus:{auth}:hints',
    ],
    'tell anything but answers and hints': [
      'PUBLISH auth.tokens.verify.v1 {}',
      'PUBLISH other {}',
      `PUBLISH ${notice} {}`,
    ],
    'end streams': [...requests, DEAD, EVENTS].flatMap(ends),
    'read what groups of consumers gave up': [...reads(DEAD_EVENTS), ...adds(DEAD_EVENTS)],
    'rule the server': server,
  },
  operator: {
    'read requests': requests.flatMap((stream) => reads(stream)),
    'change or end requests': requests.flatMap((stream) => [...changes(stream), ...ends(stream)]),
    'forge an answer or a hint': [...answers, ...hint],
    "hear others' answers": eavesdropping,
    'forge or end events': [...adds(EVENTS), ...ends(EVENTS), `XGROUP DESTROY ${EVENTS} billing`],
    'hear hints': ['SUBSCRIBE latchkey:bus:{auth}:hints'],
    'tell auth of guards, or hear of them': [`PUBLISH ${notice} {}`, `SUBSCRIBE ${notice}`],
    'add to what is dead, or end it': [DEAD, DEAD_EVENTS].flatMap((key) => [...adds(key), ...ends(key)]),
    'touch the count of logins': throttle,
    'run scripts': ['EVAL return 0', `EVAL return 1 ${QUESTIONS}`, 'EVALSHA abc 0'],
    'rule the server': server,
  },
  stock: {
    'touch a stream': [...requests, EVENTS, DEAD].flatMap((key) => [
      ...[...reads(key), ...changes(key), ...adds(key), ...ends(key)],
    ]),
    'forge an answer or a hint': [...answers, ...hint],
    'tell auth of guards, or hear of them': [`PUBLISH ${notice} {}`, `SUBSCRIBE ${notice}`],
    "hear others' questions or answers of the bus": [
      ...[...eavesdropping, `SUBSCRIBE ${REPLY}`, 'SUBSCRIBE latchkey:bus:{auth}:hints'],
    ],
    'touch the count of logins': throttle,
    'run scripts': ['EVAL return 0', 'EVALSHA abc 0'],
    'rule the server': server,
  },
};

/** What no ACL can tell from a resource's own work: the document must not promise more than this. */
const NOT_PREVENTED: readonly { readonly what: string; readonly commands: Commands }[] = [
  { what: 'flood requests, and push out those that wait', commands: [`XADD ${QUESTIONS} MAXLEN 0 * m {}`] },
  { what: 'hear a channel of answers whose whole name it knows', commands: [`SUBSCRIBE ${REPLY}`] },
  { what: 'say of a guard whose id it knows how far that is', commands: [`PUBLISH ${notice} x`] },
  {
    what: 'spend, free and forget what tokens have used of their limits and pools',
    commands: ['DEL latchkey:limits:x', 'HSET latchkey:limits:x a 1', 'HSET latchkey:quota:x a 1'],
  },
  { what: 'count clients as guessing, or not', commands: ['SET latchkey:unknown:192.0.2.7 100'] },
  {
    what: 'take, lose or make up jobs',
    commands: ['DEL latchkey:jobs:messages:1', 'LPUSH latchkey:jobs:messages:wait 1'],
  },
  {
    what: 'read events, and acknowledge those of other groups',
    commands: [`XRANGE ${EVENTS} - +`, `XACK ${EVENTS} billing 1-0`, `XGROUP CREATE ${EVENTS} mine 0`],
  },
];

/** A script that names no key to EVAL. */
const RUN = `return redis.call(unpack(ARGV))`;
const MAY_RUN_SCRIPTS: readonly User[] = ['auth', 'resource', 'service-billing'];
/** DEBUG is off unless Redis's configuration says otherwise, and that is judged first. */
const NO = /NOPERM|user executing the script|DEBUG command not allowed/;
/** Redis's own no, to everybody. */
const NOT_IN_SCRIPTS = /not allowed from script|Unknown Redis command/;

const said = (call: Promise<unknown>): Promise<string> => call.then(String, String);

/** What is not refused: asked of Redis first, then really tried, by a command and inside a script. */
async function allowed(redis: AclRedis, user: User, commands: Commands): Promise<string[]> {
  const connection = redis.connect(user);
  const found: string[] = [];
  for (const command of commands) {
    const words = command.split(' ') as [string, ...string[]];
    const dry = await redis.admin.call('ACL', 'DRYRUN', user, ...words);
    if (dry === 'OK') found.push(`${command} (dry run)`);
    else found.push(...(await reallyAllowed(connection, user, words)));
  }
  return found;
}

async function reallyAllowed(redis: Redis, user: User, words: [string, ...string[]]): Promise<string[]> {
  const command = words.join(' ');
  const direct = NO.test(await said(redis.call(...words))) ? [] : [command];
  if (!MAY_RUN_SCRIPTS.includes(user)) return direct;
  const answer = await said(redis.eval(RUN, 0, ...words));
  return NO.test(answer) || NOT_IN_SCRIPTS.test(answer) ? direct : [...direct, `${command} (in a script)`];
}

describe("Redis's ACL users", () => {
  let redis: AclRedis;
  beforeAll(async () => {
    redis = await AclRedis.start();
    const { admin } = redis;
    for (const stream of [...requests, DEAD, EVENTS, DEAD_EVENTS]) await admin.xadd(stream, '1-0', 'm', '{}');
    for (const stream of requests) await admin.xgroup('CREATE', stream, 'replicas', '0');
    for (const group of ['billing', 'reporting']) await admin.xgroup('CREATE', EVENTS, group, '0');
    await admin.set(LOGIN, '7');
  });
  afterAll(() => redis.stop());

  const cases = Object.entries(FORBIDDEN).flatMap(([user, topics]) =>
    Object.entries(topics).map(([what, commands]) => [user as User, what, commands] as const),
  );

  it.each(cases)('%s may not %s', async (user, _what, commands) => {
    expect(await allowed(redis, user, commands)).toEqual([]);
  });

  it('are refused nothing here that Redis would refuse everybody', async () => {
    const all = [...new Set(cases.flatMap(([, , commands]) => commands))];
    const notWritten: string[] = [];
    for (const command of all) {
      const dry = await redis.admin.call('ACL', 'DRYRUN', 'tester', ...command.split(' '));
      if (dry !== 'OK') notWritten.push(`${command}: ${String(dry)}`);
    }
    expect(notWritten).toEqual([]);
    const count = cases.reduce((sum, [, , commands]) => sum + commands.length, 0);
    expect(count).toBeGreaterThan(300);
  });

  it.each(NOT_PREVENTED)('resource may $what, as docs/redis-acl.md says', async ({ commands }) => {
    for (const command of commands) {
      const dry = await redis.admin.call('ACL', 'DRYRUN', 'resource', ...command.split(' '));
      expect([command, dry]).toEqual([command, 'OK']);
    }
  });

  it('have changed nothing by trying', async () => {
    const { admin } = redis;
    for (const stream of [...requests, DEAD, EVENTS, DEAD_EVENTS]) expect(await admin.xlen(stream)).toBe(1);
    expect(await admin.get(LOGIN)).toBe('7');
    expect(await admin.dbsize()).toBe(6);
  });

  it.each(['auth', 'resource', 'service-billing', 'operator', 'stock'] as const)(
    '%s is let in with its own password only',
    async (user) => {
      const stranger = redis.connect(user);
      for (const password of ['', 'wrong', redis.passwords[user === 'auth' ? 'resource' : 'auth']]) {
        expect(await said(stranger.call('AUTH', user, password))).toContain('WRONGPASS');
      }
    },
  );

  it('are the only ones: without a password nobody is let in', async () => {
    const stranger = new Redis({ port: redis.store.port, retryStrategy: () => null });
    stranger.on('error', () => undefined);
    expect(await said(stranger.ping())).toMatch(/NOAUTH|Connection is closed/);
    stranger.disconnect();
  });

  // What a person might do to the file by hand: each makes a line above fail.
  it.each([
    ['resource', '(+eval +evalsha +xadd', '(+eval +evalsha +xrange +xadd', `XRANGE ${QUESTIONS} - +`],
    ['resource', '(resetchannels +subscribe', '(resetchannels +publish +subscribe', `PUBLISH ${REPLY} {}`],
    ['resource', '+subscribe', '+psubscribe +subscribe', 'PSUBSCRIBE latchkey:bus:reply:*'],
    ['service-billing', '~latchkey:bus:{auth}:events)', '~latchkey:bus:{auth}:*)', 'XREADGROUP'],
    ['resource', '(resetchannels +subscribe', '(resetchannels +publish +subscribe', String(hint[0])],
    ['operator', '+xlen ~latchkey:bus:{auth}:dead', '+xlen ~latchkey:bus:{auth}:*', `XDEL ${QUESTIONS} 1-0`],
  ] as const)('widened by hand are noticed: %s %s', async (user, from, to, expected) => {
    const widened = await AclRedis.start((file) =>
      file.replace(new RegExp(`^user ${user} .*$`, 'm'), (line) => {
        expect(line).toContain(from);
        return line.replaceAll(from, to);
      }),
    );
    const found: string[] = [];
    for (const commands of Object.values(FORBIDDEN[user]))
      found.push(...(await allowed(widened, user, commands)));
    await widened.stop();
    expect(found.join('\n')).toContain(expected);
  });
});
