import { type BusContext } from '@latchkey/bus';
import { type OperatorIdentity, Refusal } from '@latchkey/contracts';
import { Injectable } from '@nestjs/common';
import { AccessTokens } from './access-tokens.js';
import { SessionService } from './session.service.js';

/**
 * Who sent a message: decided from the access token that came sealed with it, never from an id in its body, so
 * that no service can act for an operator who is not there (the confused deputy).
 */
@Injectable()
export class Principals {
  constructor(
    private readonly accessTokens: AccessTokens,
    private readonly sessions: SessionService,
  ) {}

  async operatorBehind(context: BusContext): Promise<OperatorIdentity> {
    const sessionId = context.principal && (await this.accessTokens.sessionIn(context.principal));
    const verdict = sessionId ? await this.sessions.verify(sessionId) : null;
    if (verdict?.outcome !== 'valid') {
      throw new Refusal('unauthenticated', 'principal.invalid', 'Invalid API token');
    }
    return verdict.identity;
  }
}
