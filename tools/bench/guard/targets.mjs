import { summary } from '../statistics.mjs';
import { ratios } from './results.mjs';

/** @typedef {import('./results.mjs').Results} Results */

/** @typedef {{ what: string, values: number[], least?: number, most?: number }} Figure */

/** @typedef {Figure & { median: number, isReached: boolean }} Target What is wanted of the median, and what came. */

const FULL = 'latchkey-full';
const CONTACTS = 'contacts-latchkey';
const ASKING_PEERS = ['passport', 'stock-transport'];
const KIBIBYTE = 1_024;

/**
 * What issue after issue asked for, as far as it was measured.
 * @param {Results} results
 * @returns {Target[]}
 */
export const targetsIn = (results) =>
  [...ofRows(results), ...ofCold(results), ...ofKeys(results), ...ofChanges(results)]
    .filter(({ values }) => values.length > 0)
    .map((figure) => {
      const { least = -Infinity, most = Infinity, values } = figure;
      const { median } = summary(values);
      return { ...figure, median, isReached: median >= least && median <= most };
    });

/** @param {Results} results @returns {Figure[]} */
function ofRows({ rows }) {
  const best = bestOf(rows, ASKING_PEERS);
  return [
    {
      what: 'everything on ÷ unguarded, empty endpoint',
      values: ratios(rows, FULL, 'unguarded'),
      least: 0.85,
    },
    { what: 'everything on ÷ an empty guard', values: ratios(rows, FULL, 'empty-guard'), least: 0.93 },
    {
      what: 'everything on ÷ unguarded, listing contacts',
      values: ratios(rows, CONTACTS, 'contacts'),
      least: 0.97,
    },
    { what: `everything on ÷ the best peer that asks (${best})`, values: ratios(rows, FULL, best), least: 5 },
    {
      what: 'everything on ÷ Better Auth, its limits on',
      values: ratios(rows, FULL, 'better-auth'),
      least: 25,
    },
    {
      what: 'everything on ÷ Better Auth, its limits off',
      values: ratios(rows, FULL, 'better-auth-unlimited'),
      least: 25,
    },
  ];
}

/** @param {Results['rows']} rows @param {readonly string[]} names */
function bestOf(rows, names) {
  const rate = (/** @type {string} */ name) =>
    summary((rows?.get(name) ?? []).map(({ perSecond }) => perSecond)).median || 0;
  return names.reduce((best, name) => (rate(name) > rate(best) ? name : best));
}

/** @param {Results} results @returns {Figure[]} */
function ofCold({ cold }) {
  const [small, large] = cold ?? [];
  if (!small || !large) return [];
  const values = large.rounds.map(({ p50 }, round) => p50 / (small.rounds[round]?.p50 ?? NaN));
  return [{ what: 'cold, 1,000,000 tokens ÷ 10,000 tokens in the table', values, most: 1.2 }];
}

/** @param {Results} results @returns {Figure[]} */
const ofKeys = ({ keys }) => [
  {
    what: 'bytes of a remembered token with everything on',
    values: keys?.fills.slice(-1).map(({ bytesAToken }) => bytesAToken) ?? [],
    most: KIBIBYTE,
  },
];

/** @param {Results} results @returns {Figure[]} */
function ofChanges({ changes }) {
  const all = changes?.changes ?? [];
  const hardest = all.filter(({ guards, perSecond }) => guards === 8 && perSecond === 50);
  return [
    {
      what: 'p99 of a change, in ms, 8 guards, 50 a second',
      values: hardest.map(({ ms }) => ms.p99),
      most: 50,
    },
    {
      what: 'changes that auth would not make, same',
      values: hardest.map(({ refused }) => refused),
      most: 0,
    },
    {
      what: 'requests decided by an old state after the answer',
      values: all.length > 0 ? [all.reduce((sum, { stale }) => sum + stale, 0)] : [],
      most: 0,
    },
  ];
}
