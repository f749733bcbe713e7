import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startPart } from '../part.mjs';
import { measureChanges } from './changes.mjs';
import { measureCold } from './cold.mjs';
import { allCores, assignCores, pin } from './cores.mjs';
import { measureKeys } from './keys.mjs';
import { measurePermits } from './permits.mjs';
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
/** @typedef {import('./stores.mjs').Stage} Stage */

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
  const circumstances = { say, signal, profileFolder };
  const cores = assignCores();
  const alone = await onStage({ ...circumstances, cores }, (theatre, about) => measure(theatre, about, plan));
  const results = {
    machine: onMachine,
    plan,
    pinned: cores !== null,
    ...alone,
    changes: plan.parts.includes('changes')
      ? await onStage({ ...circumstances, cores: null }, (theatre) => measureChanges(theatre, timesOf(plan)))
      : null,
  };
  for (const line of reportOn(results)) say(line);
  if (jsonFile !== null) {
    const taken_at = new Date().toISOString();
    const file = path.resolve(jsonFile);
    await writeFile(file, `${inJson({ taken_at, ...results, targets: targetsIn(results) })}\n`);
  }
}

/** @param {Plan} plan */
const timesOf = ({ rounds, roundMs }) => ({ rounds, roundMs, warmUpMs: WARM_UP_MS });

/**
 * With a Latchkey and stores of its own, and without them afterwards.
 * @template Measured
 * @param {Omit<Stage, 'folder' | 'postgres' | 'redis' | 'anotherRedis' | 'atEnd'>} about
 * @param {(theatre: Theatre, stage: Stage) => Promise<Measured>} work
 * @returns {Promise<Measured>}
 */
async function onStage(about, work) {
  /** @type {(() => unknown)[]} */
  const ends = [];
  // What is started from here on inherits it.
  pin(process.pid, about.cores?.load ?? allCores());
  try {
    const stage = await setStage({ ...about, atEnd: (end) => ends.push(end) });
    return await work(await openTheatre(stage), stage);
  } finally {
    for (const end of ends.reverse()) await end();
  }
}

/**
 * What is measured with one server alone on a processor.
 * @param {Theatre} theatre
 * @param {Stage} stage
 * @param {Plan} plan
 */
async function measure(theatre, stage, plan) {
  const { rows, parts } = plan;
  const times = timesOf(plan);
  /** @param {import('./plan.mjs').Part} part */
  const isWanted = (part) => parts.includes(part);
  return {
    versions: await versions(stage),
    everythingOn: theatre.everythingOn,
    rows: rows.length > 0 ? await measureThroughput(theatre, rows, times) : null,
    decision: isWanted('decision') ? await measureDecision(theatre) : null,
    cold: isWanted('cold') ? await measureCold(theatre) : null,
    keys: isWanted('keys') ? await measureKeys(theatre, times) : null,
    permits: isWanted('permits') ? await measurePermits(theatre, times) : null,
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
