import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { obey } from '../orders.mjs';

/**
 * Listens, and tells the benchmark where, and how much memory is in use. Stops as a deployment would: a guard that
 * goes without a word holds up every change for as long as its lease.
 * @param {import('./endpoint.mjs').App} app
 * @param {import('../orders.mjs').Skills} [more]
 */
export async function serve(app, more = {}) {
  await app.listen(0, '127.0.0.1');
  obey({ url: () => app.getUrl(), memory: memoryInUse, ...more }, { before: () => app.close() });
}

/** Bytes, of what is still in use after everything else has been collected. */
function memoryInUse() {
  setFlagsFromString('--expose-gc');
  /** @type {unknown} */
  const gc = runInNewContext('gc');
  const collect = /** @type {() => void} */ (gc);
  for (let turn = 0; turn < 3; turn++) collect();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heap: heapUsed + external, rss };
}
