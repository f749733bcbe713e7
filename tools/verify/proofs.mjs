/**
 * @typedef {object} Proof
 * @property {string} name
 * @property {string} proves The promise, and at what size.
 * @property {number} limitMinutes It has failed when it takes longer.
 * @property {readonly string[]} args What Node is told to run.
 * @property {Readonly<Record<string, string>>} [env] Further variables.
 */

/**
 * @param {string} name
 * @param {number} limitMinutes
 * @param {string} proves
 * @param {readonly string[]} suites
 * @returns {Proof}
 */
const suite = (name, limitMinutes, proves, ...suites) => ({
  name,
  proves,
  limitMinutes,
  args: ['tools/test.mjs', ...suites],
});

/**
 * Not those that talk to Redis by themselves, without TLS: Nest's stock client, the recorder of what Redis was asked, and
 * proxies that look into what passes.
 */
const OVER_TLS = [
  ...[
    'answers',
    'announcements',
    'back-pressure',
    'budgets',
    'closing',
    'events',
    'garbage',
    'group-scripts',
    'notices',
  ],
  ...['outages', 'redis-clock', 'replicas', 'rights', 'stale-commands', 'suspects', 'taking-over', 'traces'],
]
  .map((name) => `libs/bus/test/${name}.int-spec`)
  .concat(
    'libs/token-guard/test',
    'tools/redis-acl/redis-acl',
    ...['commands.e2e', 'tokens', 'sessions', 'event-relay', 'quotas'].map(
      (name) => `apps/auth/test/${name}`,
    ),
    ...['first-light', 'known-tokens', 'outages', 'jobs', 'contacts.e2e', 'webhooks.e2e', 'replicas'].map(
      (name) => `apps/resource/test/${name}`,
    ),
  );

/**
 * What `npm run verify` runs, in this order. A program of its own in tools/verify/ would be:
 * `{ name: 'model', limitMinutes: 5, proves: 'P1: …', args: ['tools/verify/model.mjs'] }`.
 * @type {readonly Proof[]}
 */
export const proofs = [
  {
    name: 'model',
    limitMinutes: 5,
    proves: 'P1: the lease protocol, in every state of a model of it',
    args: ['tools/verify/model.mjs'],
  },
  {
    name: 'simulation',
    limitMinutes: 60,
    proves: 'P1: the lease protocol’s own code in 10,000 histories of faults',
    args: ['tools/verify/simulation/run.mjs', '--seeds', '10000'],
  },
  {
    name: 'rules',
    limitMinutes: 60,
    proves: 'P1: each rule of the lease protocol that is switched off is found by the simulation',
    args: ['tools/verify/simulation/run.mjs', '--rule', 'all', '--seeds', '1500'],
  },
  suite(
    'faults',
    90,
    'P1: 1,000 changes, 1,000,000 decisions, real processes under real faults, none stale',
    'tools/verify/faults/',
  ),
  {
    name: 'limits',
    limitMinutes: 25,
    proves:
      'P3: 1 to 9 guards × 0.9 to 3 times the limit × 1 s, 10 s, 1 min, under fire: none exceeded, 95 % used',
    args: ['tools/verify/limits.mjs'],
  },
  suite(
    'quotas',
    30,
    'P4: 20 runs with kill -9 of Redis (empty; an old copy), auth and PostgreSQL: nothing over',
    'apps/resource/test/quotas',
  ),
  suite(
    'commands',
    10,
    'P5: 1,000 commands happen once, 25 kills, 2 pauses',
    'apps/auth/test/commands-under-fire',
  ),
  suite(
    'events',
    5,
    '10,000 events reach a group, 25 kills, Redis restarted twice',
    'apps/auth/test/events.e2e',
  ),
  suite(
    'tenants',
    5,
    'P9: 10,000 questions of 50 workspaces over 5 connections, in each app: none sees a row of another',
    'sealed-rows',
  ),
  suite('replicas', 5, 'P5: 1,000 tokens through two replicas of each app', 'apps/resource/test/replicas'),
  suite(
    'flood',
    50,
    'P8: 10^6 unknown tokens take no memory and no time from others',
    'apps/resource/test/unknown-tokens',
  ),
  suite(
    'reports',
    10,
    'a year of 10^6 messages, or contacts, is counted in 0.4 s',
    'apps/resource/test/reports',
  ),
  suite(
    'contacts',
    30,
    '10^6 contacts: page 10,000 as quick as page 1, searched, exported in flat memory; 10^5 imported in a minute',
    'apps/resource/test/contacts-at-scale',
  ),
  suite(
    'fuzz',
    50,
    'The reference: 100,000 requests to all operations; none fails, none is answered otherwise than described',
    'apps/resource/test/fuzz',
  ),
  suite(
    'images',
    20,
    'The images: each stage’s commands in an empty folder, on Node 24; what they make serves, read-only and unprivileged',
    'tools/deploy/images',
  ),
  suite(
    'restarts',
    15,
    'P10: 3 + 3 processes replaced four times under load: no request fails, each gone in 10 s, nothing pending; stores absent for a minute at start; secrets rotated, no false 401; an upgrade that changes the table of tokens',
    'apps/resource/test/rolling-restart',
    'apps/resource/test/start-order',
    'apps/resource/test/secret-rotation',
    'apps/resource/test/upgrade',
  ),
  {
    ...suite(
      'tls',
      30,
      'The bus, the guard, both apps, and outages of the stores, with every store reached over TLS',
      ...OVER_TLS,
    ),
    env: { LATCHKEY_TEST_TLS: '1' },
  },
  suite('garbage', 5, 'P8: 100,000 malformed tokens cost no Redis and no SQL', 'apps/resource/test/garbage'),
  suite(
    'messages',
    10,
    '1,000 messages through kill -9, 600 through every fault of the provider: none lost, none sent twice',
    'apps/resource/test/whatsapp',
  ),
  suite(
    'soak',
    45,
    '30 minutes at 60 % load: memory and connections stay, everything is answered',
    'apps/resource/test/soak',
  ),
  suite(
    'metrics',
    5,
    'the metrics of a run with 10,000 tokens stay under 2,000 series, and name nobody',
    'apps/resource/test/metrics',
  ),
  suite(
    'alerts',
    30,
    'every alert fires in a real Prometheus when what it watches is broken, and ends after it',
    'tools/monitoring/alerts',
  ),
  suite(
    'canary',
    5,
    'the canary sees a guard that goes on accepting, and clears away what a killed one left',
    'tools/monitoring/canary',
  ),
  suite(
    'restored',
    10,
    'a backup that is put back, and what it forgot of revocations taken back',
    'apps/resource/test/after-restore',
  ),
];
