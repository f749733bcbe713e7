import { type INestApplication, type LoggerService } from '@nestjs/common';
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

/** For command-line entry points too: one clear sentence, and the stack only where it helps. */
export function exitWith(error: unknown): never {
  const text =
    error instanceof ConfigError ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${text ?? 'Unknown error'}\n`);
  process.exit(1);
}
