/**
 * Whatever was measured; what was not is null.
 * @typedef {object} Results
 * @property {ReturnType<typeof import('./machine.mjs').machine>} machine
 * @property {Awaited<ReturnType<typeof import('./machine.mjs').versions>>} versions
 * @property {import('./plan.mjs').Plan} plan
 * @property {readonly string[]} everythingOn The fields of the token with everything on.
 * @property {boolean} pinned
 * @property {Map<string, import('./rounds.mjs').Sample[]> | null} rows
 * @property {import('./cold.mjs').Cold[] | null} cold
 * @property {Awaited<ReturnType<typeof import('./keys.mjs').measureKeys>> | null} keys
 * @property {import('./permits.mjs').Permits | null} permits
 * @property {Awaited<ReturnType<typeof import('./changes.mjs').measureChanges>> | null} changes
 * @property {Record<'guard' | 'parse' | 'digest', import('./decision.mjs').Nanoseconds> | null} decision
 */

/** @typedef {import('./rounds.mjs').Sample} Sample */

/**
 * Of requests a second, taken in each round by itself: what slows the machine slows both.
 * @param {ReadonlyMap<string, Sample[]> | null} samples
 * @param {string} one
 * @param {string} other
 * @returns {number[]} None when either was not measured.
 */
export function ratios(samples, one, other) {
  const others = samples?.get(other);
  const own = samples?.get(one);
  if (!own || !others || one === other) return [];
  return own.map(({ perSecond }, round) => perSecond / (others[round]?.perSecond ?? NaN));
}

/**
 * How one's processor time compares: it says nearly the same on a machine that does other things too, but knows
 * nothing of waiting.
 * @param {ReadonlyMap<string, Sample[]> | null} samples
 * @param {string} one
 * @param {string} other
 * @returns {number[]}
 */
export function processorRatios(samples, one, other) {
  const others = samples?.get(other);
  const own = samples?.get(one);
  if (!own || !others || one === other) return [];
  return own.map(({ cpu }, round) => (others[round]?.cpu ?? NaN) / cpu);
}

/**
 * As a file of JSON: maps as objects.
 * @param {object} results
 */
export const inJson = (results) => JSON.stringify(results, mapsAsObjects, 2);

/**
 * @param {string} _key
 * @param {unknown} value
 * @returns {unknown}
 */
const mapsAsObjects = (_key, value) =>
  value instanceof Map ? Object.fromEntries(/** @type {Map<string, unknown>} */ (value)) : value;
