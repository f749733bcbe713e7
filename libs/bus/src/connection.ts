import { type LoggerService } from '@nestjs/common';
import { type Redis, type RedisOptions } from 'ioredis';
import { connectTo } from './redis-address.js';

/** Reconnects for ever, soon and evenly: serving again within 2 s of Redis's return (promise P10). */
const retryStrategy = (attempt: number): number => Math.min(50 * attempt, 500);

/**
 * ioredis's defaults queue and wait while the server is away, and hang on one that is black-holed; on a request
 * path "cannot tell" must be said at once (promise P6). A socket that owes an answer for `socketTimeout` is
 * closed, so a dead network heals like a closed connection.
 */
const PROMPT: RedisOptions = {
  connectTimeout: 500,
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  retryStrategy,
};

export interface PromptOptions {
  /** For a command line, which has just started. */
  readonly waitsForConnection?: boolean;
  /** For who gives up by itself, and wants to know of an answer that comes after that, while the connection lasts. */
  readonly hearsLateAnswers?: boolean;
}

/** Longer than this nobody waits for a short command. */
export const PROMPT_MS = 500;
/** Nor a person for a command line, which connects first: over TLS, on a machine that is busy starting it. */
const COMMAND_LINE_MS = 5_000;

/** For short commands only; who sends many at once batches them. */
export const promptConnection = (
  url: string,
  name: string,
  { waitsForConnection = false, hearsLateAnswers = false }: PromptOptions = {},
): Redis =>
  connectTo(url, {
    ...PROMPT,
    ...(waitsForConnection && { enableOfflineQueue: true, connectTimeout: COMMAND_LINE_MS }),
    connectionName: `latchkey-${name}`,
    ...(!hearsLateAnswers && { commandTimeout: waitsForConnection ? COMMAND_LINE_MS : PROMPT_MS }),
    socketTimeout: waitsForConnection ? COMMAND_LINE_MS : 1_000,
  });

/** For commands that wait at the server, for at most `blockMs` each. */
export const waitingConnection = (url: string, name: string, blockMs: number): Redis =>
  connectTo(url, { ...PROMPT, connectionName: `latchkey-${name}`, socketTimeout: blockMs + 1_500 });

/** For one subscription. Nobody asks a subscriber anything: its owner has to ping it to see that it lives. */
export const listeningConnection = (url: string, name: string): Redis =>
  connectTo(url, {
    ...PROMPT,
    connectionName: `latchkey-${name}`,
    autoResubscribe: false,
  });

/** Says once that a connection is lost and once that it is back, however many attempts lie between. */
export function reportOutages(connection: Redis, name: string, logger: LoggerService): void {
  let isLost = false;
  connection.on('error', (error: Error) => {
    if (!isLost) logger.warn(`Redis is out of reach (${name}): ${error.message}`);
    isLost = true;
  });
  connection.on('ready', () => {
    if (isLost) logger.log(`Redis is back (${name})`);
    isLost = false;
  });
}
