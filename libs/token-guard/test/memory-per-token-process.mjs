/**
 * How much memory cached tokens take, as built, in a heap with nothing else in it. Each has 20 abilities, 5 routes and
 * two limits; a thousand tokens have an owner and a workspace in common. Prints `{"real": …, "counted": …}`: bytes a
 * token.
 *
 * node --expose-gc memory-per-token-process.mjs <tokens> <plain|rich>
 */
import { createHash } from 'node:crypto';

/** @typedef {import('../src/cache/record-cache.js')} Cache */
/** @typedef {import('../src/lease/clock.js')} Clocks */
/** @typedef {import('../src/limits/dated-quota.js')} Quotas */
/** @typedef {import('@latchkey/contracts').TokenAnswer} TokenAnswer */

const built = new URL('../../../dist/libs/', import.meta.url).href;
/** @type {(file: string) => Promise<unknown>} */
const from = (file) => import(built + file);
const { RecordCache } = /** @type {Cache} */ (await from('token-guard/src/cache/record-cache.js'));
const { SystemClock } = /** @type {Clocks} */ (await from('token-guard/src/lease/clock.js'));
const { withDatedQuota } = /** @type {Quotas} */ (await from('token-guard/src/limits/dated-quota.js'));
const { ABILITIES } = /** @type {typeof import('@latchkey/contracts')} */ (
  await from('contracts/src/index.js')
);

const [count = '', kind = ''] = process.argv.slice(2);
const tokens = Number(count);
const isRich = kind === 'rich';
const WARM_UP = 5_000;
const COLLECTIONS = ['contacts', 'groups', 'statuses', 'sources', 'messages'];

/** One text in one piece: what is put together of others is kept as its parts. */
const flat = (/** @type {string} */ text) => Buffer.from(text).toString('latin1');
const digestOf = (/** @type {string} */ text) => flat(createHash('sha256').update(text).digest('hex'));
const idOf = (/** @type {string} */ text) =>
  flat(digestOf(text).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5'));

/** As it comes over the bus: nothing in it is the same object as in another. */
function answerOn(/** @type {number} */ n) {
  const [id, owner, workspace] = [`token ${n}`, `owner ${n % 1_000}`, 'workspace'].map(idOf);
  const identity = {
    kind: 'token',
    id,
    name: `Shop number ${n}`,
    key_prefix: id?.slice(0, 8),
    abilities: ABILITIES.slice(0, 20),
    allowed_routes: COLLECTIONS.map((name) => (isRich ? `${name}/${n}/notes/*` : `${name}/*`)),
    rate_limits: [
      { limit: 60, window: '1m' },
      { limit: 5, window: '1s' },
    ],
    quota: isRich ? { limit: 10_000, month: '2026-11', ends_in_ms: 864_000_000 - n, version: 0 } : null,
    owner: { id: owner, permissions: ['contacts.write', 'messages.send'] },
    workspace: { id: workspace, slug: 'acme' },
    expires_at: isRich ? new Date(1_800_000_000_000 + n).toISOString() : null,
    expires_in_ms: isRich ? 3_000_000_000 + n : null,
  };
  const answer = { outcome: 'valid', identity, as_of: 7, depends_on: [id, owner, workspace] };
  /** @type {unknown} */
  const received = JSON.parse(JSON.stringify(answer));
  return /** @type {TokenAnswer} */ (received);
}

const clock = new SystemClock();
const cache = new RecordCache(1_000_000_000);

function remember(/** @type {number} */ n) {
  const asked = clock.now();
  const verdict = withDatedQuota(answerOn(n), asked.mono);
  const livesMs = isRich ? 864_000_000 - n : null;
  cache.set(digestOf(String(n)), { verdict, dependsOn: verdict.depends_on, asked, livesMs });
}

function heapBytes() {
  if (!globalThis.gc) throw new Error('Needs --expose-gc');
  for (let n = 0; n < 3; n++) globalThis.gc();
  return process.memoryUsage().heapUsed;
}

// What is compiled and what is kept in common is there before anything is measured.
for (let n = 0; n < WARM_UP; n++) remember(n);
cache.clear();
const before = heapBytes();
for (let n = 0; n < tokens; n++) remember(n);
const real = (heapBytes() - before) / cache.size;
process.stdout.write(JSON.stringify({ size: cache.size, real, counted: cache.bytes / cache.size }));
