import { currentTraceId } from '@latchkey/bus';
import { type LoggerService } from '@nestjs/common';
import { pino, type Logger as Pino } from 'pino';
import { currentRequestId } from './tracing/request-traces.js';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface LoggingOptions {
  /** The process: `auth`, `resource`. */
  readonly name: string;
  readonly level: LogLevel;
  /** Takes secrets out of a finished line. The last stage, so that no path of logging goes round it (promise P7). */
  readonly redact: (line: string) => string;
  /** By default the standard output. */
  readonly write?: (line: string) => unknown;
}

/** An error may be its own cause. */
const DEEPEST_CAUSE = 5;

/**
 * An error without what its library hung on it: a failed query carries its parameters, and they are people's data.
 */
function describeError(error: Error & { code?: unknown }, depth = 0): object {
  const { name, message, stack, code, cause } = error;
  return {
    type: name,
    message,
    stack,
    code,
    ...(cause instanceof Error && depth < DEEPEST_CAUSE && { cause: describeError(cause, depth + 1) }),
  };
}

type Level = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';

/** Nest's logger, as JSON lines through pino. */
export class JsonLogger implements LoggerService {
  private readonly pino: Pino;

  constructor({ name, level, redact, write = (line) => process.stdout.write(line) }: LoggingOptions) {
    this.pino = pino(
      {
        name,
        level,
        formatters: { level: (label, number) => ({ level: number, severity: label }) },
        mixin: () => {
          const traceId = currentTraceId();
          const requestId = currentRequestId();
          return {
            ...(requestId !== undefined && { request_id: requestId }),
            ...(traceId !== undefined && { trace_id: traceId }),
          };
        },
        serializers: { err: (error: Error) => describeError(error) },
      },
      {
        write: (line: string) => {
          write(redact(line));
        },
      },
    );
  }

  log(message: unknown, ...rest: unknown[]): void {
    this.line('info', message, rest);
  }
  fatal(message: unknown, ...rest: unknown[]): void {
    this.line('fatal', message, rest);
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.line('error', message, rest);
  }
  warn(message: unknown, ...rest: unknown[]): void {
    this.line('warn', message, rest);
  }
  debug(message: unknown, ...rest: unknown[]): void {
    this.line('debug', message, rest);
  }
  verbose(message: unknown, ...rest: unknown[]): void {
    this.line('trace', message, rest);
  }

  /** Nest passes the context last, and before it, for errors, a stack. */
  private line(level: Level, message: unknown, rest: unknown[]): void {
    const [stack, context] = rest.length > 1 ? rest : [undefined, rest[0]];
    const fields: Record<string, unknown> = {
      ...(typeof context === 'string' && { context }),
      ...(typeof stack === 'string' && { stack }),
    };
    if (message instanceof Error) this.pino[level]({ ...fields, err: message }, message.message);
    else if (typeof message === 'object' && message !== null) this.pino[level]({ ...fields, ...message });
    else this.pino[level](fields, String(message));
  }
}
