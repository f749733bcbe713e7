/**
 * npm run bench -- bus [options]
 *
 * Measures the compiled code, on a Redis of its own that ends with it. `bus` compares the bus with Nest's own Redis
 * transport and with a bare publish/subscribe echo, and says what each step between the bare echo and the bus costs.
 *
 *   --seconds 4        how long each cell of the tables is measured, over all rounds
 *   --only ours,raw    some of raw, stock, streams, unnested, ours
 *   --inflight 32      some numbers of requests in flight, instead of 1, 32, 256
 *   --replicas 1       1, 3, or 1,3
 *   --profile FOLDER   has every process write a CPU profile there, named after its part
 *
 * Figures of a machine that does other things too are worth little; ratios are taken within a round, and hold better.
 */
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../build.mjs';
import { runAsCommand } from '../command.mjs';
import { ensureInstalled } from '../install.mjs';

/** @param {string} line */
const say = (line) => {
  console.log(line);
};

runAsCommand(import.meta.url, async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seconds: { type: 'string', default: '4' },
      only: { type: 'string' },
      inflight: { type: 'string' },
      replicas: { type: 'string' },
      profile: { type: 'string' },
    },
  });
  if (positionals.join(' ') !== 'bus') throw new Error('Say what to measure: npm run bench -- bus');
  await ensureInstalled({ say });
  await ensureBuilt({ say });
  const [{ benchBus }, { planOf }] = await Promise.all([
    import('./bus/bench-bus.mjs'),
    import('./bus/plan.mjs'),
  ]);
  const plan = planOf(values);
  // An end by Ctrl-C is an end like any other: what was started is stopped, and the folder goes.
  const stop = new AbortController();
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.once(signal, () => {
      stop.abort(new Error('Stopped.'));
    });
  }
  await benchBus(plan, { say, profileFolder: values.profile ?? null, signal: stop.signal });
});
