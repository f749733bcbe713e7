/**
 * What can be measured:
 * - `raw`: publish/subscribe by hand, the least that a question over Redis can cost;
 * - `stock`: Nest's own Transport.REDIS, as it comes;
 * - `streams`: what the bus asks of Redis, by hand: a stream and a group there, an acknowledgement and a publish back;
 * - `unnested`: BusClient and BusServer, the handler called without a Nest application;
 * - `ours`: BusClient and BusServer, a controller's method in a Nest application.
 * @typedef {'raw' | 'stock' | 'streams' | 'unnested' | 'ours'} Subject
 */

/**
 * @typedef {object} Cell
 * @property {Subject} subject
 * @property {number} replicas
 * @property {number} inFlight
 */

/** @typedef {{ redisUrl: string, subject: Subject, replicas: number }} SetUp What every process of a subject is told. */

/** @typedef {{ cells: Cell[], rounds: number, roundMs: number }} Plan */

/** @type {Record<Subject, { replicas: number[], inFlight: number[] }>} Neighbours here are neighbours in time. */
const SUBJECTS = {
  stock: { replicas: [1, 3], inFlight: [1, 32, 256] },
  ours: { replicas: [1, 3], inFlight: [1, 32, 256] },
  raw: { replicas: [1], inFlight: [1, 32, 256] },
  streams: { replicas: [1], inFlight: [32] },
  unnested: { replicas: [1], inFlight: [32] },
};

const ROUNDS = 5;
const MOST = { seconds: 60, inFlight: 1024 };

/**
 * @param {{ seconds?: string | undefined, only?: string | undefined, inflight?: string | undefined, replicas?: string | undefined }} options
 * @returns {Plan}
 */
export function planOf({ seconds = '4', only, inflight, replicas }) {
  const perCell = Number(seconds);
  if (!(perCell > 0 && perCell <= MOST.seconds)) throw new Error(`--seconds: up to ${MOST.seconds}`);
  const subjects = only?.split(',') ?? Object.keys(SUBJECTS);
  const cells = subjects.flatMap((subject) => {
    if (!isSubject(subject)) throw new Error(`--only: some of ${Object.keys(SUBJECTS).join(', ')}`);
    const known = SUBJECTS[subject];
    const askedReplicas = numbers('--replicas', replicas, 3) ?? known.replicas;
    const askedInFlight = numbers('--inflight', inflight, MOST.inFlight) ?? known.inFlight;
    return askedReplicas
      .filter((count) => known.replicas.includes(count))
      .flatMap((count) => askedInFlight.map((inFlight) => ({ subject, replicas: count, inFlight })));
  });
  if (cells.length === 0)
    throw new Error('Nothing is left to measure: with 3 replicas, stock and ours alone.');
  const order = Object.keys(SUBJECTS);
  cells.sort(
    (a, b) =>
      a.inFlight - b.inFlight ||
      a.replicas - b.replicas ||
      order.indexOf(a.subject) - order.indexOf(b.subject),
  );
  return { cells, rounds: ROUNDS, roundMs: (perCell * 1_000) / ROUNDS };
}

/**
 * @param {string} name
 * @returns {name is Subject}
 */
const isSubject = (name) => name in SUBJECTS;

/**
 * @param {string} option
 * @param {string | undefined} list
 * @param {number} most
 */
function numbers(option, list, most) {
  const values = list?.split(',').map(Number);
  if (values?.every((value) => Number.isInteger(value) && value >= 1 && value <= most) === false) {
    throw new Error(`${option}: whole numbers from 1 to ${most}, with commas between`);
  }
  return values;
}
