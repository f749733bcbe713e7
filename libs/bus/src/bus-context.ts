import { BaseRpcContext } from '@nestjs/microservices';
import { type HandlerTerms } from './contract.js';
import { type MessageKind, type RequestEnvelope } from './envelope.js';

/** What a handler may know of the message beside its body: `@Ctx() context: BusContext`. */
export class BusContext extends BaseRpcContext<[RequestEnvelope, string | null, HandlerTerms]> {
  /** On whose behalf the message was sent, opened and not yet checked. */
  get principal(): string | null {
    return this.getArgByIndex(1) as string | null;
  }

  get messageId(): string {
    return this.request.id;
  }

  get pattern(): string {
    return this.request.pattern;
  }

  get kind(): MessageKind {
    return this.request.kind;
  }

  /** Two messages of one principal with the same key are one command. */
  get idempotencyKey(): string {
    return this.request.idempotency_key ?? this.request.id;
  }

  /** Fields of the reply that only its caller may read: sealed wherever they are kept. */
  get secretsOfReply(): readonly string[] {
    return (this.getArgByIndex(2) as HandlerTerms).secrets.reply;
  }

  private get request(): RequestEnvelope {
    return this.getArgByIndex(0) as RequestEnvelope;
  }
}
