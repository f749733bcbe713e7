import { type BusContext } from '@latchkey/bus';

/** A command as its sender named it: two of one principal with the same key are one command. */
export interface Command<Request extends object> {
  readonly key: string;
  readonly pattern: string;
  readonly request: Request;
  /** Fields of the reply that only its caller may read. */
  readonly secretsOfReply: readonly string[];
}

export const commandIn = <Request extends object>(
  { idempotencyKey, pattern, secretsOfReply }: BusContext,
  request: Request,
): Command<Request> => ({ key: idempotencyKey, pattern, request, secretsOfReply });
