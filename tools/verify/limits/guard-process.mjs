/**
 * One guard, as built, which has requests for some tokens at random moments, and writes down each: which token, when
 * it was asked, when that was decided (microseconds of CLOCK_MONOTONIC, which all processes of a machine share), and
 * how (`a`dmitted, `l`imited, `q`uota, `u`navailable). Each line is written before the next request, so that a kill
 * loses none.
 *
 * node guard-process.mjs '<Settings as JSON>'
 */
import 'reflect-metadata';
import { openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

/**
 * @typedef {object} Load
 * @property {string} tokenId
 * @property {{ limit: number, window: '1s' | '10s' | '1m' }[]} limits
 * @property {number} perSecond For this guard alone.
 *
 * @typedef {object} Settings
 * @property {string} built The folder of the compiled libraries.
 * @property {string} redisUrl
 * @property {string} logFile
 * @property {Load[]} loads
 * @property {number} startsAt CLOCK_MONOTONIC, microseconds.
 * @property {number} endsAt
 */

/** @type {unknown} */
const settings = JSON.parse(process.argv[2] ?? '{}');
const { built, redisUrl, logFile, loads, startsAt, endsAt } = /** @type {Settings} */ (settings);
/** @param {string} file @returns {Promise<unknown>} */
const load = (file) => import(pathToFileURL(path.join(built, 'token-guard/src/limits', file)).href);
const { Counters } = /** @type {typeof import('../../../libs/token-guard/src/limits/counters.js')} */ (
  await load('counters.js')
);
const { CountedRequestLimits } =
  /** @type {typeof import('../../../libs/token-guard/src/limits/request-limits.js')} */ (
    await load('request-limits.js')
  );

const silent = { log: () => undefined, warn: () => undefined, error: () => undefined };
const counters = new Counters(redisUrl, silent);
const none = () => Promise.reject(new Error('There is no quota here'));
const noQuota = { fill: none, read: none };
const limits = new CountedRequestLimits(counters, noQuota);

const identities = loads.map(({ tokenId, limits: rate_limits }) => ({
  kind: /** @type {const} */ ('token'),
  id: tokenId,
  name: 'Measured',
  key_prefix: 'a1b2c3d4',
  abilities: null,
  allowed_routes: null,
  rate_limits,
  quota: null,
  owner: { id: tokenId, permissions: [] },
  workspace: { id: tokenId, slug: 'acme' },
  expires_at: null,
  expires_in_ms: null,
  superseded: null,
}));

const log = openSync(logFile, 'a');
const now = () => Number(process.hrtime.bigint() / 1_000n);

/** When Redis's answers about each token came: who waited for one was admitted after it. @type {Map<string, number>} */
const answeredAt = new Map();
const take = counters.take.bind(counters);
counters.take = async (/** @type {Parameters<typeof take>[0]} */ taking) => {
  const taken = await take(taking);
  answeredAt.set(taking.tokenId, now());
  return taken;
};

/**
 * Written down with the earliest and the latest moment at which it can have been decided: this process may lose its
 * processor between the decision and the look at the clock.
 * @param {number} nth
 */
function request(nth) {
  const identity = identities[nth];
  if (!identity) return;
  const asked = now();
  /** @param {{ outcome: string }} decided */
  const note = ({ outcome }) => {
    const latest = now();
    const earliest = isAwaited ? Math.max(asked, answeredAt.get(identity.id) ?? 0) : asked;
    writeSync(log, `${nth} ${asked} ${earliest} ${latest} ${outcome[0] ?? '?'}\n`);
  };
  const outcome = limits.take(identity, { countsQuota: true });
  const isAwaited = outcome instanceof Promise;
  if (isAwaited) void outcome.then(note);
  else note(outcome);
}

/** Poisson: the time to the next request does not depend on the last. @param {number} perSecond */
const gap = (perSecond) => (-Math.log(1 - Math.random()) / perSecond) * 1e6;

while (now() < startsAt || !counters.isReady) await delay(2);
const due = loads.map(({ perSecond }) => Math.max(startsAt, now()) + gap(perSecond));
while (now() < endsAt) {
  const until = now();
  for (const [nth, { perSecond }] of loads.entries()) {
    // After a pause the requests that would have come in it did not.
    if ((due[nth] ?? 0) < until - 100_000) due[nth] = until;
    for (; (due[nth] ?? Infinity) <= until; due[nth] = (due[nth] ?? 0) + gap(perSecond)) request(nth);
  }
  await delay(1);
}
await delay(50);
await limits.onApplicationShutdown();
