import { Answers, BusContext } from '@latchkey/bus';
import { readTokenAudit, ReadTokenAuditRequest, type ReplyOf } from '@latchkey/contracts';
import { BusController } from '@latchkey/platform';
import { Ctx, Payload } from '@nestjs/microservices';
import { Principals } from '../sessions/principals.js';
import { TokenAudit } from './token-audit.js';

@BusController()
export class TokenAuditBusController {
  constructor(
    private readonly audit: TokenAudit,
    private readonly principals: Principals,
  ) {}

  @Answers(readTokenAudit)
  async read(
    @Payload() request: ReadTokenAuditRequest,
    @Ctx() context: BusContext,
  ): Promise<ReplyOf<typeof readTokenAudit>> {
    return this.audit.read(await this.principals.actorBehind(context), request);
  }
}
