/**
 * Decides the same request again and again, in one process and without HTTP: what the guard itself costs. The time is
 * the processor's, so that it is nearly the same on a machine that does other things too.
 */
import { compiled } from '../dist.mjs';
import { readSetUp } from '../orders.mjs';
import { summary } from '../statistics.mjs';
import { ENDPOINT } from './endpoint.mjs';
import { guardedApp } from './guarded-app.mjs';
import { serve } from './serve.mjs';

/** @typedef {import('@nestjs/common').ExecutionContext} ExecutionContext */
/** @typedef {import('@nestjs/common').CanActivate} CanActivate */

/** @typedef {{ median: number, least: number, most: number }} Nanoseconds Processor time of one. */

const BATCH = 500;

/** @type {import('./guarded-app.mjs').SetUp} */
const setUp = readSetUp();
const app = await guardedApp(setUp);
/** @type {typeof import('../../../libs/token-format/src/index.js')} */
const { knownProfiles, parseToken, tokenDigest } = await compiled('libs/token-format/src/index.js');

/** @type {ExecutionContext | null} What Nest shows its guards, of the last request that they let through. */
let shown = null;
app.useGlobalGuards({
  canActivate: (context) => {
    shown = context;
    return true;
  },
});

/** @param {{ token: string, durationMs: number }} order */
async function decide({ token, durationMs }) {
  const url = (await app.getUrl()) + ENDPOINT;
  const { status } = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  const context = /** @type {ExecutionContext | null} */ (shown);
  const guard = guardOf(app);
  if (status !== 200 || !context || !guard) throw new Error(`There is nothing to decide: ${status}`);
  /** @type {{ raw: { headersDistinct: unknown } }} */
  const { raw } = context.switchToHttp().getRequest();
  const profiles = knownProfiles();
  return {
    guard: await timesOf(durationMs, async () => {
      for (let turn = 0; turn < BATCH; turn++) {
        // Node works it out for each request anew.
        raw.headersDistinct = undefined;
        const decision = guard.canActivate(context);
        if (decision !== true && !(await decision)) throw new Error('The guard refuses.');
      }
    }),
    parse: await timesOf(durationMs / 10, () => {
      for (let turn = 0; turn < BATCH; turn++) parseToken(token, profiles);
    }),
    digest: await timesOf(durationMs / 10, () => {
      for (let turn = 0; turn < BATCH; turn++) tokenDigest(token);
    }),
  };
}

/**
 * The one that the application was made with; the other is ours.
 * @param {object} nestApp
 * @returns {CanActivate | undefined}
 */
function guardOf(nestApp) {
  const { config } = /** @type {{ config: { getGlobalGuards: () => CanActivate[] } }} */ (nestApp);
  return config.getGlobalGuards().find((guard) => guard.constructor.name !== 'Object');
}

/**
 * @param {number} durationMs
 * @param {() => Promise<void> | void} batch
 * @returns {Promise<Nanoseconds>}
 */
async function timesOf(durationMs, batch) {
  const times = [];
  const end = performance.now() + durationMs;
  // The first of them are compiled meanwhile, which a median does not mind.
  while (performance.now() < end || times.length < 3) {
    const before = process.cpuUsage();
    await batch();
    const { user, system } = process.cpuUsage(before);
    times.push(((user + system) * 1_000) / BATCH);
    // Renewals, permits and the like have their turn between batches.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return summary(times);
}

await serve(app, { decide });
