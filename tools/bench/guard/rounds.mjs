import { processorTimeOf } from './processor-time.mjs';

/** @typedef {import('./theatre.mjs').Theatre} Theatre */
/** @typedef {import('./theatre.mjs').Server} Server */

/**
 * One load on one server.
 * @typedef {object} Subject
 * @property {string} name
 * @property {Server} server
 * @property {string} path
 * @property {Record<string, string>} headers
 * @property {number} connections With one request each in flight.
 * @property {boolean} [isAwake] The load generator never sleeps meanwhile.
 * @property {{ tokensFile: string, keys: number }} [using] So many tokens, in turn, instead of one.
 */

/**
 * Of one subject in one round.
 * @typedef {object} Sample
 * @property {number} perSecond
 * @property {number} p50 Milliseconds.
 * @property {number} p99
 * @property {number} cpu Microseconds of the server's processor a request.
 * @property {number} refused Requests that were not answered 200.
 * @property {number} busy What share of one processor the server used.
 */

/** A subject with more refusals than this share is not what it is said to be. */
const MOST_REFUSED = 0.01;
/** Beyond its duration: for what was in flight at its end, and for the connections to be made. */
const LATE_MS = 20_000;

/**
 * @param {Theatre} theatre
 * @param {Subject} subject
 * @param {number} durationMs
 * @returns {Promise<Sample>}
 */
export async function underLoad(
  { load },
  { name, server, path, headers, connections, isAwake, using },
  durationMs,
) {
  const before = await processorTimeOf(server.pid);
  const order = {
    do: 'load',
    url: server.url,
    path,
    headers,
    connections,
    durationMs,
    isAwake,
    ...using,
  };
  const result = await load.ask(order, durationMs + LATE_MS);
  const after = await processorTimeOf(server.pid);
  const { count, refused, statuses, elapsedMs, p50, p99 } =
    /** @type {import('../orders.mjs').Load & { refused: number, statuses: object }} */ (result);
  if (refused > count * MOST_REFUSED) {
    throw new Error(`${name} does not do what is measured: it answered ${JSON.stringify(statuses)}`);
  }
  return {
    perSecond: (count / elapsedMs) * 1_000,
    p50,
    p99,
    cpu: (after - before) / Math.max(count, 1),
    refused,
    busy: (after - before) / 1_000 / elapsedMs,
  };
}

/**
 * Each subject once a round, there and back, so that whatever else the machine does hits all alike and nobody always
 * comes after the same neighbour.
 * @param {Theatre} theatre
 * @param {readonly Subject[]} subjects
 * @param {{ rounds: number, roundMs: number, warmUpMs: number }} times
 * @returns {Promise<Map<string, Sample[]>>}
 */
export async function inRounds(theatre, subjects, { rounds, roundMs, warmUpMs }) {
  const { say, signal } = theatre.stage;
  for (const subject of subjects) await underLoad(theatre, subject, warmUpMs);
  /** @type {Map<string, Sample[]>} */
  const samples = new Map(subjects.map(({ name }) => [name, []]));
  for (let round = 1; round <= rounds; round++) {
    say(`Round ${round} of ${rounds}, ${Math.round((subjects.length * roundMs) / 1_000)} s …`);
    for (const subject of round % 2 ? subjects : subjects.toReversed()) {
      samples.get(subject.name)?.push(await underLoad(theatre, subject, roundMs));
      signal.throwIfAborted();
    }
  }
  return samples;
}
