import { MessagePattern } from '@nestjs/microservices';
import { type MessageKind } from './envelope.js';

/** What the bus needs to know of a message; `@latchkey/contracts` has more to say about each. */
export interface BusContract<Request extends object, Reply> {
  readonly pattern: string;
  readonly kind: MessageKind;
  /** Milliseconds. */
  readonly budgetMs: number;
  /** Top-level fields that cross Redis sealed. */
  readonly secrets: { readonly request: readonly string[]; readonly reply: readonly string[] };
  /** Never set: for the compiler only. */
  readonly shape?: (request: Request) => Reply;
}

/** What `@Answers` leaves on a handler, for the server to keep. */
export type HandlerTerms = Pick<BusContract<object, unknown>, 'kind' | 'secrets'>;

/** Marks the method that answers a contract. Its `@Payload()` is the body, secrets opened. */
export const Answers = <Request extends object, Reply>(
  contract: BusContract<Request, Reply>,
): MethodDecorator => {
  const terms: HandlerTerms = { kind: contract.kind, secrets: contract.secrets };
  return MessagePattern(contract.pattern, terms);
};
