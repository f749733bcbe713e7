import { type BusContext } from '@latchkey/bus';
import { type OperatorIdentity, Refusal } from '@latchkey/contracts';
import { Injectable } from '@nestjs/common';
import { AccessTokens } from './access-tokens.js';
import { SessionService } from './session.service.js';

const invalidPrincipal = (): Refusal =>
  new Refusal('unauthenticated', 'principal.invalid', 'Invalid API token');

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
    const sessionId = await this.sessionIn(context);
    const verdict = sessionId && (await this.sessions.verify(sessionId));
    if (!verdict || verdict.outcome === 'invalid') throw invalidPrincipal();
    return verdict.identity;
  }

  /** Whoever ends their session: it may have ended already, by this very command. */
  async closerBehind(context: BusContext): Promise<OperatorIdentity> {
    const sessionId = await this.sessionIn(context);
    const identity = sessionId && (await this.sessions.toBeClosed(sessionId));
    if (!identity) throw invalidPrincipal();
    return identity;
  }

  private async sessionIn({ principal }: BusContext): Promise<string | null> {
    return principal ? this.accessTokens.sessionIn(principal) : null;
  }
}
