import path from 'node:path';

/**
 * What is measured under load, each in a process of its own; docs/benchmarks.md says more of each.
 * @typedef {keyof typeof ROWS} RowName
 */

/** @typedef {'plain' | 'rich' | 'its own'} Credential Whose token the requests carry; also where nobody looks at it. */

/**
 * @typedef {object} Row
 * @property {string} what
 * @property {'endpoint' | 'contacts'} section
 * @property {Credential} credential
 * @property {boolean} [asksNobody] It answers by itself, so that nobody else needs the load generator's processor.
 * @property {Start} start
 */

/** @typedef {(theatre: import('./theatre.mjs').Theatre, name: string) => Promise<import('./theatre.mjs').Server>} Start */

const peers = path.resolve(import.meta.dirname, '../peers');

/** @param {'none' | 'empty' | 'latchkey'} guard @returns {Start} */
const guarded = (guard) => (theatre, name) => theatre.startGuarded(name, guard);

/** @param {string} program @param {object} [setUp] @returns {Start} */
const peer = (program, setUp) => (theatre, name) =>
  theatre.startServer({
    name,
    program: path.join(peers, program),
    setUp: { ...theatre.peerSetUp, ...setUp },
  });

/** @param {number | null} ttlMs @returns {Start} */
const overStockTransport = (ttlMs) => async (theatre, name) => {
  await theatre.startStockAuth(path.join(peers, 'stock-auth.mjs'));
  return peer('stock-transport.mjs', { ttlMs })(theatre, name);
};

/** @satisfies {Record<string, Row>} Neighbours here are neighbours in time. */
export const ROWS = {
  unguarded: {
    what: 'Nest and Fastify, unguarded',
    section: 'endpoint',
    credential: 'plain',
    asksNobody: true,
    start: guarded('none'),
  },
  'empty-guard': {
    what: 'an empty Nest guard',
    section: 'endpoint',
    credential: 'plain',
    asksNobody: true,
    start: guarded('empty'),
  },
  latchkey: {
    what: 'Latchkey, warm',
    section: 'endpoint',
    credential: 'plain',
    asksNobody: true,
    start: guarded('latchkey'),
  },
  'latchkey-full': {
    what: 'Latchkey, warm, everything on',
    section: 'endpoint',
    credential: 'rich',
    asksNobody: true,
    start: guarded('latchkey'),
  },
  passport: {
    what: 'Passport bearer, one indexed SELECT',
    section: 'endpoint',
    credential: 'plain',
    start: peer('passport.mjs'),
  },
  'stock-transport': {
    what: 'a guard over the stock Redis transport',
    section: 'endpoint',
    credential: 'plain',
    start: overStockTransport(null),
  },
  'stock-transport-ttl': {
    what: 'the same with a 30 s TTL cache',
    section: 'endpoint',
    credential: 'plain',
    asksNobody: true,
    start: overStockTransport(30_000),
  },
  'better-auth': {
    what: 'Better Auth, its limits on',
    section: 'endpoint',
    credential: 'its own',
    start: peer('better-auth.mjs', { isLimited: true }),
  },
  'better-auth-unlimited': {
    what: 'Better Auth, its limits off',
    section: 'endpoint',
    credential: 'its own',
    start: peer('better-auth.mjs', { isLimited: false }),
  },
  contacts: {
    what: 'listing contacts, unguarded',
    section: 'contacts',
    credential: 'plain',
    start: (theatre) => theatre.startUnguardedResource(),
  },
  'contacts-latchkey': {
    what: 'listing contacts, Latchkey, everything on',
    section: 'contacts',
    credential: 'rich',
    start: (theatre) => theatre.startResource(),
  },
};

/** @param {string} name @returns {name is RowName} */
export const isRow = (name) => name in ROWS;

/** @param {RowName} name @returns {Row} */
export const rowOf = (name) => ROWS[name];
