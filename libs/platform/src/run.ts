import { type INestApplication, type LoggerService } from '@nestjs/common';
import { Refusal } from '@latchkey/contracts';
import { ConfigError } from './config.js';

const SHUTDOWN_MS = 9_000;

/**
 * Runs an app until it is told to stop: SIGTERM and SIGINT close it in order (what is in flight is finished),
 * within 9 s. What keeps it from starting is said in plain words on the standard error.
 */
export async function runApp(
  start: () => Promise<{ app: INestApplication; logger: LoggerService }>,
): Promise<void> {
  try {
    const { app, logger } = await start();
    const stop = (signal: string): void => {
      logger.log(`${signal}: finishing what is in flight`);
      const overdue = setTimeout(() => {
        logger.error(`Not finished within ${SHUTDOWN_MS} ms: leaving`);
        process.exit(1);
      }, SHUTDOWN_MS);
      overdue.unref();
      app.close().then(
        () => process.exit(0),
        (error: unknown) => {
          logger.error(error);
          process.exit(1);
        },
      );
    };
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
  } catch (error) {
    exitWith(error);
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
