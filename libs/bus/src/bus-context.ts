import { BaseRpcContext } from '@nestjs/microservices';
import { type RequestEnvelope } from './envelope.js';

/** What a handler may know of the message beside its body: `@Ctx() context: BusContext`. */
export class BusContext extends BaseRpcContext<[RequestEnvelope, string | null]> {
  /** On whose behalf the message was sent, opened and not yet checked: an access token. */
  get principal(): string | null {
    return this.getArgByIndex(1) as string | null;
  }

  get messageId(): string {
    return (this.getArgByIndex(0) as RequestEnvelope).id;
  }

  get pattern(): string {
    return (this.getArgByIndex(0) as RequestEnvelope).pattern;
  }
}
