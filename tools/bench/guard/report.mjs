import { summary } from '../statistics.mjs';
import { textTable, thousands, twoDigits, withSpread } from '../text-table.mjs';
import { processorRatios, ratios } from './results.mjs';
import { isRow, rowOf } from './rows.mjs';
import { targetsIn } from './targets.mjs';

/** @typedef {import('./results.mjs').Results} Results */
/** @typedef {import('./results.mjs').Sample} Sample */

/** @param {Results} results */
export const reportOn = (results) => [
  '',
  ...circumstances(results),
  ...rowTable(results, 'endpoint', 'unguarded'),
  ...rowTable(results, 'contacts', 'contacts'),
  ...coldTable(results),
  ...keysTables(results),
  ...permitsTable(results),
  ...changesTables(results),
  ...decisionTable(results),
  ...targetLines(results),
];

/** @param {Results} results */
function circumstances({ machine, versions, plan, pinned, everythingOn }) {
  const { cores, model, memory_gib, load_average_before } = machine;
  const { node, postgresql, redis } = versions;
  return [
    `Node ${node}, PostgreSQL ${postgresql}, Redis ${redis}; ${cores} processors (${model}), ${memory_gib} GiB, ` +
      `load average before: ${twoDigits(load_average_before)}.`,
    `Medians of ${plan.rounds} rounds of ${plan.roundMs} ms (least to most)` +
      `${pinned ? ', the measured server alone on one processor' : ', nobody pinned'}.`,
    `Everything on: ${everythingOn.join(', ')}.`,
    '',
  ];
}

/**
 * @param {Results} results
 * @param {'endpoint' | 'contacts'} section
 * @param {string} reference
 */
function rowTable({ rows }, section, reference) {
  const shown = [...(rows ?? [])].filter(([name]) => isRow(name) && rowOf(name).section === section);
  if (shown.length === 0) return [];
  return [
    section === 'endpoint' ? 'An empty endpoint' : 'Listing contacts',
    ...textTable([
      ['', 'requests/s', `÷ ${reference}`, 'p50 ms', 'p99 ms', 'CPU µs', '÷ by CPU', 'busy', 'refused'],
      ...shown.map(([name, samples]) => [
        isRow(name) ? rowOf(name).what : name,
        rate(samples),
        spreadOf(ratios(rows, name, reference)),
        twoDigits(median(samples, ({ p50 }) => p50)),
        twoDigits(median(samples, ({ p99 }) => p99)),
        median(samples, ({ cpu }) => cpu).toFixed(0),
        spreadOf(processorRatios(rows, name, reference)),
        `${(median(samples, ({ busy }) => busy) * 100).toFixed(0)} %`,
        thousands(samples.reduce((sum, { refused }) => sum + refused, 0)),
      ]),
    ]),
    '',
  ];
}

/** @param {Results} results */
function coldTable({ cold }) {
  if (!cold) return [];
  return [
    'The first request of a token, one at a time',
    ...textTable([
      ['tokens in the table', 'p50 ms', 'p99 ms'],
      ...cold.map(({ rows, rounds }) => [
        thousands(rows),
        spreadOf(rounds.map(({ p50 }) => p50)),
        spreadOf(rounds.map(({ p99 }) => p99)),
      ]),
    ]),
    '',
  ];
}

/** @param {Results} results */
function keysTables({ keys }) {
  if (!keys) return [];
  return [
    'What a guard keeps of a token, with everything on',
    ...textTable([
      ['tokens more', 'heap bytes each', 'resident bytes each', 'first requests/s, 16 at once'],
      ...keys.fills.map(({ tokens, bytesAToken, rssAToken, perSecond }) =>
        [tokens, bytesAToken, rssAToken, perSecond].map(thousands),
      ),
    ]),
    '',
    'Keys in use',
    ...textTable([
      ['keys', 'requests/s', '÷ 1 key', 'CPU µs'],
      ...[...keys.inUse].map(([name, samples]) => [
        thousands(Number(name)),
        rate(samples),
        spreadOf(ratios(keys.inUse, name, '1')),
        median(samples, ({ cpu }) => cpu).toFixed(0),
      ]),
    ]),
    '',
  ];
}

/** @param {Results} results */
function permitsTable({ permits }) {
  if (!permits) return [];
  const { single, many, reference } = permits;
  /** @param {number[]} values */
  const perSecond = (values) => withSpread(values, thousands);
  return [
    'Permits for two windows, from one Redis to one guard, 32 questions in flight',
    ...textTable([
      ['', 'a second'],
      ['one a question', perSecond(single)],
      ['a hundred a question', perSecond(many)],
      ['INCR of a key, for comparison', perSecond(reference)],
    ]),
    '',
  ];
}

/** @param {Results} results */
function changesTables({ changes }) {
  if (!changes) return [];
  return [
    'From asking for a change to its answer, under traffic',
    ...textTable([
      [
        'guards',
        'changes/s',
        'changes',
        'p50 ms',
        'p99 ms',
        'max ms',
        'refused',
        'lapsed',
        'pending',
        'stale',
        'begun late',
      ],
      ...changes.changes.map(
        ({ guards, perSecond, changes: count, ms, refused, lapsed, pending, stale, late }) => [
          ...[guards, perSecond, count].map(String),
          ...[ms.p50, ms.p99, ms.most].map((value) => value.toFixed(1)),
          ...[refused, lapsed, pending, stale, late].map(String),
        ],
      ),
    ]),
    '',
    'One guard under load, and others that stand beside it',
    ...textTable([
      ['guards', 'requests/s of the first', 'CPU µs', 'auth, idle: CPU ms/s'],
      ...changes.many.map(({ guards, samples, authIdleMs }) => [
        String(guards),
        rate(samples),
        median(samples, ({ cpu }) => cpu).toFixed(0),
        authIdleMs.toFixed(0),
      ]),
    ]),
    '',
  ];
}

/** @param {Results} results */
function decisionTable({ decision }) {
  if (!decision) return [];
  const names = /** @type {const} */ (['guard', 'parse', 'digest']);
  return [
    'One decision on a known token, everything on, in one process: ns of processor time',
    ...textTable(names.map((name) => [name, withSpread(Object.values(decision[name]), thousands)])),
    '',
  ];
}

/** @param {Results} results */
const targetLines = (results) =>
  targetsIn(results).map(({ what, values, least, most, isReached }) => {
    const wanted = least === undefined ? `≤ ${most ?? ''}` : `≥ ${least}`;
    return `${isReached ? '✓' : '✗'} ${what}: ${withSpread(values, twoDigits)}, wanted: ${wanted}`;
  });

/** @param {readonly Sample[]} samples */
const rate = (samples) =>
  withSpread(
    samples.map(({ perSecond }) => perSecond),
    thousands,
  );

/** @param {readonly number[]} values */
const spreadOf = (values) => (values.length > 0 ? withSpread(values, twoDigits) : '');

/** @param {readonly Sample[]} samples @param {(sample: Sample) => number} value */
const median = (samples, value) => summary(samples.map(value)).median;
