import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startPart } from '../part.mjs';
import { measureChanges } from './changes.mjs';
import { measureCold } from './cold.mjs';
import { assignCores, pin } from './cores.mjs';
import { measureKeys } from './keys.mjs';
import { machine, versions } from './machine.mjs';
import { ensurePeersInstalled } from './peers-install.mjs';
import { reportOn } from './report.mjs';
import { inJson } from './results.mjs';
import { setStage } from './stores.mjs';
import { targetsIn } from './targets.mjs';
import { openTheatre } from './theatre.mjs';
import { measureThroughput } from './throughput.mjs';

/** @typedef {import('./plan.mjs').Plan} Plan */
/** @typedef {import('./results.mjs').Results} Results */
/** @typedef {import('./theatre.mjs').Theatre} Theatre */

/** @typedef {{ say: (line: string) => void, profileFolder: string | null, signal: AbortSignal, jsonFile: string | null }} Circumstances */

const WARM_UP_MS = 1_500;
const DECISIONS_MS = 8_000;

/**
 * Measures what the plan says, on stores of its own.
 * @param {Plan} plan
 * @param {Circumstances} circumstances
 */
export async function benchGuard(plan, { say, profileFolder, signal, jsonFile }) {
  await ensurePeersInstalled(say);
  const onMachine = machine();
  const cores = assignCores();
  /** @type {(() => unknown)[]} */
  const ends = [];
  pin(process.pid, cores?.load);
  try {
    const atEnd = (/** @type {() => unknown} */ end) => ends.push(end);
    const stage = await setStage({ cores, say, signal, profileFolder, atEnd });
    const theatre = await openTheatre(stage);
    const results = {
      machine: onMachine,
      versions: await versions(stage),
      plan,
      pinned: cores !== null,
      everythingOn: theatre.everythingOn,
      ...(await measure(theatre, plan)),
    };
    for (const line of reportOn(results)) say(line);
    if (jsonFile !== null) {
      const taken_at = new Date().toISOString();
      const file = path.resolve(jsonFile);
      await writeFile(file, `${inJson({ taken_at, ...results, targets: targetsIn(results) })}\n`);
    }
  } finally {
    for (const end of ends.reverse()) await end();
  }
}

/** @param {Theatre} theatre @param {Plan} plan */
async function measure(theatre, { rows, parts, rounds, roundMs }) {
  const times = { rounds, roundMs, warmUpMs: WARM_UP_MS };
  /** @param {import('./plan.mjs').Part} part */
  const isWanted = (part) => parts.includes(part);
  return {
    rows: rows.length > 0 ? await measureThroughput(theatre, rows, times) : null,
    decision: isWanted('decision') ? await measureDecision(theatre) : null,
    cold: isWanted('cold') ? await measureCold(theatre, rounds) : null,
    keys: isWanted('keys') ? await measureKeys(theatre, times) : null,
    changes: isWanted('changes') ? await measureChanges(theatre, times) : null,
  };
}

/** @param {Theatre} theatre */
async function measureDecision({ stage, programs, guardSetUp, tokens }) {
  const { signal, profileFolder, cores, say } = stage;
  say('Deciding the same request again and again …');
  const setUp = { ...guardSetUp, guard: 'latchkey' };
  const part = await startPart({
    name: 'decision',
    program: programs.decision,
    setUp,
    profileFolder,
    signal,
  });
  pin(part.pid, cores?.server);
  try {
    const order = { do: 'decide', token: tokens.rich, durationMs: DECISIONS_MS };
    return /** @type {Results['decision']} */ (await part.ask(order, 15 * DECISIONS_MS));
  } finally {
    await part.stop();
  }
}
