import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { ENDPOINT } from './endpoint.mjs';
import { latenciesOf, statusOf } from './first-requests.mjs';
import { processorTimeOf } from './processor-time.mjs';
import { inRounds } from './rounds.mjs';
import { sowTokens, unlessRefused } from './tokens.mjs';

/** @typedef {import('./theatre.mjs').Theatre} Theatre */
/** @typedef {import('./theatre.mjs').Server} Server */

const GUARDS = [1, 3, 8];
const RATES = [5, 50];
const CELL_MS = 8_000;
/** Changes that count for nothing: until then the code that makes them, and the guards', is not compiled. */
const WARM_UP = 800;
const IDLE_MS = 2_000;
/** Requests a second, over all guards, that go on meanwhile. */
const TRAFFIC = 200;

/**
 * @typedef {object} Changes
 * @property {number} guards
 * @property {number} perSecond
 * @property {number} changes
 * @property {import('./first-requests.mjs').Latencies} ms From asking for the change to its answer.
 * @property {number} refused Changes that auth would not make: 503, as when PostgreSQL is too slow.
 * @property {number} lapsed Guards that were not heard of, over all receipts.
 * @property {number} pending Answers that could not say yet that the change has effect.
 * @property {number} stale Requests sent after the answer that were still decided by the old state.
 * @property {number} late Changes that were begun later than they should, because the benchmark was held up.
 */

/**
 * @typedef {object} ManyGuards
 * @property {number} guards
 * @property {import('./rounds.mjs').Sample[]} samples Of the first, with the others beside it.
 * @property {number} authIdleMs Processor time that auth uses in a second when nobody asks for anything.
 */

/**
 * How soon a change has effect, and what further guards cost.
 * @param {Theatre} theatre
 * @param {{ rounds: number, roundMs: number, warmUpMs: number }} times
 */
export async function measureChanges(theatre, times) {
  const { stage, deployment, operator } = theatre;
  const count = RATES.reduce((sum, rate) => sum + (rate * CELL_MS) / 1_000, WARM_UP) * GUARDS.length;
  const sown = await sowTokens(stage, deployment, { like: await operator.idOf('Plain'), count });
  /** @type {Server[]} */
  const guards = [];
  /** @type {Changes[]} */
  const changes = [];
  /** @type {ManyGuards[]} */
  const many = [];
  for (const wanted of GUARDS) {
    while (guards.length < wanted) {
      guards.push(await theatre.startGuarded(`guard-${guards.length + 1}`, 'latchkey'));
    }
    stage.say(`${wanted} ${wanted === 1 ? 'guard' : 'guards'} …`);
    many.push(await besideOthers(theatre, guards, times));
    await change(theatre, guards, sown.splice(0, WARM_UP), 50);
    for (const perSecond of RATES) {
      const some = sown.splice(0, (perSecond * CELL_MS) / 1_000);
      changes.push(await change(theatre, guards, some, perSecond));
      stage.signal.throwIfAborted();
    }
  }
  for (const guard of guards) await guard.stop();
  return { changes, many };
}

/**
 * @param {Theatre} theatre
 * @param {readonly Server[]} guards
 * @param {{ rounds: number, roundMs: number, warmUpMs: number }} times
 * @returns {Promise<ManyGuards>}
 */
async function besideOthers(theatre, guards, times) {
  const before = await processorTimeOf(theatre.deployment.authPid);
  await sleep(IDLE_MS);
  const used = (await processorTimeOf(theatre.deployment.authPid)) - before;
  const [server] = guards;
  if (!server) throw new Error('There is no guard.');
  const headers = { authorization: `Bearer ${theatre.tokens.plain}` };
  const name = String(guards.length);
  const samples = await inRounds(
    theatre,
    [{ name, server, path: ENDPOINT, headers, connections: 64 }],
    times,
  );
  return { guards: guards.length, samples: samples.get(name) ?? [], authIdleMs: used / IDLE_MS };
}

/**
 * @param {Theatre} theatre
 * @param {readonly Server[]} guards
 * @param {readonly { id: string, token: string }[]} tokens One for each change; each guard knows it beforehand.
 * @param {number} perSecond
 * @returns {Promise<Changes>}
 */
async function change({ operator, load, tokens: { plain } }, guards, tokens, perSecond) {
  const { call, contracts } = operator;
  /** @type {((id: string) => Promise<import('../../../libs/contracts/src/index.js').WithReceipt>)[]} In turn. */
  const kinds = [
    (id) => call(contracts.updateToken, { id, is_active: false }),
    (id) => call(contracts.revokeToken, { id }),
    (id) => call(contracts.updateToken, { id, abilities: [] }),
  ];
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  /** @param {Server} guard @param {string} token */
  const ask = ({ url }, token) => statusOf(url + ENDPOINT, token, agent);
  for (const { token } of tokens) {
    const statuses = await Promise.all(guards.map((guard) => ask(guard, token)));
    if (statuses.some((status) => status !== 200)) throw new Error('A token that should be good is not.');
  }

  const traffic = load.ask(
    {
      do: 'pace',
      urls: guards.map(({ url }) => url + ENDPOINT),
      headers: { authorization: `Bearer ${plain}` },
      durationMs: (tokens.length / perSecond) * 1_000,
      perSecond: TRAFFIC,
    },
    3 * CELL_MS,
  );
  /** @type {number[]} */
  const times = [];
  let stale = 0;
  let lapsed = 0;
  let pending = 0;
  let refused = 0;
  let late = 0;
  const start = performance.now();
  await Promise.all(
    tokens.map(async ({ id, token }, index) => {
      const due = start + (index * 1_000) / perSecond;
      await sleep(due - performance.now());
      const before = performance.now();
      if (before - due > 1_000 / perSecond) late++;
      const answer = await kinds[index % kinds.length]?.(id).catch(unlessRefused);
      if (!answer) {
        refused++;
        return;
      }
      const { receipt } = answer;
      times.push(performance.now() - before);
      if (receipt.state === 'effective') lapsed += receipt.lapsed;
      else pending++;
      // Of one guard in turn, and one change in ten: such a question is a cold verification, which is load, too.
      const guard = index % 10 === 0 ? guards[(index / 10) % guards.length] : null;
      if (guard && (await ask(guard, token)) === 200) stale++;
    }),
  );
  await traffic;
  agent.destroy();
  return {
    guards: guards.length,
    perSecond,
    changes: times.length,
    ms: latenciesOf(times),
    lapsed,
    pending,
    refused,
    stale,
    late,
  };
}
