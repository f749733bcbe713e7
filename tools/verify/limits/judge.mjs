/**
 * @typedef {object} Judgement
 * @property {number} asked
 * @property {number} admitted
 * @property {number} ideal What somebody who sees all requests in order, and needs no time, would have admitted.
 * @property {number} most In any interval as long as the window.
 * @property {number} unavailable
 */

/** When something happened: not before, and not after. @typedef {readonly [earliest: number, latest: number]} Span */

/**
 * How many of these surely happened in one interval as long as `window`, both ends included, at the most.
 * @param {readonly Span[]} spans By their earliest moment.
 * @param {number} window
 */
export function mostWithin(spans, window) {
  let most = 0;
  for (const [nth, [begin]] of spans.entries()) {
    let count = 0;
    for (let i = nth; i < spans.length; i++) {
      const [earliest, latest] = spans[i] ?? [Infinity, Infinity];
      if (earliest > begin + window) break;
      if (latest <= begin + window) count++;
    }
    most = Math.max(most, count);
  }
  return most;
}

/**
 * Nobody admits more of these requests: whatever the interval, who admits the first ones that may pass is never
 * behind.
 * @param {readonly number[]} asked Ascending.
 * @param {number} limit @param {number} window
 */
export function mostAdmissible(asked, limit, window) {
  /** @type {number[]} */
  const admitted = [];
  for (const moment of asked) {
    const earlier = admitted[admitted.length - limit];
    if (earlier === undefined || moment - earlier > window) admitted.push(moment);
  }
  return admitted.length;
}

/**
 * @param {readonly string[]} lines What `guard-process.mjs` wrote, of one token.
 * @param {number} limit @param {number} window Microseconds.
 * @returns {Judgement}
 */
export function judge(lines, limit, window) {
  const requests = lines.map((line) => line.split(' '));
  const ascending = (/** @type {number[]} */ numbers) => numbers.sort((a, b) => a - b);
  const asked = ascending(requests.map(([, moment]) => Number(moment)));
  const admitted = requests
    .filter(([, , , , how]) => how === 'a')
    .map(([, , earliest, latest]) => /** @type {const} */ ([Number(earliest), Number(latest)]))
    .sort(([a], [b]) => a - b);
  return {
    asked: asked.length,
    admitted: admitted.length,
    ideal: mostAdmissible(asked, limit, window),
    most: mostWithin(admitted, window),
    unavailable: requests.filter(([, , , , how]) => how === 'u').length,
  };
}
