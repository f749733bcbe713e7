import { type INestApplication, type LoggerService } from '@nestjs/common';
import { Refusal } from '@latchkey/contracts';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigError } from './config.js';
import { Departure } from './departure.js';

/** What a process gets, once nobody sends it anything any more, to finish what is in flight: 10 s with a grace of 2. */
const FINISH_MS = 7_500;

export interface Running {
  readonly app: INestApplication;
  readonly logger: LoggerService;
  /** Milliseconds for which a process that was told to stop goes on as before, but not ready. */
  readonly graceMs: number;
}

/**
 * Runs an app until it is told to stop. SIGTERM and SIGINT close it in order: it is not ready any more, and goes on for
 * as long as whoever sends it requests needs to see that; then its modules close, and what is in flight is finished.
 * A second SIGTERM changes nothing, a second SIGINT (somebody at a terminal) ends it at once. What keeps it from starting
 * is said in plain words on the standard error.
 */
export async function runApp(start: () => Promise<Running>): Promise<void> {
  let running: Running | null = null;
  let isLeaving = false;
  // Before anything else: as the first process of a container it would not hear a signal that nobody waits for.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (!running) process.exit(0);
      if (!isLeaving) void leave(running, signal);
      else if (signal === 'SIGINT') process.exit(1);
      isLeaving = true;
    });
  }
  try {
    running = await start();
  } catch (error) {
    exitWith(error);
  }
}

async function leave({ app, logger, graceMs }: Running, signal: string): Promise<void> {
  logger.log(`${signal}: not ready any more, finishing what is in flight`);
  app.get(Departure, { strict: false }).begin();
  const limitMs = graceMs + FINISH_MS;
  const overdue = setTimeout(() => {
    logger.error(`Not finished within ${limitMs} ms: leaving`);
    process.exit(1);
  }, limitMs);
  overdue.unref();
  try {
    await sleep(graceMs);
    await app.close();
    process.exit(0);
  } catch (error) {
    logger.error(error);
    process.exit(1);
  }
}

/** A wrong call of a command: its message says the right one. */
export class UsageError extends Error {}

/** Ends a process that cannot do what it was started for: in plain words, with a stack only where that helps. */
export function exitWith(error: unknown): never {
  process.stderr.write(`${inPlainWords(error)}\n`);
  process.exit(1);
}

function inPlainWords(error: unknown): string {
  if (error instanceof ConfigError || error instanceof UsageError) return error.message;
  if (error instanceof Refusal) {
    const reasons = Object.entries(error.errors ?? {}).map(([field, why]) => `  ${field} ${why.join(', ')}`);
    return [error.message, ...reasons].join('\n');
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
