import { Answers, BusContext } from '@latchkey/bus';
import {
  closeSession,
  listSigningKeys,
  NoFields,
  openSession,
  OpenSessionRequest,
  refreshSession,
  RefreshSessionRequest,
  type ReplyOf,
  verifySession,
  VerifySessionRequest,
} from '@latchkey/contracts';
import { BusController } from '@latchkey/platform';
import { Ctx, Payload } from '@nestjs/microservices';
import { SigningKey } from '../keys/signing-key.js';
import { commandIn } from '../commands/command.js';
import { LoginThrottle } from './login-throttle.js';
import { Principals } from './principals.js';
import { SessionService } from './session.service.js';

@BusController()
export class SessionBusController {
  constructor(
    private readonly sessions: SessionService,
    private readonly throttle: LoginThrottle,
    private readonly principals: Principals,
    private readonly key: SigningKey,
  ) {}

  @Answers(openSession)
  open(
    @Payload() request: OpenSessionRequest,
    @Ctx() context: BusContext,
  ): Promise<ReplyOf<typeof openSession>> {
    return this.throttle.attempt(request.email, () => this.sessions.open(commandIn(context, request)));
  }

  @Answers(refreshSession)
  refresh(
    @Payload() request: RefreshSessionRequest,
    @Ctx() context: BusContext,
  ): Promise<ReplyOf<typeof refreshSession>> {
    return this.sessions.refresh(commandIn(context, request));
  }

  @Answers(closeSession)
  async close(
    @Payload() request: NoFields,
    @Ctx() context: BusContext,
  ): Promise<ReplyOf<typeof closeSession>> {
    return this.sessions.close(await this.principals.closerBehind(context), commandIn(context, request));
  }

  @Answers(verifySession)
  verify(@Payload() request: VerifySessionRequest): Promise<ReplyOf<typeof verifySession>> {
    return this.sessions.verify(request);
  }

  @Answers(listSigningKeys)
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- declared, so that what it holds is refused
  signingKeys(@Payload() _: NoFields): ReplyOf<typeof listSigningKeys> {
    return this.key.published;
  }
}
