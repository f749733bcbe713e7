import { cpus } from 'node:os';
import { summary } from '../statistics.mjs';
import { textTable, thousands, twoDigits, withSpread } from '../text-table.mjs';

/** @typedef {import('./bench-bus.mjs').Measured} Measured */
/** @typedef {import('./bench-bus.mjs').Sample} Sample */
/** @typedef {import('./plan.mjs').Cell} Cell */
/** @typedef {import('./plan.mjs').Subject} Subject */

/** @type {{ over: 'stock' | 'raw', inFlight: number, replicas: number, least: number }[]} */
const TARGETS = [
  { over: 'stock', inFlight: 32, replicas: 1, least: 1 },
  { over: 'stock', inFlight: 32, replicas: 3, least: 1.5 },
  { over: 'raw', inFlight: 256, replicas: 1, least: 0.3 },
];

/** @type {[Subject, string][]} Each is the one before and something more. */
const STEPS = [
  ['raw', 'publish/subscribe by hand'],
  ['streams', 'a stream and a group by hand: XADD, XREADGROUP, XACK, XDEL, PUBLISH'],
  ['unnested', "the bus: envelope, budget, back-pressure, Nest's ClientProxy and Server"],
  ['ours', 'a Nest application with a controller'],
];

/**
 * @param {readonly Measured[]} measured
 * @param {import('./plan.mjs').Plan} plan
 */
export const reportOn = (measured, { rounds, roundMs }) => [
  '',
  `Node ${process.version}, ${cpus().length} processors. Medians of ${rounds} rounds of ${roundMs} ms (least to most).`,
  'The processor time of a request, in µs: its client + all replicas + Redis.',
  '',
  ...cellTable(measured),
  '',
  ...breakdown(measured),
  ...targets(measured),
];

/** @param {readonly Measured[]} measured */
const cellTable = (measured) =>
  textTable([
    ['in flight', 'replicas', 'subject', 'requests/s', 'p50 ms', 'p99 ms', 'CPU µs', '÷ stock', '÷ raw'],
    ...measured.map(({ cell, samples }) => [
      String(cell.inFlight),
      String(cell.replicas),
      cell.subject,
      withSpread(
        samples.map(({ perSecond }) => perSecond),
        thousands,
      ),
      median(samples, ({ p50 }) => p50).toFixed(2),
      median(samples, ({ p99 }) => p99).toFixed(2),
      cpuOf(samples),
      ratio(measured, cell, 'stock'),
      ratio(measured, cell, 'raw'),
    ]),
  ]);

/** Where the time goes between the bare echo and the bus. @param {readonly Measured[]} measured */
function breakdown(measured) {
  const steps = STEPS.flatMap(([subject, what]) => {
    const found = find(measured, { subject, replicas: 1, inFlight: 32 });
    return found ? [{ what, samples: found.samples }] : [];
  });
  if (steps.length < STEPS.length) return [];
  const costs = steps.map(({ samples }) => median(samples, allCpu));
  return [
    'Where the time goes (32 in flight, 1 replica); each line has what the one above has, and:',
    ...textTable([
      ['step', 'requests/s', 'CPU µs', 'more than the step before'],
      ...steps.map(({ what, samples }, index) => [
        what,
        thousands(median(samples, ({ perSecond }) => perSecond)),
        cpuOf(samples),
        index === 0 ? '' : `${((costs[index] ?? 0) - (costs[index - 1] ?? 0)).toFixed(0)} µs`,
      ]),
    ]),
    '',
  ];
}

/** @param {readonly Measured[]} measured */
const targets = (measured) =>
  TARGETS.flatMap(({ over, inFlight, replicas, least }) => {
    const ratios = ratiosOf(measured, { subject: 'ours', replicas, inFlight }, over);
    if (ratios.length === 0) return [];
    const reached = summary(ratios).median >= least;
    return [
      `${reached ? '✓' : '✗'} ours ÷ ${over} with ${inFlight} in flight and ${replicas} ` +
        `${replicas === 1 ? 'replica' : 'replicas'}: ${withSpread(ratios, twoDigits)}, wanted: ${least.toFixed(1)}`,
    ];
  });

/** @param {readonly Measured[]} measured @param {Cell} cell @param {'stock' | 'raw'} over */
function ratio(measured, cell, over) {
  const ratios = cell.subject === over ? [] : ratiosOf(measured, cell, over);
  return ratios.length > 0 ? withSpread(ratios, twoDigits) : '';
}

/**
 * Taken in each round by itself: what slows the machine slows both.
 * @param {readonly Measured[]} measured
 * @param {Cell} cell
 * @param {'stock' | 'raw'} over The bare echo has one replica, whatever it is compared with.
 */
function ratiosOf(measured, cell, over) {
  const ours = find(measured, cell);
  const other = find(measured, { ...cell, subject: over, replicas: over === 'raw' ? 1 : cell.replicas });
  if (!ours || !other) return [];
  return ours.samples.map(({ perSecond }, round) => perSecond / (other.samples[round]?.perSecond ?? NaN));
}

/** @param {readonly Measured[]} measured @param {Cell} wanted */
const find = (measured, wanted) =>
  measured.find(
    ({ cell }) =>
      cell.subject === wanted.subject &&
      cell.replicas === wanted.replicas &&
      cell.inFlight === wanted.inFlight,
  );

/** @param {Sample} sample */
const allCpu = ({ cpu }) => cpu.client + cpu.replicas + cpu.redis;

/** @param {readonly Sample[]} samples */
function cpuOf(samples) {
  const parts = /** @type {const} */ (['client', 'replicas', 'redis']).map((part) =>
    median(samples, ({ cpu }) => cpu[part]).toFixed(0),
  );
  return `${median(samples, allCpu).toFixed(0)} = ${parts.join(' + ')}`;
}

/** @param {readonly Sample[]} samples @param {(sample: Sample) => number} value */
const median = (samples, value) => summary(samples.map(value)).median;
