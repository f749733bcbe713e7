/**
 * npm run bench -- bus [options]
 * npm run bench -- guard [options]
 *
 * Measures the compiled code, on stores of its own that end with it. `bus` compares the bus with Nest's own Redis
 * transport and with a bare publish/subscribe echo, and says what each step between the bare echo and the bus costs.
 * `guard` compares Latchkey's guard with none, with an empty one, and with what people would use instead; then what a
 * guard costs cold, in memory, with many keys, and how soon a change has effect (docs/benchmarks.md).
 *
 *   --seconds 4        how long each cell of the tables is measured, over all rounds (guard: each row, 10)
 *   --profile FOLDER   has every process write a CPU profile there, named after its part
 *
 * bus:
 *   --only ours,raw    some of raw, stock, streams, unnested, ours
 *   --inflight 32      some numbers of requests in flight, instead of 1, 32, 256
 *   --replicas 1       1, 3, or 1,3
 *
 * guard:
 *   --only rows,cold   some of rows, cold, keys, changes, decision, or single rows by name: unguarded, latchkey, …
 *   --json FILE        also writes every figure there, with the machine and all versions
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

const text = /** @type {const} */ ({ type: 'string' });

runAsCommand(import.meta.url, async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { seconds: text, only: text, inflight: text, replicas: text, profile: text, json: text },
  });
  const [subject] = positionals;
  if (positionals.length !== 1 || (subject !== 'bus' && subject !== 'guard')) {
    throw new Error('Say what to measure: npm run bench -- bus, or npm run bench -- guard');
  }
  await ensureInstalled({ say });
  await ensureBuilt({ say });
  // An end by Ctrl-C is an end like any other: what was started is stopped, and the folder goes.
  const stop = new AbortController();
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.once(signal, () => {
      stop.abort(new Error('Stopped.'));
    });
  }
  const circumstances = { say, profileFolder: values.profile ?? null, signal: stop.signal };
  if (subject === 'bus') {
    const [{ benchBus }, { planOf }] = await Promise.all([
      import('./bus/bench-bus.mjs'),
      import('./bus/plan.mjs'),
    ]);
    await benchBus(planOf(values), circumstances);
  } else {
    const [{ benchGuard }, { planOf }] = await Promise.all([
      import('./guard/bench-guard.mjs'),
      import('./guard/plan.mjs'),
    ]);
    await benchGuard(planOf(values), { ...circumstances, jsonFile: values.json ?? null });
  }
});
