import { openSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { hasEnded, stopProcess } from '../processes/tied-process.mjs';
import { environmentOf } from './app-environment.mjs';
import { becomesReady, spawnApp } from './app-process.mjs';
import { isNoteworthy, readableLine } from './log-lines.mjs';
import { inHome } from './places.mjs';
import { lastWords } from './running.mjs';

/** @typedef {import('./app-environment.mjs').AppName} AppName */

/** A little more than the apps give themselves to finish what is in flight. */
const STOP_LIMIT_MS = 12_000;

/**
 * Runs one process of an app; resolves when it is ready.
 * @param {AppName} app
 * @param {number} port
 * @param {import('./app-environment.mjs').Variables} variables
 * @param {import('./running.mjs').Running} running
 * @param {(line: string) => void} say
 */
export async function runApp(app, port, variables, running, say) {
  const logFile = inHome(`logs/${app}.log`);
  const child = spawnApp(app, {
    env: { ...environmentOf(app, variables), PORT: String(port) },
    deathSignal: 'SIGTERM',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // Each run begins its log anew. Written at once, so that a dying app's last words are there to be shown.
  const log = openSync(logFile, 'w', 0o600);
  for (const output of [child.stdout, child.stderr]) {
    if (!output) continue;
    createInterface({ input: output }).on('line', (line) => {
      writeSync(log, `${line}\n`);
      if (isNoteworthy(line)) say(`${app.padEnd(12)} ${readableLine(line)}`);
    });
  }
  const part = {
    name: app,
    child,
    logFile,
    stop: () => stopProcess(child, 'SIGTERM', { withinMs: STOP_LIMIT_MS }),
  };
  running.add(part);
  if (!(await becomesReady(child, `http://127.0.0.1:${port}`))) {
    throw new Error(
      hasEnded(child) ? await lastWords(part) : `${app} does not become ready: see ${logFile}.`,
    );
  }
  say(`${app.padEnd(12)} ready on port ${port}`);
}
