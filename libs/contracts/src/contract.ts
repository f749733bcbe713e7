/** A question may be asked again or dropped; a command has an effect and must happen once. */
export type MessageKind = 'question' | 'command';

/**
 * What travels between two services under one pattern: who answers is told by the pattern's first word
 * (`service.noun.verb.version`), what travels each way by the two types, and how long the asker may wait by
 * `budgetMs`. A breaking change is a new version beside the old one.
 */
export interface Contract<Request extends object, Reply> {
  readonly pattern: string;
  readonly kind: MessageKind;
  /** Milliseconds from sending, by Redis's clock; past it a question is not executed any more. */
  readonly budgetMs: number;
  /** Whether it must say on whose behalf it is sent: an operator's access token or a service's credential. */
  readonly needsPrincipal: boolean;
  /** Top-level fields that cross Redis sealed (promise P7): of the request to the service, of the reply to the asker. */
  readonly secrets: { readonly request: readonly string[]; readonly reply: readonly string[] };
  /** Never set: it carries the two types, for the compiler only. */
  readonly shape?: (request: Request) => Reply;
}

/** The body of a message that says all with its pattern: `{}`. */
// A class, so that whoever answers refuses any other.
export class NoFields {
  readonly [field: string]: never;
}

export type ReplyOf<C> = C extends { readonly shape?: (request: never) => infer Reply } ? Reply : never;

interface Terms<Request, Reply> {
  readonly budgetMs?: number;
  /** By default commands do and questions do not. */
  readonly needsPrincipal?: boolean;
  readonly sealedRequest?: readonly (keyof Request & string)[];
  readonly sealedReply?: readonly (keyof Reply & string)[];
}

/**
 * The guard answers 503 within 1 s when auth cannot be reached (promise P6): the budget of a question leaves
 * room for what happens before and after it.
 */
const QUESTION_BUDGET_MS = 700;
const COMMAND_BUDGET_MS = 5_000;

const contract =
  (kind: MessageKind, defaultBudgetMs: number) =>
  <Request extends object, Reply>(
    pattern: string,
    terms: Terms<Request, Reply> = {},
  ): Contract<Request, Reply> => ({
    pattern,
    kind,
    budgetMs: terms.budgetMs ?? defaultBudgetMs,
    needsPrincipal: terms.needsPrincipal ?? kind === 'command',
    secrets: { request: terms.sealedRequest ?? [], reply: terms.sealedReply ?? [] },
  });

export const question = contract('question', QUESTION_BUDGET_MS);
export const command = contract('command', COMMAND_BUDGET_MS);
