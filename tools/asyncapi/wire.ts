import { type BusDocument } from './bus-document.js';

export interface HeardRequest {
  readonly id: string;
  readonly kind: string;
  readonly pattern: string;
  readonly budget_ms: number;
  readonly body: string;
}

export interface Heard {
  readonly requests: readonly HeardRequest[];
  /** By the request's id. */
  readonly replies: ReadonlyMap<string, unknown>;
  /** As clients called Redis: the words of each command. */
  readonly sendCalls: readonly (readonly string[])[];
}

/** What of MONITOR's lines is messages, found with what the document says of streams and channels. */
export function heardIn(lines: readonly (readonly string[])[], document: BusDocument): Heard {
  const { questions, commands, replies } = document.channels;
  const streams = new Set([questions?.['x-redis'].key, commands?.['x-redis'].key]);
  const { prefix = '-' } = replies?.['x-redis'] ?? {};
  const named = lines.map(([command = '', ...words]) => [command.toUpperCase(), ...words]);

  const requests = named
    .filter(([command, stream]) => command === 'XADD' && streams.has(stream))
    .map((words) => unquoted(words.at(-1)) as HeardRequest);
  const answers = named
    .filter(([command, channel]) => command === 'PUBLISH' && channel?.startsWith(prefix))
    .map((words) => unquoted(words.at(-1)) as { readonly id: string });
  const sendCalls = named.filter(
    ([command, , , stream, maxWaiting]) =>
      command?.startsWith('EVAL') && streams.has(stream) && /^\d+$/.test(maxWaiting ?? ''),
  );
  return { requests, replies: new Map(answers.map((reply) => [reply.id, reply])), sendCalls };
}

/** ioredis takes away the backslashes that MONITOR puts before quotes, and leaves those before backslashes. */
const unquoted = (text = ''): unknown => JSON.parse(text.replaceAll('\\\\', '\\'));
