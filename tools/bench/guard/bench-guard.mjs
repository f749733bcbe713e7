import { writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { assignCores, pin } from './cores.mjs';
import { machine, versions } from './machine.mjs';
import { ensurePeersInstalled } from './peers-install.mjs';
import { setStage } from './stores.mjs';
import { openTheatre } from './theatre.mjs';
import { measureThroughput } from './throughput.mjs';

/** @typedef {import('./plan.mjs').Plan} Plan */

/** @typedef {{ say: (line: string) => void, profileFolder: string | null, signal: AbortSignal, jsonFile: string | null }} Circumstances */

const WARM_UP_MS = 1_500;

/**
 * @param {Plan} plan
 * @param {Circumstances} circumstances
 */
export async function benchGuard(plan, { say, profileFolder, signal, jsonFile }) {
  await ensurePeersInstalled(say);
  const onMachine = machine();
  /** @type {(() => unknown)[]} */
  const ends = [];
  const cores = assignCores();
  pin(process.pid, cores?.load);
  try {
    const stage = await setStage({
      cores,
      say,
      signal,
      profileFolder,
      atEnd: (end) => ends.push(end),
    });
    const theatre = await openTheatre(stage);
    const times = { rounds: plan.rounds, roundMs: plan.roundMs, warmUpMs: WARM_UP_MS };
    const rows = plan.rows.length > 0 ? await measureThroughput(theatre, plan.rows, times) : null;
    for (const [name, samples] of rows ?? []) console.log(name, JSON.stringify(samples));
  } finally {
    for (const end of ends.reverse()) await end();
  }
}
