/** @typedef {{ redisUrl: string, subject: import('./plan.mjs').Subject, replicas: number }} SetUp */

/** @typedef {{ do: 'cpu' } | { do: 'load', inFlight: number, durationMs: number }} Order */

/** @typedef {{ count: number, elapsedMs: number, p50: number, p99: number }} Load */

/** What this process was started for. */
export function readSetUp() {
  /** @type {unknown} */
  const setUp = JSON.parse(process.argv[2] ?? '');
  return /** @type {SetUp} */ (setUp);
}

/**
 * Answers the benchmark's orders, one after another, until it says or shows that it needs no more.
 * @param {{ load?: (order: Extract<Order, { do: 'load' }>) => Promise<Load> }} skills
 */
export function obey({ load }) {
  // An exit of our own, because a profile is written then.
  for (const event of ['SIGTERM', 'disconnect']) process.on(event, () => process.exit());
  process.on('message', (/** @type {Order} */ order) => {
    if (order.do === 'cpu') {
      const { user, system } = process.cpuUsage();
      process.send?.(user + system);
    } else {
      // A load that fails is the end of its process, which the benchmark sees.
      void load?.(order).then((result) => process.send?.(result));
    }
  });
  process.send?.('ready');
}
